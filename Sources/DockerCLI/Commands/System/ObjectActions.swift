extension CommandActions {
    /// The commands that work on images, volumes, networks and the whole store.
    static let objects: [String: any DockerCommandAction.Type] = [:]
}

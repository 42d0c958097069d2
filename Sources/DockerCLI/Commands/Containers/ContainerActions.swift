extension CommandActions {
    /// The commands that work on containers.
    static let containers: [String: any DockerCommandAction.Type] = [:]
}

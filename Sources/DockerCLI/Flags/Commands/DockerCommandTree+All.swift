extension DockerCommandTree {
    /// Every command of docker's client 28 that works here, and those that are known but do not.
    public static let all = DockerCommandTree(
        ContainerLifeCommands.all + ContainerViewCommands.all + ImageCommands.all + BuildCommands.all
            + VolumeCommands.all
            + NetworkCommands.all + SystemCommands.all + ContextCommands.all + AbsentCommands.all)
}

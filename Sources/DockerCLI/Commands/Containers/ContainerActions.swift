extension CommandActions {
    /// The commands that work on containers.
    static let containers: [String: any DockerCommandAction.Type] = [
        "container attach": AttachAction.self, "container commit": CommitAction.self, "container cp": CopyAction.self,
        "container create": CreateAction.self, "container diff": DiffAction.self, "container exec": ExecAction.self,
        "container export": ExportAction.self, "container kill": KillAction.self, "container logs": LogsAction.self,
        "container ls": ListAction.self, "container pause": PauseAction.self, "container port": PortAction.self,
        "container prune": ContainerPruneAction.self, "container rename": RenameAction.self,
        "container restart": RestartAction.self, "container rm": RemoveAction.self, "container run": RunAction.self,
        "container start": StartAction.self, "container stats": StatsAction.self, "container stop": StopAction.self,
        "container top": TopAction.self, "container unpause": UnpauseAction.self,
        "container update": UpdateAction.self, "container wait": WaitAction.self,
    ]
}

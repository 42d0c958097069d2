extension CommandActions {
    /// The commands that work on images, volumes, networks and the whole store.
    static let objects = images.merging(places) { first, _ in first }.merging(system) { first, _ in first }

    private static let images: [String: any DockerCommandAction.Type] = [
        "image history": ImageHistoryAction.self, "image import": ImageImportAction.self,
        "image inspect": ImageInspectAction.self, "image load": ImageLoadAction.self,
        "image ls": ImageListAction.self, "image prune": ImagePruneAction.self, "image pull": ImagePullAction.self,
        "image push": ImagePushAction.self, "image rm": ImageRemoveAction.self, "image save": ImageSaveAction.self,
        "image tag": ImageTagAction.self,
    ]

    private static let places: [String: any DockerCommandAction.Type] = [
        "network connect": NetworkConnectAction.self, "network create": NetworkCreateAction.self,
        "network disconnect": NetworkDisconnectAction.self, "network inspect": NetworkInspectAction.self,
        "network ls": NetworkListAction.self, "network prune": NetworkPruneAction.self,
        "network rm": NetworkRemoveAction.self,
        "volume create": VolumeCreateAction.self, "volume inspect": VolumeInspectAction.self,
        "volume ls": VolumeListAction.self, "volume prune": VolumePruneAction.self,
        "volume rm": VolumeRemoveAction.self,
    ]

    private static let system: [String: any DockerCommandAction.Type] = [
        "builder prune": BuildCachePruneAction.self, "buildx bake": BakeAction.self,
        "buildx create": BuilderChoiceAction.self,
        "buildx du": BuilderUsageAction.self, "buildx inspect": BuilderInspectAction.self,
        "buildx ls": BuilderListAction.self, "buildx prune": BuildCachePruneAction.self,
        "buildx rm": BuilderChoiceAction.self, "buildx stop": BuilderVersionAction.self,
        "buildx use": BuilderChoiceAction.self, "buildx version": BuilderVersionAction.self,
        "completion": CompletionAction.self, "container inspect": ContainerInspectAction.self,
        "context inspect": ContextInspectAction.self, "context ls": ContextListAction.self,
        "context show": ContextShowAction.self, "context use": ContextUseAction.self,
        "inspect": InspectAnyAction.self, "system df": SystemUsageAction.self,
        "system events": EventsAction.self, "system info": InfoAction.self,
        "system prune": SystemPruneAction.self, "version": VersionAction.self,
    ]
}

extension CommandActions {
    /// The commands that work on images, volumes, networks and the whole store.
    static let objects: [String: any DockerCommandAction.Type] = [
        "container inspect": ContainerInspectAction.self, "inspect": InspectAnyAction.self,
        "image history": ImageHistoryAction.self, "image import": ImageImportAction.self,
        "image inspect": ImageInspectAction.self,
        "image load": ImageLoadAction.self, "image ls": ImageListAction.self, "image prune": ImagePruneAction.self,
        "image rm": ImageRemoveAction.self, "image save": ImageSaveAction.self, "image tag": ImageTagAction.self,
        "network connect": NetworkConnectAction.self, "network create": NetworkCreateAction.self,
        "network disconnect": NetworkDisconnectAction.self, "network inspect": NetworkInspectAction.self,
        "network ls": NetworkListAction.self, "network prune": NetworkPruneAction.self,
        "network rm": NetworkRemoveAction.self,
        "volume create": VolumeCreateAction.self, "volume inspect": VolumeInspectAction.self,
        "volume ls": VolumeListAction.self,
        "volume prune": VolumePruneAction.self, "volume rm": VolumeRemoveAction.self,
    ]
}

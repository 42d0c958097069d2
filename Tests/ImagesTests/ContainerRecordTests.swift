import EngineInterface
import OCI
import Testing

@testable import Images

/// Containers, volumes and networks in the store's database.
@Suite struct ContainerRecordTests {
    private func image(_ store: ImageStore, on snapshot: SnapshotID? = nil) throws -> ImageRecord {
        try store.putImage(config: .init(), snapshot: snapshot, history: [], names: ["app"])
    }

    private func container(
        _ id: String, _ name: String, _ image: ImageRecord, mounts: [MountPoint] = [],
        endpoints: [NetworkEndpoint] = []
    ) -> StoredContainer {
        var configuration = ContainerConfiguration(image: "app")
        configuration.command = ["sleep", "9"]
        configuration.labels = ["tier": "web"]
        return StoredContainer(
            id: id + String(repeating: "0", count: 64 - id.count), name: name, created: 5, imageID: image.id,
            snapshots: image.snapshot.map { [$0] } ?? [], configuration: configuration, host: .init(), mounts: mounts,
            endpoints: endpoints)
    }

    @Test func namesAndIdentifiersFindAContainer() throws {
        let test = try TemporaryStore()
        let image = try image(test.store)
        let first = try test.store.addContainer(container("abc1", "web", image))
        let second = try test.store.addContainer(container("abd2", "abc", image))
        let table: [(String, String?)] = [
            ("web", first.id), ("/web", first.id), (first.id, first.id), ("abc1", first.id), ("abd", second.id),
            // A name comes before the beginning of an identifier.
            ("abc", second.id), ("we", nil), ("", nil), ("abce", nil), ("ABD", nil),
        ]
        for (reference, id) in table { #expect(try test.store.containerID(reference) == id, "\(reference)") }
        let error = #expect(throws: EngineError.self) { _ = try test.store.containerID("ab") }
        #expect(error?.message == "Multiple IDs found with provided prefix: ab")
        #expect(try test.store.containers().map(\.command) == ["sleep 9", "sleep 9"])
        #expect(try test.store.containers().first?.labels == ["tier": "web"])
    }

    @Test func aNameBelongsToOne() throws {
        let test = try TemporaryStore()
        let image = try image(test.store)
        let first = try test.store.addContainer(container("a", "web", image))
        let other = container("b", "web", image)
        let error = #expect(throws: EngineError.self) { _ = try test.store.addContainer(other) }
        #expect(error?.kind == .nameInUse)
        #expect(
            error?.message.hasPrefix("Conflict. The container name \"/web\" is already in use by container") == true)
        #expect(try !test.store.hasContainer(other.id))
        try test.store.renameContainer(first.id, to: "site")
        #expect(try test.store.addContainer(other).name == "web")
        #expect(throws: EngineError.self) { try test.store.renameContainer(first.id, to: "web") }
        #expect(try test.store.removeContainer(first.id))
        #expect(try !test.store.removeContainer(first.id))
    }

    @Test func whatAContainerIsMadeOfIsNotPruned() throws {
        let test = try TemporaryStore()
        let layer = try test.snapshot { try $0.file("x", "y") }
        let made = try image(test.store, on: layer.id)
        let added = try test.store.addContainer(container("a", "web", made))
        test.store.close()
        let store = try test.another()
        try store.deleteImage(made.id)
        try store.prune(PruneOptions())
        #expect(try store.snapshot(layer.id) != nil)
        #expect(try store.containers(ofImage: made.id) == [added.id])
        try store.removeContainer(added.id)
        store.close()
        let last = try test.another()
        defer { last.close() }
        try last.prune(PruneOptions())
        #expect(try last.snapshot(layer.id) == nil)
    }

    @Test func aVolumeInUseStays() throws {
        let test = try TemporaryStore()
        let image = try image(test.store)
        let (volume, isNew) = try test.store.addVolume(VolumeRequest(name: "data"))
        #expect(isNew && volume.path.hasSuffix("/volumes/data/_data") && exists(volume.path))
        #expect(try !test.store.addVolume(VolumeRequest(name: "data")).isNew)
        let anonymous = try test.store.addVolume(VolumeRequest()).volume
        #expect(anonymous.name.count == 64 && anonymous.isAnonymous)
        let mount = MountPoint(kind: .volume, name: "data", source: volume.path, destination: "/data")
        let added = try test.store.addContainer(container("a", "web", image, mounts: [mount]))
        #expect(try test.store.volume("data").users == [added.id])
        let error = #expect(throws: EngineError.self) { try test.store.removeVolume("data") }
        #expect(error?.kind == .inUse && error?.message == "remove data: volume is in use - [\(added.id)]")
        #expect(error?.help?.contains("web") == true)
        try test.store.removeContainer(added.id)
        try test.store.removeVolume("data")
        #expect(!exists(volume.path))
        #expect(throws: EngineError.self) { _ = try test.store.volume("data") }
        let missing = MountPoint(kind: .volume, name: "gone", source: "/x", destination: "/data")
        #expect(throws: EngineError.self) {
            _ = try test.store.addContainer(container("b", "web", image, mounts: [missing]))
        }
        #expect(try test.store.containers().isEmpty)
    }

    @Test(arguments: ["a", "-x", "a/b", "a b", "ä", "", ".x"])
    func badVolumeNamesAreRefused(_ name: String) throws {
        let test = try TemporaryStore()
        let error = #expect(throws: EngineError.self) { _ = try test.store.addVolume(VolumeRequest(name: name)) }
        #expect(error?.kind == .invalidArgument)
    }

    @Test func anAddressBelongsToOneEndpoint() throws {
        let test = try TemporaryStore()
        let image = try image(test.store)
        let bridge = try #require(try test.store.readNetworks { try $0.network("bridge") })
        #expect(bridge.subnet == "172.17.0.0/16" && bridge.isPredefined)
        func endpoint(_ address: String) -> NetworkEndpoint {
            NetworkEndpoint(networkID: bridge.id, networkName: "bridge", id: "e", address: address)
        }
        let first = try test.store.addContainer(container("a", "one", image)) { container, networks in
            let taken = try networks.addresses(on: bridge.id)
            #expect(taken.isEmpty)
            container.endpoints = [endpoint("172.17.0.2")]
        }
        #expect(try test.store.containers().first?.networks == ["bridge"])
        #expect(try test.store.readNetworks { try $0.addresses(on: bridge.id) } == ["172.17.0.2"])
        #expect(throws: EngineError.self) {
            _ = try test.store.addContainer(container("b", "two", image, endpoints: [endpoint("172.17.0.2")]))
        }
        // Any number may be without an address.
        try test.store.addContainer(container("c", "three", image, endpoints: [endpoint("")]))
        try test.store.addContainer(container("d", "four", image, endpoints: [endpoint("")]))
        try test.store.removeContainer(first.id)
        #expect(try test.store.readNetworks { try $0.addresses(on: bridge.id) }.isEmpty)
    }
}

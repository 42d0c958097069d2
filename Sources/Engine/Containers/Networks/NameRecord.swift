import Foundation
import Glibc
import Linux

/// Under which names a running container is found on a network.
struct NameRecord: Codable, Sendable, Equatable {
    /// The container's.
    var id: String
    var name: String
    var address: String
    var aliases: [String]

    /// Every name that stands for the container there.
    var names: [String] { [name] + aliases + [String(id.prefix(12))] }
}

/// The names on a store's networks: files that their containers' supervisors keep locked, so that a name ends with its
/// supervisor, however that ends.
struct NameRecords: Sendable {
    let folder: HubFolder

    /// A record of this process's, which is there until it is removed or the process ends.
    final class Published: Sendable {
        private let lock: FileLock
        fileprivate init(lock: FileLock) { self.lock = lock }

        func remove() {
            unlink(lock.path)
            try? lock.unlock()
        }
        deinit { remove() }
    }

    /// Makes a container known on a network.
    func publish(_ record: NameRecord, on networkID: String) throws -> Published {
        let network = "\(folder.names)/\(networkID)"
        if mkdir(network, 0o700) != 0 && errno != EEXIST { throw SystemError("mkdir", network, errno: errno) }
        // Complete and locked before anybody can see it, and never written again: a changed record is another file.
        let draft = "\(network)/.\(record.id)-\(RandomName.hex(words: 1))"
        let file = try Descriptor.open(draft, O_RDWR | O_CREAT | O_EXCL)
        try Descriptor.write(Array(JSONEncoder().encode(record)), to: file.number)
        withExtendedLifetime(file) {}
        let lock = try FileLock.open(draft)
        try lock.exclusive()
        let path = "\(network)/\(record.id)-\(RandomName.hex(words: 1))"
        try systemCall("rename", path) { rename(draft, path) }
        return Published(lock: lock.renamed(path))
    }

    /// The containers that run on the network of a bridge, which is named by the beginning of the network's identifier.
    func users(ofBridge name: String) -> [NameRecord] {
        let networks = (try? FileManager.default.contentsOfDirectory(atPath: folder.names)) ?? []
        return networks.filter { Attachment.bridge($0) == name }.flatMap { all(on: $0) }
    }

    /// The records of a network. Those whose supervisors are dead are removed.
    func all(on networkID: String) -> [NameRecord] {
        let network = "\(folder.names)/\(networkID)"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: network)) ?? []
        return files.compactMap { name in
            guard !name.hasPrefix(".") else { return nil }
            let path = "\(network)/\(name)"
            guard let lock = try? FileLock.openExisting(path) else { return nil }
            if (try? lock.tryExclusive()) == true {
                unlink(path)
                return nil
            }
            guard let bytes = try? SmallFile.read(path) else { return nil }
            return try? JSONDecoder().decode(NameRecord.self, from: Data(bytes))
        }
    }
}

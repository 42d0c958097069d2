import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux

extension ImageStore {
    /// Makes a volume, or returns the one that has the name.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument` for a bad name.
    public func addVolume(_ request: VolumeRequest) throws -> (volume: VolumeRecord, isNew: Bool) {
        let name = request.name ?? RandomName.hex(words: 4)
        try Self.checkVolumeName(name)
        guard request.driver.isEmpty || request.driver == "local" else {
            throw EngineError(
                .invalidArgument,
                "error looking up volume plugin \(request.driver): plugin \"\(request.driver)\" not found",
                help: "There is one kind of volume here: local.")
        }
        return try write { database in
            let table = VolumeTable(database: database)
            if let known = try table.volume(name, folder: volumesFolder) { return (known, false) }
            var labels = request.labels
            // Docker marks them so, and tools look for it.
            if request.name == nil { labels["com.docker.volume.anonymous"] = "" }
            let volume = VolumeRecord(
                name: name, created: Clock.real, labels: labels, options: request.options,
                path: Self.volumeFolder(name, in: volumesFolder), isAnonymous: request.name == nil)
            // The folder first: a volume without one would be of no use. One without a volume is swept away.
            try storeWork(root) {
                try? removeTree(volumesFolder + "/" + name)
                for folder in [volumesFolder + "/" + name, volume.path] {
                    try systemCall("mkdir", folder) { mkdir(folder, 0o755) }
                    try systemCall("chmod", folder) { chmod(folder, 0o755) }
                }
            }
            try table.add(volume)
            return (volume, true)
        }
    }

    /// Every volume with the containers that mount it, sorted by name.
    public func volumes() throws -> [VolumeSummary] {
        try read { try VolumeTable(database: $0).volumes(folder: volumesFolder) }
    }

    /// - Throws: ``EngineError`` of kind `noSuchVolume`.
    public func volume(_ name: String) throws -> VolumeSummary {
        let found = try read { database -> VolumeSummary? in
            let table = VolumeTable(database: database)
            return try table.volume(name, folder: volumesFolder).map {
                VolumeSummary(volume: $0, users: try table.users(of: name))
            }
        }
        guard let found else { throw Self.noSuchVolume(name) }
        return found
    }

    /// Removes a volume that no container mounts, with its files.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchVolume`, or `inUse` with the names of the containers.
    public func removeVolume(_ name: String) throws {
        let trash = try write { database -> String in
            let table = VolumeTable(database: database)
            guard try table.volume(name, folder: volumesFolder) != nil else { throw Self.noSuchVolume(name) }
            let users = try table.users(of: name)
            guard users.isEmpty else {
                let names = try users.map { id in
                    try String.fetchOne(database, sql: "SELECT name FROM container WHERE id = ?", arguments: [id]) ?? id
                }
                throw EngineError(
                    .inUse, "remove \(name): volume is in use - [\(users.joined(separator: ", "))]",
                    help: "The container \(names.joined(separator: ", ")) mounts it: remove the container first.")
            }
            try table.remove(name)
            let trash = folders.trash + "/" + RandomName.hex(words: 1)
            if rename(volumesFolder + "/" + name, trash) != 0 && errno != ENOENT {
                throw SystemError("rename", name, errno: errno)
            }
            return trash
        }
        try storeWork(root) { try removeTree(trash) }
    }

    /// The sizes of a volume's files together, in bytes.
    public func volumeBytes(_ volume: VolumeRecord) throws -> Int64 {
        try storeWork(root) { try Self.bytes(ofFolder: volume.path) }
    }

    /// Where a volume's files are.
    static func volumeFolder(_ name: String, in folder: String) -> String { "\(folder)/\(name)/_data" }

    static func noSuchVolume(_ name: String) -> EngineError {
        EngineError(.noSuchVolume, "get \(name): no such volume", help: "See which there are with: docker volume ls")
    }

    private static func checkVolumeName(_ name: String) throws {
        func isWord(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        let bytes = Array(name.utf8)
        if bytes.count == 1 {
            throw EngineError(
                .invalidArgument,
                "create \(name): volume name is too short, names should be at least two alphanumeric characters")
        }
        let isGood =
            bytes.first.map(isWord) == true && bytes.count <= 255
            && bytes.allSatisfy { isWord($0) || [UInt8](".-_".utf8).contains($0) }
        if isGood { return }
        throw EngineError(
            .invalidArgument,
            "create \(name): \"\(name)\" includes invalid characters for a local volume name, only "
                + "\"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. "
                + "If you intended to pass a host directory, use absolute path")
    }
}

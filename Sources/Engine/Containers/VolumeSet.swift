import EngineInterface
import Glibc
import Linux

/// The volumes of a session: folders that outlive the containers that mount them.
actor VolumeSet {
    private let folder: String
    private var volumes: [String: VolumeDetails] = [:]
    private var users: [String: Set<String>] = [:]

    init(folder: String) throws {
        self.folder = folder
        mkdir(folder, 0o700)
    }

    /// Makes a volume, or returns the one that has the name.
    func create(_ name: String) throws -> VolumeDetails {
        if let existing = volumes[name] { return existing }
        guard Self.isName(name) else {
            throw EngineError(
                .invalidArgument, "\"\(name)\" cannot be the name of a volume.",
                help: "Use letters, digits, and after the first character also _ . -")
        }
        return try make(VolumeDetails(name: name, isAnonymous: false))
    }

    /// Makes a volume with a name of its own: 64 hexadecimal digits.
    func createAnonymous() throws -> VolumeDetails {
        try make(VolumeDetails(name: Identifier.random(), isAnonymous: true))
    }

    private func make(_ volume: VolumeDetails) throws -> VolumeDetails {
        try systemCall("mkdir", path(volume.name)) { mkdir(path(volume.name), 0o755) }
        chmod(path(volume.name), 0o755)
        volumes[volume.name] = volume
        return volume
    }

    func list() -> [VolumeDetails] { volumes.values.sorted { $0.name < $1.name } }

    func exists(_ name: String) -> Bool { volumes[name] != nil }

    /// The folder that holds a volume's files.
    nonisolated func path(_ name: String) -> String { folder + "/" + name }

    /// Fills a volume that is still empty with what an image has at the place where it is mounted, folder attributes
    /// included, as Docker does for named and anonymous volumes.
    func fill(_ name: String, from root: RootedDirectory, at path: String) throws {
        let volume = self.path(name)
        guard try RootedDirectory(volume).list("/").isEmpty else { return }
        guard let status = try root.status(path, followLinks: true), status.st_mode & S_IFMT == S_IFDIR else { return }
        let source = try root.open(path, O_RDONLY | O_DIRECTORY)
        try withExtendedLifetime(source) {
            let copier = TreeCopier()
            try copier.copyContents(of: "/proc/self/fd/\(source.number)", into: volume)
            try copier.copyAttributes(of: "/proc/self/fd/\(source.number)", to: volume)
        }
    }

    func use(_ name: String, by container: String) { users[name, default: []].insert(container) }

    func release(by container: String) {
        for name in users.keys { users[name]?.remove(container) }
    }

    /// Removes a volume that no container mounts.
    func remove(_ name: String) throws {
        guard volumes[name] != nil else {
            throw EngineError(.noSuchVolume, "There is no volume named \(name).")
        }
        if let user = users[name]?.sorted().first {
            throw EngineError(
                .inUse, "The volume \(name) is in use by the container \(user).",
                help: "Remove the container first.")
        }
        try removeTree(path(name))
        volumes[name] = nil
        users[name] = nil
    }

    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 128 else { return false }
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        return isAlphanumeric(first) && name.utf8.allSatisfy { isAlphanumeric($0) || [UInt8](".-_".utf8).contains($0) }
    }
}

/// Identifiers of containers and anonymous volumes.
enum Identifier {
    /// 64 random hexadecimal digits.
    static func random() -> String {
        RandomName.hex(words: 4)
    }
}

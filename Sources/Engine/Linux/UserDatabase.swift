/// The users and groups of a root file system: its /etc/passwd and /etc/group.
///
/// Resolves what `USER`, `--user` and `--chown` take, by the rules of the Dockerfile reference.
public struct UserDatabase: Sendable {
    /// One line of passwd(5).
    public struct User: Sendable, Equatable {
        public var name: String
        public var uid: UInt32
        public var gid: UInt32
        public var home: String
    }

    /// One line of group(5).
    public struct Group: Sendable, Equatable {
        public var name: String
        public var gid: UInt32
        public var members: [String]
    }

    /// What a user specification stands for.
    public struct Identity: Sendable, Equatable {
        public var uid: UInt32
        public var gid: UInt32
        /// The groups that the user is a member of besides `gid`, sorted.
        public var additionalGroups: [UInt32]
        /// From passwd; `/` for users that it does not list.
        public var home: String
    }

    /// A name that the files do not list, or a number out of range.
    public enum ResolutionError: Error, Equatable {
        case noUser(String)
        case noGroup(String)
        case badNumber(String)
    }

    public let users: [User]
    public let groups: [Group]

    /// Reads both files' contents. Lines that are not of their form are passed over, as libc does.
    public init(passwd: [UInt8], group: [UInt8]) {
        users = Self.fields(passwd).compactMap { fields in
            guard fields.count >= 6, let uid = UInt32(fields[2]), let gid = UInt32(fields[3]) else { return nil }
            return User(name: fields[0], uid: uid, gid: gid, home: fields[5])
        }
        groups = Self.fields(group).compactMap { fields in
            guard fields.count >= 3, let gid = UInt32(fields[2]) else { return nil }
            let members = fields.count > 3 ? fields[3].split(separator: ",").map(String.init) : []
            return Group(name: fields[0], gid: gid, members: members)
        }
    }

    /// Reads the files below a root file system; a missing one counts as empty.
    public init(root: RootedDirectory) {
        self.init(
            passwd: (try? root.read("/etc/passwd", limit: 4 << 20)) ?? [],
            group: (try? root.read("/etc/group", limit: 4 << 20)) ?? [])
    }

    private static func fields(_ bytes: [UInt8]) -> [[String]] {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Resolves `user`, `user:group`, `uid`, `uid:gid`, `user:gid`, `uid:group`; empty is root.
    ///
    /// A user without a group has its group of passwd, or group 0 when passwd does not list it.
    public func resolve(_ specification: String) throws(ResolutionError) -> Identity {
        let parts = specification.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? "0"
        let entry = users.first { $0.name == name } ?? UInt32(name).flatMap { uid in users.first { $0.uid == uid } }
        let uid: UInt32
        if let entry {
            uid = entry.uid
        } else {
            uid = try number(name, else: .noUser(name))
        }
        var gid = entry?.gid ?? 0
        var additional: [UInt32] = []
        if parts.count == 2, !parts[1].isEmpty {
            gid = try group(parts[1])
        } else if let entry {
            additional = groups.filter { $0.members.contains(entry.name) && $0.gid != entry.gid }.map(\.gid)
        }
        let home = entry.map { $0.home.isEmpty ? "/" : $0.home } ?? "/"
        return Identity(uid: uid, gid: gid, additionalGroups: Array(Set(additional)).sorted(), home: home)
    }

    /// Resolves a group's name or number.
    public func group(_ text: String) throws(ResolutionError) -> UInt32 {
        if let entry = groups.first(where: { $0.name == text }) { return entry.gid }
        return try number(text, else: .noGroup(text))
    }

    private func number(_ text: String, else error: ResolutionError) throws(ResolutionError) -> UInt32 {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { throw error }
        guard let number = UInt32(text), number <= UInt32(Int32.max) else { throw .badNumber(text) }
        return number
    }
}

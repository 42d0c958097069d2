import CLinux
import Glibc

/// This process's place among the namespaces.
public enum ProcessNamespaces {
    /// Whether this process is root only in a user namespace of its own.
    public static var isRootless: Bool {
        guard let map = SmallFile.text("/proc/self/uid_map") else { return false }
        let fields = map.split(whereSeparator: \.isWhitespace)
        return !(fields.count == 3 && fields[0] == "0" && fields[1] == "0" && fields[2] == "4294967295")
    }

    /// The number of user ids that are mapped into this process's user namespace.
    public static var mappedUserCount: Int {
        guard let map = SmallFile.text("/proc/self/uid_map") else { return 0 }
        return map.split(separator: "\n").reduce(0) { sum, line in
            sum + (line.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) } ?? 0)
        }
    }

    /// Gives this process, which must have a single thread still, mounts of its own that end with it.
    public static func enterPrivateMounts() throws(SystemError) {
        try check(cl_unshare(cl_clone_newns), "unshare mounts")
        try Mount.makeAllPrivate()
    }

    /// Makes this process, an ordinary user's with a single thread still, root in a user namespace: the one that
    /// other processes of the user's share for a store, or a new one when there are none.
    public static func enterUserNamespace(store: String) throws(UserNamespaceError) {
        try UserNamespaceMembers.enter(store: store) { () throws(UserNamespaceError) in try enterUserNamespace() }
    }

    /// Makes this process, an ordinary user's with a single thread still, root in a new user namespace.
    public static func enterUserNamespace() throws(UserNamespaceError) {
        let user = getuid()
        let group = getgid()
        let name = getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? String(user)
        guard let userTool = Tool.find("newuidmap"), let groupTool = Tool.find("newgidmap") else {
            throw .noMappingTools
        }
        let users = SubordinateRange.find(in: "/etc/subuid", name: name, id: user)
        let groups = SubordinateRange.find(in: "/etc/subgid", name: name, id: user)
        guard let users, let groups else { throw .noSubordinateRange(user: name) }
        let pid = String(getpid())
        var stage: UnsafePointer<CChar>?
        let result = withCStrings([userTool, pid, "0", "\(user)", "1", "1", "\(users.start)", "\(users.count)"]) {
            users in
            withCStrings([groupTool, pid, "0", "\(group)", "1", "1", "\(groups.start)", "\(groups.count)"]) { groups in
                cl_enter_user_namespace(userTool, users, groupTool, groups, &stage)
            }
        }
        if result != 0 {
            let step = stage.map { String(cString: $0) } ?? "unshare"
            if step == "unshare" { throw .forbidden(SystemError(step, errno: -result)) }
            throw .mappingFailed(SystemError(step, errno: -result))
        }
    }
}

/// Why an ordinary user cannot have a user namespace.
public enum UserNamespaceError: Error, Sendable {
    /// newuidmap or newgidmap is missing.
    case noMappingTools
    /// /etc/subuid or /etc/subgid has no line for the user.
    case noSubordinateRange(user: String)
    /// The kernel or a security module refuses user namespaces.
    case forbidden(SystemError)
    case mappingFailed(SystemError)
}

/// A line of subuid(5) or subgid(5).
public struct SubordinateRange: Sendable, Equatable {
    public var start: UInt32
    public var count: UInt32

    /// The largest range that a file gives to a user, by name or by number.
    public static func find(in file: String, name: String, id: UInt32) -> SubordinateRange? {
        SmallFile.text(file).flatMap { parse($0, name: name, id: id) }
    }

    static func parse(_ text: String, name: String, id: UInt32) -> SubordinateRange? {
        text.split(whereSeparator: \.isNewline).compactMap { line -> SubordinateRange? in
            let fields = line.split(separator: ":")
            guard fields.count == 3, fields[0] == name || fields[0] == String(id),
                let start = UInt32(fields[1]), let count = UInt32(fields[2])
            else { return nil }
            return SubordinateRange(start: start, count: count)
        }.max { $0.count < $1.count }
    }
}

/// Calls `body` with a NULL-terminated array of C strings.
public func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
    for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
    pointers[strings.count] = nil
    defer {
        for index in strings.indices { free(pointers[index]) }
        pointers.deallocate()
    }
    return body(pointers)
}

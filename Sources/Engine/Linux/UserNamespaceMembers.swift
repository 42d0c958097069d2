import CLinux
import Glibc

/// The processes of an ordinary user that share one user namespace for a store.
///
/// A process's files below /proc, its namespaces and its mounts are open to another one only when both are in the same
/// user namespace. So whoever comes first makes one, and everybody who comes while one of its processes lives joins it.
///
/// `STORE/members` has a line for each process: its id, and when it started, by which it is told from another one that
/// got its number later. `STORE/members.lock` is held while a process joins or makes the namespace, so that two that
/// come first at once do not make two.
public enum UserNamespaceMembers {
    private static func file(_ store: String) -> String { store + "/members" }

    private struct Member {
        var pid: pid_t
        var start: String

        var line: String { "\(pid) \(start)" }

        init?(_ line: Substring) {
            let fields = line.split(separator: " ")
            guard fields.count == 2, let pid = pid_t(fields[0]) else { return nil }
            self.pid = pid
            start = String(fields[1])
        }

        init?(of pid: pid_t) {
            guard let start = UserNamespaceMembers.startTime(of: pid) else { return nil }
            self.pid = pid
            self.start = start
        }

        var isAlive: Bool { UserNamespaceMembers.startTime(of: pid) == start }
    }

    /// When a process started, in clock ticks since the machine did. See proc_pid_stat(5).
    private static func startTime(of pid: pid_t) -> String? {
        guard let fields = ProcessStatistics.fields(of: pid), fields.count > 19, ProcessStatistics.isAlive(fields)
        else { return nil }
        return String(fields[19])
    }

    /// Joins the namespace of a living member, or makes one by `make`. The process has a single thread.
    static func enter(
        store: String, make: () throws(UserNamespaceError) -> Void
    ) throws(UserNamespaceError) {
        makeFolder(store)
        // Without a place to write to, every process is on its own.
        guard let lock = try? FileLock.open(file(store) + ".lock"), (try? lock.exclusive()) != nil else {
            return try make()
        }
        defer { withExtendedLifetime(lock) {} }
        let members = read(store).filter(\.isAlive)
        for member in members {
            guard let namespace = try? Descriptor.open("/proc/\(member.pid)/ns/user", O_RDONLY) else { continue }
            // It may have ended, and its number been given away, between the look and the opening.
            guard member.isAlive, cl_join_user_namespace(namespace.number) == 0 else { continue }
            write(members, and: Member(of: getpid()), store)
            return
        }
        try make()
        write([], and: Member(of: getpid()), store)
    }

    /// Enters this process, which is in the namespace already, among the members.
    public static func join(store: String) {
        guard ProcessNamespaces.isRootless, let own = Member(of: getpid()) else { return }
        guard let lock = try? FileLock.open(file(store) + ".lock"), (try? lock.exclusive()) != nil else { return }
        defer { withExtendedLifetime(lock) {} }
        let namespace = namespaceLink("/proc/self/ns/user")
        // A list of another namespace is left alone while that has members: see `workshop unshare` within itself.
        let members = read(store).filter { $0.isAlive && $0.pid != own.pid }
        if let other = members.first, namespaceLink("/proc/\(other.pid)/ns/user") != namespace { return }
        write(members, and: own, store)
    }

    private static func namespaceLink(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = readlink(path, &buffer, 255)
        return count < 0 ? nil : String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func read(_ store: String) -> [Member] {
        (SmallFile.text(file(store)) ?? "").split(separator: "\n").compactMap { Member($0) }
    }

    private static func write(_ members: [Member], and own: Member?, _ store: String) {
        let lines = (members + (own.map { [$0] } ?? [])).map { $0.line + "\n" }
        // A reader holds the lock, too; whoever is killed while it writes leaves a shorter list, which is a right one.
        try? SmallFile.write(lines.joined(), to: file(store), mode: 0o600)
    }

    /// Makes the store's folder when it is missing, as the store itself would.
    private static func makeFolder(_ path: String) {
        if access(path, F_OK) == 0 { return }
        let parts = path.split(separator: "/")
        var reached = ""
        for part in parts.dropLast() {
            reached += "/" + part
            mkdir(reached, 0o755)
        }
        mkdir(path, 0o700)
    }
}

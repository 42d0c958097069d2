import Glibc
import Linux

/// The range of user and group ids that an ordinary user may use in a user namespace.
enum IdentifierProbe {
    /// Users inside images go up to 65,534 (`nobody`), so a range must hold that many.
    static let wanted = 65_536

    /// The ids that /etc/subuid or /etc/subgid give to a user, by name or number. See subuid(5).
    ///
    /// - Returns: the size of the largest range.
    static func largestRange(in text: String, user: String, id: UInt32) -> Int {
        text.split(separator: "\n").compactMap { line -> Int? in
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 3, fields[0] == user || fields[0] == String(id), Int(fields[1]) != nil else {
                return nil
            }
            return Int(fields[2].filter { !$0.isWhitespace })
        }.max() ?? 0
    }

    /// The first id from which on nobody has been given any.
    static func firstFree(in text: String) -> Int {
        text.split(separator: "\n").compactMap { line -> Int? in
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 3, let start = Int(fields[1]), let count = Int(fields[2].filter { !$0.isWhitespace })
            else { return nil }
            let (end, overflow) = start.addingReportingOverflow(count)
            return overflow ? nil : end
        }.reduce(100_000, max)
    }

    static func item(isRoot: Bool) -> HostItem {
        if isRoot {
            return HostItem(
                id: "subordinate-ids", title: "User and group ids", state: .ok, found: "not needed by root",
                isRequired: true)
        }
        let id = getuid()
        let user = getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? String(id)
        let tools = ["newuidmap", "newgidmap"].filter { Programs.find($0) == nil }
        let users = SmallFile.text("/etc/subuid") ?? ""
        let groups = SmallFile.text("/etc/subgid") ?? ""
        return item(
            user: user, users: largestRange(in: users, user: user, id: id),
            groups: largestRange(in: groups, user: user, id: id), firstFree: firstFree(in: users + "\n" + groups),
            missingTools: tools, distribution: .current)
    }

    static func item(
        user: String, users: Int, groups: Int, firstFree: Int, missingTools: [String], distribution: Distribution
    ) -> HostItem {
        var found: [String] = []
        var mend: [String] = []
        if !missingTools.isEmpty {
            found.append("\(missingTools.joined(separator: " and ")) not found")
            mend.append(distribution.install("uidmap", fedora: "shadow-utils", arch: "shadow"))
        }
        for (file, size, option) in [("subuid", users, "subuids"), ("subgid", groups, "subgids")] where size < wanted {
            found.append("/etc/\(file) gives \(user) \(size == 0 ? "no ids" : "only \(size) ids")")
            mend.append("sudo usermod --add-\(option) \(firstFree)-\(firstFree + wanted - 1) \(user)")
        }
        guard !found.isEmpty else {
            return HostItem(
                id: "subordinate-ids", title: "User and group ids", state: .ok,
                found: "newuidmap is there, \(min(users, groups)) ids for \(user)", isRequired: true)
        }
        return HostItem(
            id: "subordinate-ids", title: "User and group ids", state: .missing, found: found.joined(separator: "; "),
            consequence:
                "Images need \(wanted) user and group ids; without them \(user) cannot build or run anything.",
            mend: mend, isRequired: true)
    }
}

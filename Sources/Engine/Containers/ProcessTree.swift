import EngineInterface
import Glibc
import Linux

/// Reads /proc.
enum ProcessTree {
    /// The children of a process.
    static func children(of pid: pid_t) -> [pid_t] {
        if let list = SmallFile.text("/proc/\(pid)/task/\(pid)/children") {
            return list.split(separator: " ").compactMap { pid_t($0) }
        }
        // Kernels without CONFIG_PROC_CHILDREN: look at everybody's parent.
        guard access("/proc/\(pid)", F_OK) == 0, let proc = try? RootedDirectory("/proc"),
            let names = try? proc.list("/")
        else { return [] }
        return names.compactMap { pid_t($0) }.filter { status(at: "/proc/\($0)")?.parent == pid }
    }

    /// The processes that a container's own /proc lists.
    ///
    /// - Parameter first: the container's process 1, as this process sees it.
    static func processes(ofContainer first: pid_t) -> [ContainerProcess] {
        let proc = "/proc/\(first)/root/proc"
        guard let folder = try? RootedDirectory(proc), let names = try? folder.list("/") else { return [] }
        return names.compactMap { pid_t($0) }.sorted().compactMap { pid in
            guard let status = status(at: "\(proc)/\(pid)"), !status.isZombie else { return nil }
            let line = (try? SmallFile.read("\(proc)/\(pid)/cmdline", limit: 1 << 16)) ?? []
            var command = line.split(separator: 0, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            if command.last == "" { command.removeLast() }
            return ContainerProcess(
                pid: pid, parent: status.parent, user: status.user, group: status.group,
                effectiveUser: status.effectiveUser, command: command.isEmpty ? [status.name] : command,
                effectiveCapabilities: status.capabilities)
        }
    }

    /// The memory of a container's processes that is theirs alone, and how many threads they have.
    static func usage(ofContainer first: pid_t) -> (bytes: Int64, threads: Int) {
        let proc = "/proc/\(first)/root/proc"
        guard let folder = try? RootedDirectory(proc), let names = try? folder.list("/") else { return (0, 0) }
        var bytes: Int64 = 0
        var threads = 0
        for name in names where pid_t(name) != nil {
            guard let status = status(at: "\(proc)/\(name)") else { continue }
            bytes += status.memory
            threads += status.threads
        }
        return (bytes, threads)
    }

    struct Status {
        var name = ""
        var parent: pid_t = 0
        var user: UInt32 = 0
        var effectiveUser: UInt32 = 0
        var group: UInt32 = 0
        var capabilities: UInt64 = 0
        var memory: Int64 = 0
        var threads = 1
        var isZombie = false
    }

    /// A process's status file. See proc_pid_status(5).
    static func status(at folder: String) -> Status? {
        guard let text = SmallFile.text(folder + "/status") else { return nil }
        var result = Status()
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let values = line[line.index(after: colon)...].split(whereSeparator: \.isWhitespace)
            guard let first = values.first else { continue }
            switch line[..<colon] {
            case "Name": result.name = String(first)
            case "State": result.isZombie = first == "Z"
            case "PPid": result.parent = pid_t(first) ?? 0
            case "Uid":
                result.user = UInt32(first) ?? .max
                if values.count > 1 { result.effectiveUser = UInt32(values[1]) ?? .max }
            case "Gid": result.group = UInt32(first) ?? .max
            case "CapEff": result.capabilities = UInt64(first, radix: 16) ?? 0
            case "RssAnon", "RssShmem": result.memory += (Int64(first) ?? 0) * 1024
            case "Threads": result.threads = Int(first) ?? 1
            default: break
            }
        }
        return result
    }
}

/// Symbolic links of /proc.
enum FileLink {
    static func read(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4097)
        let count = readlink(path, &buffer, 4096)
        guard count >= 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

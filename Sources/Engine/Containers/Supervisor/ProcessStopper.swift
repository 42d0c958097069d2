import Glibc
import Linux

/// Stops and continues a container's processes by signals, where no control group can freeze them.
enum ProcessStopper {
    /// Stops every process below and including `first`; looks again until there is none that was not stopped.
    static func stop(below first: pid_t) {
        var stopped: Set<pid_t> = []
        for _ in 0..<100 {
            let fresh = all(below: first).filter { !stopped.contains($0) }
            if fresh.isEmpty { return }
            for pid in fresh {
                Glibc.kill(pid, SIGSTOP)
                stopped.insert(pid)
            }
        }
    }

    static func proceed(below first: pid_t) {
        for pid in all(below: first) { Glibc.kill(pid, SIGCONT) }
    }

    /// The process and everything in its pid namespace, as this process numbers it.
    static func all(below first: pid_t) -> [pid_t] {
        var result: [pid_t] = []
        var pending = [first]
        while let pid = pending.popLast() {
            result.append(pid)
            pending += ProcessTree.children(of: pid)
        }
        // Commands that `exec` started have other parents.
        let own = FileLink.read("/proc/\(first)/ns/pid")
        guard let own, let names = try? RootedDirectory("/proc").list("/") else { return result }
        let known = Set(result)
        for pid in names.compactMap({ pid_t($0) }) where !known.contains(pid) {
            if FileLink.read("/proc/\(pid)/ns/pid") == own { result.append(pid) }
        }
        return result
    }
}

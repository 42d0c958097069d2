import EngineInterface
import Glibc
import Linux

/// Watches a container and ends it when it uses more than it may.
///
/// Where a control group limits memory and processes, the kernel refuses more; the keeper then only finds out
/// afterwards. Everything else, and everything where there is no group, it measures itself.
final class LimitKeeper: Sendable {
    private let limits: ResourceLimits
    private let group: ControlGroup?
    private let child: ChildProcess
    private let diskFolder: String
    private let found = Locked<ExceededLimit?>(nil)
    private let watch = Locked<Task<Void, Never>?>(nil)

    init(limits: ResourceLimits, group: ControlGroup?, child: ChildProcess, diskFolder: String) {
        self.limits = limits
        self.group = group
        self.child = child
        self.diskFolder = diskFolder
    }

    /// The limit that ended the container.
    var exceeded: ExceededLimit? { found.withLock { $0 } }

    func begin() {
        let task = Task.detached { await self.keepWatch() }
        watch.withLock { $0 = task }
    }

    /// Stops watching, after the container has ended.
    func end() async {
        let task = watch.withLock { $0 }
        task?.cancel()
        await task?.value
        if exceeded == nil, let group, group.memoryKills > 0 { found.withLock { $0 = .memory } }
    }

    private func keepWatch() async {
        let start = ContinuousClock.now
        var pause = Duration.milliseconds(10)
        let free = Self.freeBytes(diskFolder)
        var looks = 0
        while child.termination == nil, !Task.isCancelled {
            if let limit = exceededNow(since: start, freeAtStart: free, looks: &looks) {
                found.withLock { $0 = limit }
                ContainerEnd.kill(child)
                return
            }
            var next = pause
            if let seconds = limits.seconds {
                let left = Duration.seconds(seconds) - (ContinuousClock.now - start)
                next = min(next, max(left, .milliseconds(1)))
            }
            do { try await Task.sleep(for: next) } catch { return }
            pause = min(pause * 2, .milliseconds(100))
        }
    }

    private func exceededNow(
        since start: ContinuousClock.Instant, freeAtStart: Int64, looks: inout Int
    ) -> ExceededLimit? {
        if let seconds = limits.seconds, ContinuousClock.now - start >= .seconds(seconds) { return .time }
        if let first = ProcessTree.children(of: child.pid).first {
            let measuresMemory = limits.memoryBytes != nil && group?.limitsMemory != true
            let measuresProcesses = limits.processes != nil && group?.limitsProcesses != true
            if measuresMemory || measuresProcesses {
                let usage = ProcessTree.usage(ofContainer: first)
                if measuresMemory, let most = limits.memoryBytes, usage.bytes > most { return .memory }
                if measuresProcesses, let most = limits.processes, usage.threads > most { return .processes }
            }
        }
        if let most = limits.diskBytes {
            // Measuring a folder costs: do it when the disk lost as much, and now and then, since others give room back.
            looks += 1
            let lost = freeAtStart - Self.freeBytes(diskFolder)
            if lost > most / 2 || looks % 20 == 0, FolderSize.blocks(of: diskFolder, upTo: most) > most { return .disk }
        }
        return nil
    }

    private static func freeBytes(_ path: String) -> Int64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return 0 }
        return Int64(status.f_bavail) * Int64(status.f_frsize)
    }
}

/// How much room a folder takes.
enum FolderSize {
    /// The blocks of all files below a folder, in bytes; counting ends above `limit`.
    static func blocks(of path: String, upTo limit: Int64) -> Int64 {
        var total: Int64 = 0
        var pending = [path]
        while let folder = pending.popLast(), total <= limit {
            guard let open = try? Descriptor.open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
                let names = try? RootedDirectory.names(in: open.number, path: folder)
            else { continue }
            for name in names {
                var status = stat()
                guard fstatat(open.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
                total += Int64(status.st_blocks) * 512
                if status.st_mode & S_IFMT == S_IFDIR { pending.append(folder + "/" + name) }
            }
        }
        return total
    }
}

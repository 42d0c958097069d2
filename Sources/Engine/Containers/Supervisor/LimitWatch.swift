import EngineInterface
import Glibc
import Linux

/// Keeps a container to its memory and number of processes by looking, where no control group does it.
final class LimitWatch {
    private unowned let supervisor: Supervisor
    private let resources: ContainerResources
    private var timer: EventLoop.Token?
    private(set) var exceeded: ExceededLimit?

    private static let pause: Int64 = 50_000_000

    /// `nil` when there is nothing to watch.
    init?(_ supervisor: Supervisor) {
        self.supervisor = supervisor
        var resources = supervisor.settings.host.resources
        if supervisor.group?.limitsMemory == true { resources.memoryBytes = 0 }
        if supervisor.group?.limitsProcesses == true { resources.processes = nil }
        self.resources = resources
        guard resources.memoryBytes > 0 || (resources.processes ?? 0) > 0 else { return nil }
        look()
    }

    /// What cannot be kept without control groups.
    static func warnings(_ resources: ContainerResources) -> [String] {
        var result: [String] = []
        if resources.nanoCPUs != 0 || resources.cpuQuota != 0 || resources.cpuShares != 0
            || !resources.cpusetCPUs.isEmpty
        {
            result.append("CPU limits need control groups that this user may not make. They were discarded.")
        }
        if resources.memoryBytes > 0 || (resources.processes ?? 0) > 0 {
            result.append(
                "Memory and number of processes are measured and not limited by the kernel: a container that "
                    + "exceeds them is killed a moment later.")
        }
        return result
    }

    func end() {
        supervisor.loop.cancel(timer)
        timer = nil
    }

    private func look() {
        timer = nil
        guard let first = supervisor.running?.process else { return }
        let usage = ProcessTree.usage(ofContainer: first.pid)
        if resources.memoryBytes > 0, usage.bytes > resources.memoryBytes { exceeded = .memory }
        if let most = resources.processes, most > 0, usage.threads > most { exceeded = .processes }
        if exceeded != nil {
            first.signal(SIGKILL)
        } else {
            timer = supervisor.loop.after(Self.pause) { [unowned self] in look() }
        }
    }
}

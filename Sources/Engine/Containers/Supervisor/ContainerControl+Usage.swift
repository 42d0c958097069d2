import EngineInterface
import Glibc
import Linux

extension ContainerControl {
    /// What the container has used up to now; `nil` when it does not run.
    public func usage() throws -> ContainerUsage? {
        let status = try folder.status()
        guard status.isRunning, status.process > 0 else { return nil }
        let settings = try folder.settings()
        let machine = Self.machineMemory()
        let limit = settings.host.resources.memoryBytes
        var usage = ContainerUsage(
            time: Clock.real, cpu: 0, systemCPU: Self.systemCPU(), processors: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            memoryBytes: 0, memoryLimitBytes: limit > 0 ? min(limit, machine) : machine, networkReceivedBytes: 0,
            networkSentBytes: 0, blockReadBytes: 0, blockWrittenBytes: 0, processes: 0)
        let group = ContainerGroup(existing: folder.groupName)
        let isComplete = group?.measure(&usage) ?? false
        if !isComplete || usage.blockReadBytes + usage.blockWrittenBytes == 0 {
            ProcessUsage.measure(ProcessStopper.all(below: status.process), &usage, onlyBlocks: isComplete)
        }
        if settings.host.networkMode != "host" {
            let counted = Self.network(status.process)
            usage.networkReceivedBytes = counted.received
            usage.networkSentBytes = counted.sent
        }
        return usage
    }

    /// CPU time of the whole machine. See /proc/stat in proc(5).
    private static func systemCPU() -> Int64 {
        guard let line = SmallFile.text("/proc/stat")?.split(separator: "\n").first else { return 0 }
        let ticks = line.split(separator: " ").dropFirst().prefix(7).compactMap { Int64($0) }.reduce(0, +)
        return ticks * (1_000_000_000 / Int64(sysconf(Int32(_SC_CLK_TCK))))
    }

    private static func machineMemory() -> Int64 {
        Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Bytes over all interfaces but loopback, in the process's network namespace.
    private static func network(_ pid: pid_t) -> (received: Int64, sent: Int64) {
        var received: Int64 = 0
        var sent: Int64 = 0
        for line in (SmallFile.text("/proc/\(pid)/net/dev") ?? "").split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":"), String(line[..<colon]).trimmedOfSpace != "lo" else { continue }
            let fields = line[line.index(after: colon)...].split(separator: " ").compactMap { Int64($0) }
            guard fields.count > 8 else { continue }
            received += fields[0]
            sent += fields[8]
        }
        return (received, sent)
    }
}

extension ContainerGroup {
    /// Fills in what the groups count. Returns whether CPU time, memory and processes are among that.
    func measure(_ usage: inout ContainerUsage) -> Bool {
        if let folder = folders["unified"] {
            guard let cpu = Self.value(of: "usage_usec", in: folder + "/cpu.stat"),
                let memory = Self.number(folder + "/memory.current"),
                let processes = Self.number(folder + "/pids.current")
            else { return false }
            usage.cpu = Int64(cpu) * 1000
            usage.memoryBytes = memory - Int64(Self.value(of: "inactive_file", in: folder + "/memory.stat") ?? 0)
            usage.processes = Int(processes)
            for line in (SmallFile.text(folder + "/io.stat") ?? "").split(separator: "\n") {
                for field in line.split(separator: " ") {
                    let parts = field.split(separator: "=")
                    guard parts.count == 2, let value = Int64(parts[1]) else { continue }
                    if parts[0] == "rbytes" { usage.blockReadBytes += value }
                    if parts[0] == "wbytes" { usage.blockWrittenBytes += value }
                }
            }
            return true
        }
        guard let cpu = folders["cpuacct"].flatMap({ Self.number($0 + "/cpuacct.usage") }),
            let memoryFolder = folders["memory"], let memory = Self.number(memoryFolder + "/memory.usage_in_bytes"),
            let processes = folders["pids"].flatMap({ Self.number($0 + "/pids.current") })
        else { return false }
        usage.cpu = cpu
        // As Docker counts: without the part of the page cache that the kernel would give away first.
        let cache = Int64(Self.value(of: "total_inactive_file", in: memoryFolder + "/memory.stat") ?? 0)
        usage.memoryBytes = max(0, memory - cache)
        usage.processes = Int(processes)
        return true
    }

    private static func number(_ file: String) -> Int64? { SmallFile.text(file).flatMap { Int64($0.trimmedOfSpace) } }
}

/// What processes have used, by /proc: where no control group counts.
enum ProcessUsage {
    static func measure(_ pids: [pid_t], _ usage: inout ContainerUsage, onlyBlocks: Bool) {
        let tick = 1_000_000_000 / Int64(sysconf(Int32(_SC_CLK_TCK)))
        for pid in pids {
            if let text = SmallFile.text("/proc/\(pid)/io") {
                for line in text.split(separator: "\n") {
                    let parts = line.split(separator: " ")
                    guard parts.count == 2, let value = Int64(parts[1]) else { continue }
                    if parts[0] == "read_bytes:" { usage.blockReadBytes += value }
                    if parts[0] == "write_bytes:" { usage.blockWrittenBytes += value }
                }
            }
            if onlyBlocks { continue }
            if let fields = ProcessStatistics.fields(of: pid), fields.count > 14 {
                // Its own time and that of its children that ended: fields 14 to 17 of proc_pid_stat(5).
                usage.cpu += fields[11...14].compactMap { Int64($0) }.reduce(0, +) * tick
            }
            guard let status = ProcessTree.status(at: "/proc/\(pid)") else { continue }
            usage.memoryBytes += status.memory
            usage.processes += status.threads
        }
    }
}

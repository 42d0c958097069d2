import EngineInterface
import Foundation
import Glibc
import Linux
import OCI

/// Runs a container's health check again and again, and keeps what it found.
final class HealthMonitor {
    private unowned let supervisor: Supervisor
    private let arguments: [String]
    private let interval: Int64
    private let timeout: Int64
    private let startPeriod: Int64
    private let startInterval: Int64
    private let retries: Int
    private var startedAt: Int64 = 0
    private var timer: EventLoop.Token?
    private var probe: Probe?
    private var isSuspended = false

    /// A check that runs at this moment.
    private final class Probe {
        let process: SpawnedProcess
        let output: OwnedDescriptor
        /// What the runtime was told, and its log: it reads and writes them as long as it runs.
        let files: [String]
        let start = Clock.real
        var bytes: [UInt8] = []
        var tokens: [EventLoop.Token] = []
        var timedOut = false

        init(process: SpawnedProcess, output: OwnedDescriptor, files: [String]) {
            self.process = process
            self.output = output
            self.files = files
        }
    }

    /// What is kept of a check's output.
    static let outputLimit = 4096
    private static let logLength = 5

    /// `nil` when the container has no check.
    init?(_ supervisor: Supervisor) {
        guard let check = supervisor.settings.configuration.healthcheck, let kind = check.test.first,
            kind != "NONE", check.test.count > 1
        else { return nil }
        self.supervisor = supervisor
        let words = Array(check.test.dropFirst())
        switch kind {
        case "CMD": arguments = words
        case "CMD-SHELL": arguments = (supervisor.settings.configuration.shell ?? ["/bin/sh", "-c"]) + words
        default: return nil
        }
        func chosen(_ value: Int64?, _ standard: Int64) -> Int64 { value.flatMap { $0 > 0 ? $0 : nil } ?? standard }
        interval = chosen(check.interval, 30_000_000_000)
        timeout = chosen(check.timeout, 30_000_000_000)
        startPeriod = chosen(check.startPeriod, 0)
        startInterval = chosen(check.startInterval, 5_000_000_000)
        retries = check.retries.flatMap { $0 > 0 ? $0 : nil } ?? 3
    }

    func begin() {
        startedAt = Clock.monotonic
        scheduleNext()
    }

    /// While the container is paused, nothing is checked.
    func suspend() {
        isSuspended = true
        supervisor.loop.cancel(timer)
        timer = nil
    }

    func resume() {
        isSuspended = false
        if probe == nil { scheduleNext() }
    }

    func end() {
        suspend()
        if let probe { dispose(of: probe) }
        probe = nil
    }

    private var isInStartPeriod: Bool { Clock.monotonic - startedAt < startPeriod }

    private func scheduleNext() {
        guard !isSuspended, timer == nil else { return }
        let isStarting = supervisor.status.health?.status == .starting && isInStartPeriod
        timer = supervisor.loop.after(isStarting ? min(startInterval, interval) : interval) { [unowned self] in
            timer = nil
            run()
        }
    }

    // MARK: - One check

    private func run() {
        guard probe == nil, supervisor.running != nil else { return }
        let number = RandomName.hex(words: 1)
        let file = "\(supervisor.folder.bundle)/health-\(number).json"
        let log = "\(supervisor.folder.bundle)/health-\(number).log"
        do {
            let root = try RootedDirectory(supervisor.folder.root)
            let spec = try ContainerSpec(supervisor.settings, folder: supervisor.folder, root: root)
            let environment = ContainerEnvironment.make(
                supervisor.settings.configuration.environment, hostName: spec.hostName, home: spec.identity.home,
                hasTerminal: false)
            let process = spec.process(
                arguments: arguments, environment: environment, hasTerminal: false,
                workingDirectory: spec.workingDirectory, identity: spec.identity, capabilities: spec.capabilities.names)
            try SmallFile.write(
                String(decoding: try JSONEncoder().encode(process), as: UTF8.self), to: file, mode: 0o600)
            let runtime = supervisor.runtime
            var request = supervisor.place.request(
                runtime,
                runtime.globalArguments(state: supervisor.folder.runtimeState, log: log)
                    + ["exec", "--process", file, supervisor.settings.id],
                directory: supervisor.folder.bundle)
            let entrances = try supervisor.group?.openEntrances() ?? []
            request.cgroups = entrances.map(\.number)
            let output = try Descriptor.pipe()
            try Descriptor.setNonBlocking(output.read.number)
            let none = try Descriptor.open("/dev/null", O_RDONLY)
            request.descriptors = [(none.number, 0), (output.write.number, 1), (output.write.number, 2)]
            let started = try withExtendedLifetime((none, entrances)) { try SpawnedProcess(request) }
            output.write.closeNow()
            watch(Probe(process: started, output: output.read, files: [file, log]))
        } catch {
            unlink(file)
            record(start: Clock.real, code: -1, output: "\(error)")
        }
    }

    private func watch(_ probe: Probe) {
        self.probe = probe
        let loop = supervisor.loop
        probe.tokens.append(
            loop.add(probe.output.number) { [unowned self, unowned probe] _ in
                if !read(probe) { loop.remove(probe.tokens.first) }
            })
        probe.tokens.append(loop.add(probe.process.descriptor) { [unowned self] _ in finished() })
        probe.tokens.append(
            loop.after(timeout) { [unowned probe] in
                probe.timedOut = true
                for command in ProcessTree.children(of: probe.process.pid) { Glibc.kill(command, SIGKILL) }
                probe.process.kill()
            })
    }

    /// Reads output. Returns whether more may come.
    private func read(_ probe: Probe) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(probe.output.number, &buffer, buffer.count)
        if count > 0 {
            let room = Self.outputLimit - probe.bytes.count
            probe.bytes.append(contentsOf: buffer[..<min(count, max(0, room))])
            return true
        }
        return count < 0 && (errno == EAGAIN || errno == EINTR)
    }

    private func finished() {
        guard let probe, let termination = probe.process.reap() else { return }
        // What it wrote last.
        for _ in 0..<64 where probe.bytes.count < Self.outputLimit {
            let before = probe.bytes.count
            if !read(probe) || probe.bytes.count == before { break }
        }
        var output = String(decoding: probe.bytes, as: UTF8.self)
        var code = termination.status
        if probe.timedOut {
            code = -1
            output = "Health check exceeded timeout (\(Self.text(timeout)))"
        } else if code != 0, let fault = RuntimeFault.read(probe.files[1], arguments: arguments) {
            output = fault.message
        }
        dispose(of: probe)
        self.probe = nil
        record(start: probe.start, code: code, output: output)
    }

    private func dispose(of probe: Probe) {
        for token in probe.tokens {
            supervisor.loop.remove(token)
            supervisor.loop.cancel(token)
        }
        for file in probe.files { unlink(file) }
    }

    /// `30s`, `1m30s`, `500ms`: as Go writes durations of whole milliseconds.
    private static func text(_ nanoseconds: Int64) -> String {
        if nanoseconds < 1_000_000_000 { return "\(nanoseconds / 1_000_000)ms" }
        let seconds = Double(nanoseconds % 60_000_000_000) / 1e9
        let rest = seconds == seconds.rounded() ? "\(Int64(seconds))s" : "\(seconds)s"
        let minutes = nanoseconds / 60_000_000_000
        return minutes == 0 ? rest : minutes < 60 ? "\(minutes)m\(rest)" : "\(minutes / 60)h\(minutes % 60)m\(rest)"
    }

    // MARK: - What it means

    private func record(start: Int64, code: Int32, output: String) {
        guard supervisor.running != nil, var health = supervisor.status.health else { return }
        let before = health.status
        health.log.append(.init(start: start, end: Clock.real, exitCode: code, output: output))
        health.log = health.log.suffix(Self.logLength)
        if code == 0 {
            health.failingStreak = 0
            health.status = .healthy
        } else if !(health.status == .starting && isInStartPeriod) {
            // Failures while it starts do not count.
            health.failingStreak += 1
            if health.failingStreak >= retries { health.status = .unhealthy }
        }
        supervisor.status.health = health
        supervisor.writeStatus()
        if health.status != before { supervisor.event("health_status: \(health.status.rawValue)") }
        scheduleNext()
    }
}

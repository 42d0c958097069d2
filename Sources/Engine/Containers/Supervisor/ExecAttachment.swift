import EngineInterface
import Glibc
import Linux

/// The streams of a command in a container, which this process started.
final class ExecAttachment: StreamAttachment {
    private let call: RuntimeExec
    private let child: ChildProcess
    private let input: OwnedDescriptor?
    private let isTerminal: Bool
    private let outputs: Locked<[(descriptor: OwnedDescriptor, stream: StandardStream)]>
    /// Wakes a reader when somebody closes, or the command has ended.
    private let bell: (read: OwnedDescriptor, write: OwnedDescriptor)?
    private let writing = Locked(())

    init(
        _ call: RuntimeExec, _ child: ChildProcess, output: OwnedDescriptor?, error: OwnedDescriptor?,
        input: OwnedDescriptor?, isTerminal: Bool
    ) {
        self.call = call
        self.child = child
        self.input = input
        self.isTerminal = isTerminal
        outputs = Locked((output.map { [($0, .output)] } ?? []) + (error.map { [($0, .error)] } ?? []))
        bell = try? Descriptor.pipe()
        let bell = bell
        Task.detached {
            _ = await child.wait()
            bell?.write.closeNow()
        }
    }

    deinit { call.clean() }

    func read() async throws -> (stream: StandardStream, bytes: [UInt8])? {
        if let piece = try take(milliseconds: 0) { return piece }
        if isDone { return nil }
        return try await withTaskCancellationHandler {
            try await Blocking.run { isCancelled in
                while !isCancelled() {
                    if let piece = try self.take(milliseconds: 200) { return piece }
                    if self.isDone { return nil }
                }
                throw CancellationError()
            }
        } onCancel: {
            self.bell?.write.closeNow()
        }
    }

    private var isDone: Bool { outputs.withLock { $0.isEmpty } }

    /// A piece of output; `nil` when there is none in that time.
    private func take(milliseconds: Int32) throws -> (stream: StandardStream, bytes: [UInt8])? {
        let open = outputs.withLock { $0 }
        guard !open.isEmpty else { return nil }
        var entries = open.map { pollfd(fd: $0.descriptor.number, events: Int16(POLLIN), revents: 0) }
        if let bell { entries.append(pollfd(fd: bell.read.number, events: Int16(POLLIN), revents: 0)) }
        guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return nil }
        for (index, source) in open.enumerated() where entries[index].revents != 0 {
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            let count = Glibc.read(source.descriptor.number, &buffer, buffer.count)
            if count > 0 {
                let bytes = withoutRuntimesWords(Array(buffer[..<count]))
                return bytes.isEmpty ? nil : (source.stream, bytes)
            }
            if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
            // The end; EIO for a terminal that nobody has open any more.
            outputs.withLock { $0.removeAll { $0.descriptor === source.descriptor } }
            return nil
        }
        // The command has ended, and everything was read: what it left in the background may keep the pipes open.
        outputs.withLock { $0 = [] }
        return nil
    }

    /// The runtime writes why it cannot start a command not only to its log, but also where the command would write.
    /// Whoever asks for the exit status gets that as an error: it is not output.
    private func withoutRuntimesWords(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.last == 10, bytes.count < 4096 else { return bytes }
        var plain = bytes
        if isTerminal {
            // There it writes in red, and the terminal adds a carriage return.
            plain = bytes.filter { $0 != 13 }
            for code in ["\u{1B}[1;31m", "\u{1B}[0m"] {
                let codeBytes = Array(code.utf8)
                if let start = plain.indices.first(where: { plain[$0...].starts(with: codeBytes) }) {
                    plain.removeSubrange(start..<start + codeBytes.count)
                }
            }
        }
        let text = String(decoding: plain, as: UTF8.self)
        guard RuntimeLog.classify(text).kind != .failure else { return bytes }
        // It ends right after that, and then the log is there.
        for _ in 0..<200 where child.termination == nil { usleep(500) }
        guard child.termination != .exited(0), let message = RuntimeLog.message(in: call.log),
            text.hasSuffix(message + "\n")
        else { return bytes }
        return Array(plain.dropLast(message.utf8.count + 1))
    }

    func write(_ bytes: [UInt8]) async throws {
        guard let input else { return }
        try await Blocking.run { _ in
            try self.writing.withLock { _ in
                do throws(SystemError) {
                    try Descriptor.write(bytes, to: input.number)
                } catch {
                    // Nobody reads: as with `docker exec`, that is not the writer's concern.
                    guard error.errno == EPIPE || error.errno == EIO else { throw error }
                }
            }
        }
    }

    func closeInput() async throws {
        // A terminal stays open for its output.
        if !isTerminal { input?.closeNow() }
    }

    func resize(rows: Int, columns: Int) async throws {
        guard isTerminal, let input else { return }
        try PseudoTerminal.resize(input.number, rows: rows, columns: columns)
        // The runtime hands the size on when it hears of it.
        child.kill(SIGWINCH)
    }

    func signal(_ number: Int32) async throws {
        for command in ProcessTree.children(of: child.pid) { Glibc.kill(command, number) }
    }

    func exitStatus() async throws -> Int32 {
        let termination = try await child.waitUnlessCancelled()
        if termination != .exited(0), let fault = call.fault() {
            // When the container ended meanwhile, that is the reason, whatever the runtime says.
            if fault.kind == .commandNotFound || fault.kind == .commandNotExecutable || call.containerRuns {
                throw fault
            }
            return 137
        }
        return termination.status
    }

    func close() async {
        outputs.withLock { $0 = [] }
        input?.closeNow()
        bell?.write.closeNow()
    }
}

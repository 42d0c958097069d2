import EngineInterface
import Glibc
import Linux

/// The standard streams of a container's first process: what it writes goes to the log and to everybody who is
/// attached, and what they write goes to it.
final class ContainerStreams {
    private unowned let supervisor: Supervisor
    private let hasTerminal: Bool
    private let opensInput: Bool

    private struct Source {
        var descriptor: OwnedDescriptor
        var stream: StandardStream
        var token: EventLoop.Token?
    }
    private var sources: [Source] = []
    private var consoleListener: OwnedDescriptor?
    private var console: OwnedDescriptor?
    private var input: OwnedDescriptor?
    private var inputToken: EventLoop.Token?
    private var pendingInput: [UInt8] = []
    private var closesInputWhenWritten = false
    private var isHeld = false
    private var size: (rows: Int, columns: Int)?
    private var buffer = [UInt8](repeating: 0, count: ControlFrame.pieceSize)
    private var startWords = StartWords()

    /// More input than this waits in the sender's socket.
    private static let inputLimit = 256 << 10
    private static let consoleName = "console"

    init(_ supervisor: Supervisor, _ configuration: ContainerConfiguration) {
        self.supervisor = supervisor
        hasTerminal = configuration.hasTerminal
        opensInput = configuration.opensInput
    }

    // MARK: - Beginning

    /// Gives the runtime what the container's process is to have. Returns descriptors to close once it has them.
    ///
    /// - Parameter console: the runtime's working folder, where it finds the socket for a terminal.
    func prepare(_ request: inout SpawnRequest, console: String) throws -> [OwnedDescriptor] {
        let none = try Descriptor.open("/dev/null", O_RDWR)
        if hasTerminal {
            consoleListener = try LocalSocket.listen(in: console, name: Self.consoleName)
            request.arguments += ["--console-socket", Self.consoleName]
            request.descriptors += [(none.number, 0), (none.number, 1), (none.number, 2)]
            return [none]
        }
        let output = try Descriptor.pipe()
        let error = try Descriptor.pipe()
        for end in [output.read, error.read] { try Descriptor.setNonBlocking(end.number) }
        sources = [Source(descriptor: output.read, stream: .output), Source(descriptor: error.read, stream: .error)]
        var source = none
        if opensInput {
            let pipe = try Descriptor.pipe()
            try Descriptor.setNonBlocking(pipe.write.number)
            input = pipe.write
            source = pipe.read
        }
        request.descriptors += [(source.number, 0), (output.write.number, 1), (error.write.number, 2)]
        return [none, source, output.write, error.write]
    }

    /// Waits until the runtime has done its work, and takes the terminal that it passes on the way.
    func connect(while runtime: SpawnedProcess) throws -> Termination {
        while let listener = consoleListener, console == nil {
            var entries = [
                pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: runtime.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&entries, 2, -1)
            if entries[0].revents != 0, let connection = try LocalSocket.accept(listener.number) {
                try takeConsole(connection)
            } else if entries[1].revents != 0 {
                break
            }
        }
        consoleListener = nil
        return runtime.wait()
    }

    private func takeConsole(_ connection: OwnedDescriptor) throws {
        try Descriptor.setBlocking(connection.number)
        let terminal = try LocalSocket.receiveDescriptor(connection.number)
        try Descriptor.setNonBlocking(terminal.number)
        console = terminal
        sources = [Source(descriptor: terminal, stream: .output)]
        if opensInput { input = terminal }
        if let size { try? PseudoTerminal.resize(terminal.number, rows: size.rows, columns: size.columns) }
    }

    /// Begins to read.
    func begin() {
        for index in sources.indices {
            let source = sources[index]
            sources[index].token = supervisor.loop.add(source.descriptor.number) { [unowned self] _ in
                if !pump(source.descriptor.number, source.stream) { end(source.descriptor) }
            }
        }
    }

    // MARK: - Output

    /// Reads a piece. Returns whether more may come.
    private func pump(_ descriptor: Int32, _ stream: StandardStream) -> Bool {
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 {
            take(Array(buffer[..<count]), stream)
            return true
        }
        // EIO: every program that had the terminal open has ended.
        return count < 0 && (errno == EAGAIN || errno == EINTR)
    }

    /// Passes on what the program wrote; see ``StartWords`` for what may not be its own.
    private func take(_ bytes: [UInt8], _ stream: StandardStream) {
        if hasTerminal || stream == .error {
            let words = startWords.pass(bytes)
            if !words.isEmpty { tell(words, stream) }
        } else {
            releaseHeld()
            tell(bytes, stream)
        }
    }

    /// What the runtime wrote because the kernel did not start the program, if nothing else was written.
    var runtimesWords: String? { startWords.message }

    /// Passes on what was held back.
    func releaseHeld() {
        let words = startWords.release()
        if !words.isEmpty { tell(words, hasTerminal ? .output : .error) }
    }

    private func tell(_ bytes: [UInt8], _ stream: StandardStream) {
        supervisor.log?.add(bytes, stream)
        for client in supervisor.clients { client.output(bytes, stream) }
        updateFlow()
    }

    /// Adds a line of the engine's own to the error output.
    func say(_ text: String) { tell(Array(text.utf8), hasTerminal ? .output : .error) }

    /// Lets the container wait while somebody who is attached has much to read, until they have read it or have shown
    /// that they do not (see ``ControlClient``).
    func updateFlow() {
        let isHeld = supervisor.clients.contains { $0.isStuffed }
        guard isHeld != self.isHeld else { return }
        self.isHeld = isHeld
        for source in sources {
            if let token = source.token { supervisor.loop.setInterest(isHeld ? [] : .read, of: token) }
        }
    }

    private func end(_ descriptor: OwnedDescriptor) {
        for source in sources where source.descriptor === descriptor { supervisor.loop.remove(source.token) }
        sources.removeAll { $0.descriptor === descriptor }
    }

    /// Reads what is left after the container has ended.
    func drain() {
        for source in sources {
            while true {
                let count = read(source.descriptor.number, &buffer, buffer.count)
                if count > 0 {
                    take(Array(buffer[..<count]), source.stream)
                } else if count == 0 || errno != EINTR {
                    break
                }
            }
        }
    }

    /// Lets go of everything.
    func close() {
        for source in sources { supervisor.loop.remove(source.token) }
        sources = []
        supervisor.loop.remove(inputToken)
        inputToken = nil
        input = nil
        console = nil
        pendingInput = []
    }

    // MARK: - Input

    /// Whether more input than there is already can be taken.
    var takesInput: Bool { pendingInput.count < Self.inputLimit }

    func add(input bytes: [UInt8]) {
        guard input != nil, !closesInputWhenWritten else { return }
        pendingInput += bytes
        writeInput()
    }

    /// Lets the process see the end of its input, once it has read what was written so far.
    func closeInput() {
        guard input != nil else { return }
        closesInputWhenWritten = true
        writeInput()
    }

    private func writeInput() {
        guard let input else { return }
        while !pendingInput.isEmpty {
            let count = pendingInput.withUnsafeBytes { write(input.number, $0.baseAddress, $0.count) }
            if count > 0 {
                pendingInput.removeFirst(count)
            } else if errno == EAGAIN {
                break
            } else if errno != EINTR {
                // Nobody reads any more.
                pendingInput = []
                closesInputWhenWritten = true
            }
        }
        if pendingInput.isEmpty {
            supervisor.loop.remove(inputToken)
            inputToken = nil
            // A terminal is closed by those who use it.
            if closesInputWhenWritten, !hasTerminal { self.input = nil }
        } else if inputToken == nil {
            inputToken = supervisor.loop.add(input.number, .write) { [unowned self] _ in
                writeInput()
                for client in supervisor.clients { client.updateInterest() }
            }
        }
    }

    // MARK: - Terminal

    func resize(rows: Int, columns: Int) {
        guard hasTerminal, rows > 0, columns > 0 else { return }
        size = (rows, columns)
        if let console { try? PseudoTerminal.resize(console.number, rows: rows, columns: columns) }
    }
}

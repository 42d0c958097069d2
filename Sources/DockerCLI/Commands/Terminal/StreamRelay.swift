import EngineInterface
import Glibc

/// Connects this process's standard streams with those of a container, or of a command in one.
struct StreamRelay: Sendable {
    enum End: Sendable, Equatable {
        /// The process has ended, or closed its streams.
        case ended
        /// Somebody pressed the detach keys; the process goes on.
        case detached
    }

    let context: CommandContext
    /// Whether the process has a terminal.
    let hasTerminal: Bool
    let passesInput: Bool
    var passesOutput = true
    var passesError = true
    let detachKeys: DetachKeys
    /// Whether signals to this process go to that one.
    let passesSignals: Bool

    /// `the input device is not a TTY`: a process that has a terminal and reads needs one at this end, too.
    func checkTerminal() throws(CommandFailure) {
        guard hasTerminal, passesInput, !context.input.isTerminal else { return }
        throw CommandFailure(
            "the input device is not a TTY",
            help: "Leave out -t when input comes from a file or a pipe, and use -i alone.")
    }

    /// Sets the terminal to raw mode when keys are to go through it as they are. To be called before the process starts,
    /// so that nothing typed is lost or echoed twice.
    func prepare() -> RawTerminal? {
        guard hasTerminal, passesInput, context.environment["NORAW", default: ""].isEmpty else { return nil }
        return RawTerminal.set(context.input.descriptor)
    }

    /// Passes everything on until the process ends or somebody detaches.
    func run(_ attachment: any StreamAttachment) async throws -> End {
        // Asked for before anything runs, so that no signal finds nobody.
        let signals = forwarded.isEmpty ? nil : context.signals.signals(forwarded)
        let resizes = hasTerminal && context.output.isTerminal ? context.signals.signals([SIGWINCH]) : nil
        return try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: End?.self) { group in
                group.addTask {
                    try await passOutput(attachment)
                    return .ended
                }
                if passesInput { group.addTask { try await passInput(attachment) } }
                if let signals {
                    group.addTask {
                        for await number in signals { try? await attachment.signal(number) }
                        return nil
                    }
                }
                if let resizes {
                    group.addTask {
                        await resize(attachment)
                        for await _ in resizes { await resize(attachment) }
                        return nil
                    }
                }
                defer { group.cancelAll() }
                while let end = try await group.next() {
                    guard let end else { continue }
                    if end == .detached { await attachment.close() }
                    return end
                }
                return .ended
            }
        } onCancel: {
            // Reading ends when the streams are let go.
            Task { await attachment.close() }
        }
    }

    private var forwarded: Set<Int32> {
        guard passesSignals else { return [] }
        // The window's size has a way of its own.
        return hasTerminal ? SignalHub.forwardable.subtracting([SIGWINCH]) : SignalHub.forwardable
    }

    private func passOutput(_ attachment: any StreamAttachment) async throws {
        while let (stream, bytes) = try await attachment.read() {
            switch stream {
            case .error where !hasTerminal: if passesError { try await context.error.pass(bytes) }
            default: if passesOutput || (hasTerminal && passesError) { try await context.output.pass(bytes) }
            }
        }
        try Task.checkCancellation()
    }

    private func passInput(_ attachment: any StreamAttachment) async throws -> End? {
        var filter = DetachFilter(detachKeys)
        while let bytes = try await context.input.next() {
            let (passed, isDetached) = hasTerminal ? filter.pass(bytes) : (bytes, false)
            do {
                if !passed.isEmpty { try await attachment.write(passed) }
            } catch {
                // The process reads no more; its end is seen where its output is read.
                return nil
            }
            if isDetached { return .detached }
        }
        try? await attachment.closeInput()
        return nil
    }

    /// The size of the terminal in front, when the process gets one of its own.
    var terminalSize: TerminalCells? {
        hasTerminal ? context.output.size.map { TerminalCells(rows: $0.rows, columns: $0.columns) } : nil
    }

    private func resize(_ attachment: any StreamAttachment) async {
        guard let size = context.output.size else { return }
        try? await attachment.resize(rows: size.rows, columns: size.columns)
    }
}

import Glibc
import Linux
import TerminalText

/// The terminal as a screen that frames are shown on.
public enum Screen {
    /// Whether there can be a screen: a terminal that moves its cursor, at both ends, and a locale of UTF-8.
    /// - Returns: why not; `nil` when there can.
    public static func unavailable(_ environment: TerminalEnvironment = .current) -> ScreenUnavailable? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return .noTerminal }
        if environment.isDumb { return .dumb }
        if !environment.isUTF8 { return .notUTF8 }
        return nil
    }

    /// The same for a screen that nobody posts messages to.
    public static func run<Result: Sendable>(
        _ options: ScreenOptions = ScreenOptions(), environment: TerminalEnvironment = .current,
        _ body: (TerminalScreen<Never>) async throws -> Result
    ) async throws -> Result {
        try await run(options, posting: Never.self, environment: environment, body)
    }

    /// Takes the terminal, runs `body`, and gives the terminal back as it was, however `body` and the process end.
    ///
    /// The events' sequence ends when somebody asks the process to end (SIGINT, SIGTERM, SIGHUP) and when the terminal goes
    /// away; `body` is to return then. Such a signal is passed on to whoever handled it before, once the terminal is back.
    ///
    ///     try await Screen.run(posting: String.self) { screen in
    ///         screen.show(Frame([StyledLine("Hello")]), theme: Theme(.dark))
    ///         for await event in screen.events {
    ///             if case .key(let press) = event, press == .character("q") { break }
    ///         }
    ///     }
    /// - Throws: ``ScreenUnavailable``, and what `body` throws.
    public static func run<Message: Sendable, Result: Sendable>(
        _ options: ScreenOptions = ScreenOptions(), posting: Message.Type,
        environment: TerminalEnvironment = .current,
        _ body: (TerminalScreen<Message>) async throws -> Result
    ) async throws -> Result {
        if let reason = unavailable(environment) { throw reason }
        let screen = try await TerminalScreen<Message>(options, environment)
        do {
            let result = try await withTaskCancellationHandler {
                try await body(screen)
            } onCancel: {
                screen.finish()
            }
            await screen.leave()
            return result
        } catch {
            await screen.leave()
            throw error
        }
    }
}

/// A terminal that shows frames and tells events, between the beginning and the end of ``Screen/run(_:posting:environment:_:)``.
///
/// All of it may be called from any task.
public final class TerminalScreen<Message: Sendable>: Sendable {
    /// What happens, in order. For one reader.
    public let events: AsyncStream<ScreenEvent<Message>>
    private let continuation: AsyncStream<ScreenEvent<Message>>.Continuation
    private let core: ScreenCore
    /// What the environment says about the terminal.
    public let environment: TerminalEnvironment

    init(_ options: ScreenOptions, _ environment: TerminalEnvironment) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: ScreenEvent<Message>.self)
        events = stream
        self.continuation = continuation
        self.environment = environment
        core = try await ScreenCore.start(options, environment) { event in
            switch event {
            case .key(let press): continuation.yield(.key(press))
            case .mouse(let event): continuation.yield(.mouse(event))
            case .paste(let text): continuation.yield(.paste(text))
            case .resized(let size): continuation.yield(.resized(size))
            case .capabilities(let value): continuation.yield(.capabilities(value))
            case .timer(let id): continuation.yield(.timer(id))
            case .readable(let id): continuation.yield(.readable(id))
            case .message: break
            }
        } finished: {
            continuation.finish()
        }
    }

    /// The screen's size now.
    public var size: ScreenSize { core.size }

    /// What the terminal has said by now.
    public var capabilities: TerminalCapabilities { core.capabilities }

    /// What the terminal says when asked, waited for no longer than `limit`; what comes later is an event.
    public func capabilities(within limit: Duration) async -> TerminalCapabilities {
        await core.capabilities(within: limit)
    }

    /// Shows a frame. When frames come faster than the terminal takes them, only the last is drawn.
    public func show(_ frame: Frame, theme: Theme) { core.show(frame, theme) }

    /// Draws the last frame anew, whatever the screen shows.
    public func redraw() { core.redraw() }

    /// Puts a message among the events.
    public func post(_ message: Message) { continuation.yield(.message(message)) }

    /// Makes the event `.timer(id)` once, after a while. A timer with the same number that has not rung is replaced.
    public func setTimer(_ id: Int, after duration: Duration) { core.setTimer(id, after: duration) }

    /// Takes a timer back.
    public func cancelTimer(_ id: Int) { core.cancelTimer(id) }

    /// Makes the event `.readable(id)` once, when the descriptor can be read or has ended. Call it again for the next time.
    /// The descriptor must stay open until then or until ``unwatch(_:)``.
    public func watch(_ descriptor: Int32, as id: Int) { core.watch(descriptor, as: id) }

    /// Takes back what ``watch(_:as:)`` was told.
    public func unwatch(_ id: Int) { core.unwatch(id) }

    /// Puts text on the clipboard where the terminal allows it (OSC 52). Nobody learns whether it does.
    public func copy(_ text: String) { core.write(Clipboard.sequence(text, isTmux: environment.isTmux)) }

    /// Gives the terminal back while `body` runs — an editor, a container with a terminal — and takes it again.
    public func withTerminal<Result: Sendable>(_ body: () async throws -> Result) async rethrows -> Result {
        await core.pause()
        do {
            let result = try await body()
            await core.resume()
            return result
        } catch {
            await core.resume()
            throw error
        }
    }

    /// Ends the events.
    public func finish() { continuation.finish() }

    func leave() async {
        await core.end()
        continuation.finish()
    }
}

import EngineInterface
import Glibc
import Linux

extension ContainerControl {
    /// The container's log, line by line; with `follows`, also what comes later, until the container ends.
    public func logs(_ request: LogRequest) throws -> AsyncThrowingStream<LogEntry, any Error> {
        let settings = try folder.settings()
        if settings.host.logDriver == "none" {
            throw EngineError(
                .invalidArgument, "configured logging driver does not support reading",
                help: "The container was started with --log-driver none, which keeps nothing.")
        }
        let reader = LogReader(folder, request)
        return AsyncThrowingStream {
            try await reader.next()
        }
    }
}

/// Puts the pieces of a log together to lines, and waits for more when it is to follow.
final class LogReader: Sendable {
    private let folder: ContainerFolder
    private let request: LogRequest
    private let state: Locked<State>

    private struct State: @unchecked Sendable {
        // Only one task reads at a time, and the lock orders those that do.
        var cursor: LogCursor?
        var partial: [StandardStream: LogEntry] = [:]
        var ready: [LogEntry] = []
        var isOver = false
    }

    /// A line longer than this comes in pieces, as from Docker.
    private static let pieceLimit = 16 << 10

    init(_ folder: ContainerFolder, _ request: LogRequest) {
        self.folder = folder
        self.request = request
        state = Locked(State())
    }

    /// The next line; `nil` at the end.
    func next() async throws -> LogEntry? {
        while true {
            if let entry = take() { return entry }
            if state.withLock({ $0.isOver }) { return nil }
            guard request.follows else {
                finish()
                continue
            }
            // Before the last look, so that nothing is written between it and the end.
            let watch = try? FolderWatch(folder.logs)
            let stateWatch = try? FolderWatch(folder.path)
            let isAlive = try lives()
            if let entry = take() { return entry }
            guard isAlive else {
                finish()
                continue
            }
            try await wait([watch, stateWatch])
        }
    }

    private func lives() throws -> Bool {
        do {
            return try folder.status().claimsLife
        } catch let error as EngineError where error.kind == .noSuchContainer {
            return false
        }
    }

    /// Waits until something is written. A supervisor that is killed writes nothing: it is looked for every second.
    private func wait(_ watches: [FolderWatch?]) async throws {
        try await Blocking.run { isCancelled in
            var entries = watches.compactMap { $0 }.map {
                pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
            }
            for _ in 0..<10 where !isCancelled() {
                if poll(&entries, nfds_t(entries.count), 100) > 0 { break }
            }
            withExtendedLifetime(watches) {}
        }
        try Task.checkCancellation()
    }

    /// No more comes: unfinished lines are given as they are.
    private func finish() {
        state.withLock { state in
            state.ready += state.partial.values.sorted { $0.time < $1.time }.filter(wants)
            state.partial = [:]
            state.isOver = true
        }
    }

    private func take() -> LogEntry? {
        state.withLock { state in
            while true {
                if !state.ready.isEmpty { return state.ready.removeFirst() }
                if state.isOver { return nil }
                if state.cursor == nil { state.cursor = makeCursor() }
                guard let record = state.cursor?.next() else { return nil }
                guard includes(record.stream) else { continue }
                if let until = request.until, record.time > until {
                    state.isOver = true
                    state.ready += state.partial.values.filter(wants)
                    return state.ready.isEmpty ? nil : state.ready.removeFirst()
                }
                add(record, to: &state)
            }
        }
    }

    private func add(_ record: LogRecord, to state: inout State) {
        var entry =
            state.partial.removeValue(forKey: record.stream)
            ?? LogEntry(stream: record.stream, time: record.time, bytes: [])
        entry.bytes += record.bytes
        guard entry.bytes.last == 10 || entry.bytes.count >= Self.pieceLimit else {
            state.partial[record.stream] = entry
            return
        }
        if wants(entry) { state.ready.append(entry) }
    }

    private func makeCursor() -> LogCursor {
        guard let tail = request.tail, tail >= 0 else { return LogCursor(folder: folder.logs) }
        return LogCursor(folder: folder.logs, lastLines: tail, includes: includes)
    }

    private func includes(_ stream: StandardStream) -> Bool { stream == .error ? request.error : request.output }

    private func wants(_ entry: LogEntry) -> Bool {
        if let since = request.since, entry.time < since { return false }
        if let until = request.until, entry.time > until { return false }
        return true
    }
}

import EngineInterface
import Glibc
import Linux

/// Puts the pieces of a log together to lines, and waits for more when it is to follow.
final class LogReader: Sendable {
    private let folder: ContainerFolder
    private let request: LogRequest
    private let state: Locked<State>

    private struct State: @unchecked Sendable {
        // Only one task reads at a time, and the lock orders those that do.
        var cursor: LogCursor?
        /// Lines without an end so far.
        var partial: [StandardStream: LogEntry] = [:]
        var ready: [LogEntry] = []
        /// How many of `ready` have been given.
        var given = 0
        /// Whether only the last lines are wanted and have not been found yet.
        var seeksTail: Bool
        var isOver = false
    }

    /// A line longer than this comes in pieces, as from Docker.
    private static let pieceLimit = 16 << 10

    init(_ folder: ContainerFolder, _ request: LogRequest) {
        self.folder = folder
        self.request = request
        state = Locked(State(seeksTail: (request.tail ?? -1) >= 0))
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
            // Watched before the last look, so that nothing is written between that and the wait.
            let watches = [folder.logs, folder.path].compactMap { try? FolderWatch($0) }
            let isAlive = try lives()
            if let entry = take() { return entry }
            guard isAlive else {
                finish()
                continue
            }
            try await wait(watches)
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
    private func wait(_ watches: [FolderWatch]) async throws {
        try await Blocking.run { isCancelled in
            var entries = watches.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
            for _ in 0..<10 where !isCancelled() {
                if poll(&entries, nfds_t(entries.count), 100) > 0 { break }
            }
            withExtendedLifetime(watches) {}
        }
        try Task.checkCancellation()
    }

    /// No more comes: unfinished lines are given as they are.
    private func finish() { state.withLock { finish(&$0) } }

    private func finish(_ state: inout State) {
        state.ready += state.partial.values.sorted { $0.time < $1.time }.filter(wants)
        state.partial = [:]
        state.isOver = true
        if state.seeksTail { keepTail(&state) }
        state.seeksTail = false
    }

    private func take() -> LogEntry? {
        state.withLock { state in
            while true {
                if state.given < state.ready.count, !state.seeksTail {
                    state.given += 1
                    return state.ready[state.given - 1]
                }
                if state.isOver { return nil }
                if !state.seeksTail {
                    state.ready.removeAll(keepingCapacity: true)
                    state.given = 0
                }
                if state.cursor == nil { state.cursor = makeCursor() }
                guard let record = state.cursor?.next() else {
                    // All that was there has been read; what follows is not cut.
                    if state.seeksTail, request.follows {
                        keepTail(&state)
                        state.seeksTail = false
                        continue
                    }
                    return nil
                }
                if let until = request.until, record.time > until {
                    finish(&state)
                    continue
                }
                if includes(record.stream) { add(record, to: &state) }
                if state.ready.count > Self.batch, state.seeksTail { keepTail(&state) }
            }
        }
    }

    private static let batch = 65_536

    private func keepTail(_ state: inout State) {
        let surplus = state.ready.count - max(0, request.tail ?? 0)
        if surplus > 0 { state.ready.removeFirst(surplus) }
    }

    /// Cuts a piece into lines.
    private func add(_ record: LogRecord, to state: inout State) {
        var rest = record.bytes[...]
        while !rest.isEmpty {
            var entry =
                state.partial.removeValue(forKey: record.stream)
                ?? LogEntry(stream: record.stream, time: record.time, bytes: [])
            let room = rest.prefix(Self.pieceLimit - entry.bytes.count)
            let end = room.firstIndex(of: 10).map { $0 + 1 } ?? room.endIndex
            entry.bytes += rest[rest.startIndex..<end]
            rest = rest[end...]
            if entry.bytes.last == 10 || entry.bytes.count >= Self.pieceLimit {
                if wants(entry) { state.ready.append(entry) }
            } else {
                state.partial[record.stream] = entry
            }
        }
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

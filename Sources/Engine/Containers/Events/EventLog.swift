import EngineInterface
import Foundation
import Glibc
import Linux
import OCI

/// What happened to the store's objects: a file to which every process appends a line for each event.
///
/// Two files of bounded size; the older one goes when the newer one is full. An event that cannot be written, because the
/// disk is full, is lost: nothing depends on events.
public struct EventLog: Sendable {
    private let path: String
    private var older: String { path + ".1" }
    /// Some 15,000 events.
    private static let limit = 4 << 20

    /// - Parameter store: the store's folder.
    public init(store: String) { path = store + "/events" }

    /// Appends an event. A line is written by one call, so those of several processes never mix.
    public func append(_ event: EngineEvent) {
        var line = Self.text(event)
        line.append(10)
        guard let file = try? Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND) else { return }
        defer { withExtendedLifetime(file) {} }
        var status = stat()
        if fstat(file.number, &status) == 0, status.st_size > Self.limit {
            // Somebody may have done so a moment ago: then the new file stays as it is.
            var there = stat()
            if stat(path, &there) == 0, there.st_ino == status.st_ino { rename(path, older) }
        }
        _ = line.withUnsafeBytes { Glibc.write(file.number, $0.baseAddress, $0.count) }
    }

    private static func text(_ event: EngineEvent) -> [UInt8] {
        JSONText.object([
            ("time", .integer(event.time)), ("subject", .string(event.subject.rawValue)),
            ("action", .string(event.action)), ("id", .string(event.id)), ("attributes", .map(event.attributes)),
        ]).bytes
    }

    /// Events from `since` on, then those to come until `until`; for ever when that is `nil`, and none to come when
    /// both lie in the past. Nanoseconds since 1970. Without `since`, only those to come.
    public func events(since: Int64?, until: Int64?) -> AsyncThrowingStream<EngineEvent, any Error> {
        AsyncThrowingStream { continuation in
            let reader = EventReader(path: path, older: older, since: since, until: until)
            Thread.start {
                do {
                    try reader.run { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in reader.stop() }
        }
    }
}

/// Reads the log, and waits for what is appended.
private final class EventReader: Sendable {
    private let path: String
    private let older: String
    private let since: Int64?
    private let until: Int64?
    private let stopper: (read: OwnedDescriptor, write: OwnedDescriptor)?

    init(path: String, older: String, since: Int64?, until: Int64?) {
        self.path = path
        self.older = older
        self.since = since
        self.until = until
        stopper = try? Descriptor.pipe()
    }

    func stop() { stopper?.write.closeNow() }

    func run(_ yield: (EngineEvent) -> Void) throws {
        // Watched before it is read, so that nothing falls between.
        let folder = path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
        let watch = OwnedDescriptor(try systemCall("inotify_init1") { inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)) })
        let file = try Descriptor.open(path, O_RDONLY | O_CREAT)
        try systemCall("inotify_add_watch", path) {
            inotify_add_watch(watch.number, path, UInt32(IN_MODIFY | IN_MOVE_SELF))
        }
        try systemCall("inotify_add_watch", folder) { inotify_add_watch(watch.number, folder, UInt32(IN_CREATE)) }
        if since != nil, let before = try? SmallFile.read(older) {
            for event in Self.decode(before) where isWanted(event) { yield(event) }
        }
        var tail = Tail(file: file)
        if since == nil { tail.skipToEnd() }
        while true {
            for line in try tail.lines() {
                guard let event = Self.decode(line).first else { continue }
                if let until, event.time > until { return }
                if isWanted(event) { yield(event) }
            }
            if tail.hasMoved(from: path) {
                tail = Tail(file: try Descriptor.open(path, O_RDONLY | O_CREAT))
                try systemCall("inotify_add_watch", path) {
                    inotify_add_watch(watch.number, path, UInt32(IN_MODIFY | IN_MOVE_SELF))
                }
                continue
            }
            guard try wait(watch) else { return }
        }
    }

    private func isWanted(_ event: EngineEvent) -> Bool {
        event.time >= (since ?? .min) && event.time <= (until ?? .max)
    }

    /// Returns whether something may have come; not at the end of the time or after ``stop()``.
    private func wait(_ watch: OwnedDescriptor) throws -> Bool {
        guard let stopper else { return false }
        var ready = [
            pollfd(fd: watch.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stopper.read.number, events: Int16(POLLIN), revents: 0),
        ]
        var milliseconds: Int32 = -1
        if let until {
            let left = (until - Clock.real) / 1_000_000 + 1
            if left <= 0 { return false }
            milliseconds = Int32(clamping: left)
        }
        let count = poll(&ready, 2, milliseconds)
        if count < 0 && errno != EINTR { throw SystemError("poll", errno: errno) }
        if ready[1].revents != 0 { return false }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(watch.number, &buffer, buffer.count) > 0 {}
        return count != 0 || until == nil || Clock.real <= (until ?? 0)
    }

    private static func decode(_ bytes: [UInt8]) -> [EngineEvent] {
        let decoder = JSONDecoder()
        // A line that a full disk has cut is left out.
        return bytes.split(separator: 10).compactMap { try? decoder.decode(EngineEvent.self, from: Data($0)) }
    }
}

/// Reads whole lines of a file that grows.
private struct Tail {
    let file: OwnedDescriptor
    private var rest: [UInt8] = []

    init(file: OwnedDescriptor) { self.file = file }

    mutating func skipToEnd() { lseek(file.number, 0, SEEK_END) }

    mutating func lines() throws -> [[UInt8]] {
        rest += try Descriptor.read(file.number)
        guard let end = rest.lastIndex(of: 10) else { return [] }
        let whole = rest[..<end]
        rest = Array(rest[(end + 1)...])
        return whole.split(separator: 10).map { Array($0) }
    }

    func hasMoved(from path: String) -> Bool {
        var own = stat()
        var there = stat()
        return fstat(file.number, &own) == 0 && stat(path, &there) == 0 && own.st_ino != there.st_ino
    }
}

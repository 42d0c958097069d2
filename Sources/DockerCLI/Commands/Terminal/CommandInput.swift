import Glibc
import Linux

/// The stream that a command reads from: standard input.
///
/// Nothing is read before it is asked for, so that what a command leaves is there for the next one.
final class CommandInput: Sendable {
    let descriptor: Int32
    /// Whether a person types it.
    let isTerminal: Bool

    init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    /// What comes next, at most 32 KiB; `nil` at the end, and when it cannot be read. Waits without holding up other
    /// tasks; throws `CancellationError` when the task is cancelled.
    func next() async throws -> [UInt8]? { try await read(atMost: 32 * 1024) }

    /// The next line without its end; `nil` at the end of the input. Reads not a byte more.
    func line() async throws -> String? {
        var bytes: [UInt8] = []
        while true {
            // A terminal gives whole lines at most, so one read takes no more than that.
            guard let piece = try await read(atMost: isTerminal ? 4096 : 1) else {
                return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            }
            bytes += piece
            guard bytes.last == UInt8(ascii: "\n") else { continue }
            bytes.removeLast()
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func read(atMost count: Int) async throws -> [UInt8]? {
        let wakeUp = try Descriptor.pipe()
        let number = descriptor
        return try await withTaskCancellationHandler {
            try await Blocking.run { isCancelled in
                try Self.read(number, atMost: count, wokenBy: wakeUp.read.number, isCancelled: isCancelled)
            }
        } onCancel: {
            try? Descriptor.write([1], to: wakeUp.write.number)
        }
    }

    private static func read(
        _ descriptor: Int32, atMost limit: Int, wokenBy wakeUp: Int32, isCancelled: () -> Bool
    ) throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        while true {
            var interests = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&interests, 2, -1) < 0, errno != EINTR { return nil }
            if isCancelled() || interests[1].revents != 0 { throw CancellationError() }
            guard interests[0].revents != 0 else { continue }
            let count = Glibc.read(descriptor, &buffer, limit)
            if count > 0 { return Array(buffer[..<count]) }
            if count == 0 { return nil }
            if errno != EINTR && errno != EAGAIN { return nil }
        }
    }
}

import Glibc
import Linux
import Synchronization

/// Whether work is still wanted, for threads that are no tasks.
final class CancelFlag: Sendable {
    private let value = Atomic(false)

    func set() { value.store(true, ordering: .relaxed) }

    func check() throws { if value.load(ordering: .relaxed) { throw CancellationError() } }
}

/// Work that waits in system calls, on a thread of its own, so that no task is held up by it.
enum Blocking {
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable (_ flag: CancelFlag) throws -> Value
    ) async throws -> Value {
        let flag = CancelFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Thread.start { continuation.resume(with: Result { try body(flag) }) }
            }
        } onCancel: {
            flag.set()
        }
    }

    /// Up to that many bytes; none at the end. Waits for them, but not after the flag is set.
    static func read(_ descriptor: Int32, limit: Int, _ flag: CancelFlag) throws -> [UInt8] {
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            try flag.check()
            if poll(&interest, 1, 200) > 0 { break }
        }
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = try systemCall("read") { Glibc.read(descriptor, &buffer, limit) }
        return Array(buffer[..<count])
    }
}

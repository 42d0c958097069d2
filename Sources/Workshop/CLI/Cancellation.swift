@preconcurrency import Dispatch
import Glibc
import Linux
import Synchronization

/// Ends a command at a signal the way that leaves nothing behind: by cancelling its task and waiting for it.
///
/// The signals are caught by handlers, not ignored or blocked: programs that this process starts would inherit that.
enum Cancellation {
    /// Where the handlers tell that a signal came. A handler may do little more than write a byte.
    private static let wakeUp = Atomic<Int32>(-1)

    /// Writing to a reader that has gone fails with EPIPE instead of ending the process.
    static func survivePipes() { signal(SIGPIPE) { _ in } }

    /// Runs a command's work to its end on other threads than this one, the main one.
    ///
    /// SIGINT, SIGTERM and SIGHUP cancel it; a second one changes nothing but says so.
    static func run(_ work: @escaping @Sendable () async throws -> Void) throws {
        let pipe = try Descriptor.pipe()
        wakeUp.store(pipe.write.number, ordering: .releasing)
        let ended = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Void, any Error>>(.success(()))
        let task = Task {
            defer { ended.signal() }
            do {
                try await work()
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
        }
        watch(pipe.read) {
            if task.isCancelled { Terminal.error("workshop: still cleaning up; this takes a moment.") }
            task.cancel()
        }
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in
                let saved = errno
                var byte: UInt8 = 1
                _ = write(Cancellation.wakeUp.load(ordering: .acquiring), &byte, 1)
                errno = saved
            }
        }
        ended.wait()
        // The pipe stays open until the process ends, which is soon: a handler may be about to write to it.
        _ = Unmanaged.passRetained(pipe.write)
        if case .failure(let error) = outcome.withLock({ $0 }) {
            // What fails because of the cancellation is not what the user wants to read.
            throw task.isCancelled ? CancellationError() : error
        }
    }

    /// Calls a body for every signal, on a thread of its own.
    private static func watch(_ descriptor: OwnedDescriptor, _ body: @escaping @Sendable () -> Void) {
        let thread = WatchingThread {
            var byte: UInt8 = 0
            while true {
                let count = read(descriptor.number, &byte, 1)
                if count == 1 { body() } else if count == 0 || errno != EINTR { return }
            }
        }
        thread.start()
    }
}

/// A thread that is never joined: it ends with the process.
private struct WatchingThread {
    let body: @Sendable () -> Void

    func start() {
        let box = Unmanaged.passRetained(Box(body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        if failure == 0 { pthread_detach(thread) } else { box.release() }
    }

    private final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

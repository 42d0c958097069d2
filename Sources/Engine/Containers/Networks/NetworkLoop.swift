import Linux

/// The thread of this process on which name servers answer and ports are relayed.
final class NetworkLoop: Sendable {
    static let shared = try? NetworkLoop()

    private let poster: EventLoop.Poster

    private init() throws {
        // Handed over to its thread; nobody else touches it.
        nonisolated(unsafe) let loop = try EventLoop()
        poster = loop.poster
        Thread.start { loop.run() }
    }

    /// Runs `body` on the loop's thread and waits until it is done. Not for use on that thread.
    func perform(_ body: @escaping @Sendable (EventLoop) -> Void) {
        guard let done = try? Descriptor.pipe() else { return post(body) }
        post { loop in
            body(loop)
            done.write.closeNow()
        }
        _ = try? Descriptor.read(done.read.number)
        withExtendedLifetime(done.read) {}
    }

    /// Runs `body` on the loop's thread.
    func post(_ body: @escaping @Sendable (EventLoop) -> Void) { poster.post(body) }
}

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

    /// Runs `body` on the loop's thread.
    func post(_ body: @escaping @Sendable (EventLoop) -> Void) { poster.post(body) }
}

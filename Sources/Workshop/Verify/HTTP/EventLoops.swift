import NIOCore
import NIOPosix
import Synchronization

/// The event loop of a run. It is made when it is needed first: many exercises need none.
final class EventLoops: Sendable {
    private let group = Mutex<MultiThreadedEventLoopGroup?>(nil)

    var loop: any EventLoop {
        group.withLock { group in
            let made = group ?? MultiThreadedEventLoopGroup(numberOfThreads: 1)
            group = made
            return made.next()
        }
    }

    func shutDown() async {
        let made = group.withLock { group in
            defer { group = nil }
            return group
        }
        try? await made?.shutdownGracefully()
    }
}

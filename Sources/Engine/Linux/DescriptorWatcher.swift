import CLinux
import Glibc

/// Tells when descriptors become readable: one thread and one epoll instance for the whole process.
///
/// Entries are known by numbers that are never used twice, so an event that arrives late for a descriptor which is
/// closed, and whose number belongs to another by now, meets nobody.
public final class DescriptorWatcher: Sendable {
    public static let shared = DescriptorWatcher()

    public struct Token: Sendable, Hashable {
        fileprivate var number: UInt64
    }

    private struct Entry: Sendable {
        var descriptor: OwnedDescriptor
        var handler: @Sendable () -> Bool
    }

    private struct State {
        var last: UInt64 = 0
        var entries: [UInt64: Entry] = [:]
    }

    private let state = Locked(State())
    private let epoll = cl_epoll_make()

    private init() { Thread.start { self.run() } }

    /// Calls `handler` whenever the descriptor is readable or has ended, until the handler returns `false`.
    ///
    /// The handler runs on the watcher's thread and must not block. It, and the descriptor, are kept until then.
    @discardableResult
    public func watch(_ descriptor: OwnedDescriptor, handler: @escaping @Sendable () -> Bool) -> Token {
        let number = state.withLock { state in
            state.last += 1
            state.entries[state.last] = Entry(descriptor: descriptor, handler: handler)
            return state.last
        }
        _ = cl_epoll_add(epoll, descriptor.number, number)
        return Token(number: number)
    }

    /// Stops calling the handler. A call that has begun ends first or runs beside.
    public func stop(_ token: Token) {
        let entry = state.withLock { $0.entries.removeValue(forKey: token.number) }
        guard let entry else { return }
        _ = cl_epoll_remove(epoll, entry.descriptor.number)
    }

    private func run() {
        var numbers = [UInt64](repeating: 0, count: 64)
        while true {
            let count = cl_epoll_wait(epoll, &numbers, Int32(numbers.count))
            if count < 0 { return }
            for number in numbers.prefix(Int(count)) {
                guard let entry = state.withLock({ $0.entries[number] }) else { continue }
                if !entry.handler() { stop(Token(number: number)) }
            }
        }
    }
}

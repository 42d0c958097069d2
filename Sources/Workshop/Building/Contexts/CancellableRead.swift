import Glibc
import Linux

/// Reads that wait for somebody who may never write.
enum CancellableRead {
    /// Up to that many bytes; none at the end. Waits for them, but not after the work was cancelled.
    static func bytes(of descriptor: Int32, limit: Int, isCancelled: () -> Bool) throws -> [UInt8] {
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        repeat {
            if isCancelled() { throw CancellationError() }
        } while poll(&interest, 1, 200) <= 0
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = try systemCall("read") { Glibc.read(descriptor, &buffer, limit) }
        return Array(buffer[..<count])
    }
}

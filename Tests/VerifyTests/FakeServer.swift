import Foundation
import Glibc
import Synchronization

/// A server on a free port of the loopback address that answers with whatever bytes a test wants.
final class FakeServer: Sendable {
    enum Response: Sendable {
        /// These bytes, then the end of the connection.
        case bytes(String)
        /// These bytes, and the connection stays open.
        case hangs(String)
        /// These bytes again and again.
        case endless(String)

        static func ok(_ body: String, status: String = "200 OK", headers: String = "") -> Response {
            .bytes("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
        }
    }

    struct Failure: Error { var call: String }

    let port: Int
    private let listener: Int32
    private let open = Mutex<[Int32]>([])

    init(_ respond: @escaping @Sendable (String, Int) -> Response) throws {
        (listener, port) = try Self.listeningSocket()
        let listener = listener
        let thread = Thread { [weak self] in
            var count = 0
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                count += 1
                self?.serve(connection, number: count, respond)
                if self == nil { Glibc.close(connection) }
            }
        }
        thread.start()
    }

    private func serve(_ connection: Int32, number: Int, _ respond: (String, Int) -> Response) {
        let request = Self.readHead(connection)
        switch respond(request, number) {
        case .bytes(let text):
            Self.write(text, connection)
            Glibc.close(connection)
        case .hangs(let text):
            Self.write(text, connection)
            open.withLock { $0.append(connection) }
        case .endless(let text):
            while Self.write(text, connection) {}
            Glibc.close(connection)
        }
    }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        open.withLock { connections in
            for connection in connections { Glibc.close(connection) }
            connections = []
        }
    }

    func connect() throws -> Int32 { try Self.connect(port: port) }

    static func connect(port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(call: "connect") }
        return descriptor
    }

    /// A socket that listens on a free port.
    static func listeningSocket() throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard status else { throw Failure(call: "listen") }
        return (descriptor, Int(address.sin_port.bigEndian))
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return address
    }

    private static func readHead(_ connection: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
            let count = read(connection, &buffer, buffer.count)
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @discardableResult
    private static func write(_ text: String, _ connection: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}

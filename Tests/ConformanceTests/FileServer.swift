import Foundation
import Glibc
import Linux

/// Serves a folder's files over HTTP on loopback, one request a connection.
final class FileServer: Sendable {
    private let folder: String
    private let listener: Int32
    /// `http://127.0.0.1:PORT`
    let address: String

    init(folder: String) throws {
        self.folder = folder
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        if listener < 0 { throw SystemError("socket", nil, errno: errno) }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        try withUnsafeMutablePointer(to: &name) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = try systemCall("bind") { bind(listener, address, size) }
                _ = try systemCall("listen") { listen(listener, 16) }
                _ = try systemCall("getsockname") { getsockname(listener, address, &size) }
            }
        }
        address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))"
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 { return }
                answer(connection)
                Glibc.close(connection)
            }
        }
    }

    /// Ends the server: its thread's accept fails.
    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
    }

    private func answer(_ connection: Int32) {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !request.containsEndOfHead, request.count < 65536 {
            let count = read(connection, &buffer, buffer.count)
            if count <= 0 { return }
            request += buffer[..<count]
        }
        let words = String(decoding: request, as: UTF8.self).split(separator: " ", maxSplits: 2)
        guard words.count == 3, let path = words[1].split(separator: "?").first?.removingPercentEncoding,
            !path.split(separator: "/").contains(".."), !path.hasSuffix("/"),
            let data = FileManager.default.contents(atPath: folder + path)
        else { return send("404 Not Found", words.first == "HEAD" ? nil : Data("none".utf8), 4, to: connection) }
        send("200 OK", words[0] == "HEAD" ? nil : data, data.count, to: connection)
    }

    private func send(_ status: String, _ body: Data?, _ length: Int, to connection: Int32) {
        let head = "HTTP/1.1 \(status)\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n"
        var rest = (Data(head.utf8) + (body ?? Data()))[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }
}

extension [UInt8] {
    /// Whether the empty line that ends a request's head is there.
    fileprivate var containsEndOfHead: Bool {
        String(decoding: self, as: UTF8.self).contains("\r\n\r\n")
    }
}

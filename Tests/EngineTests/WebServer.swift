import Foundation
import Glibc
import Linux

/// A small HTTP server on the loopback address, for one test.
final class WebServer: Sendable {
    struct Request: Sendable {
        var method: String
        var path: String
        /// Names in small letters.
        var fields: [String: String]
    }
    struct Answer: Sendable {
        var code = 200
        var fields: [String: String] = [:]
        var body: [UInt8] = []
        /// What `Content-Length` says; `nil` is the truth.
        var length: Int?
    }
    let port: Int
    private let listener: OwnedDescriptor
    private let seen = Locked<[Request]>([])

    /// Every request so far.
    var requests: [Request] { seen.withLock { $0 } }
    var address: String { "http://127.0.0.1:\(port)" }

    init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        listener = try Socket.make()
        port = try Socket.listen(listener.number, address: "127.0.0.1", port: 0)
        Linux.Thread.start {
            while let client = try? Socket.accept(self.listener.number) {
                try? Descriptor.setBlocking(client.number)
                guard let request = Self.read(client.number) else { continue }
                self.seen.withLock { $0.append(request) }
                let reply = answer(request)
                var head = "HTTP/1.1 \(reply.code) X\r\nConnection: close\r\n"
                head += "Content-Length: \(reply.length ?? reply.body.count)\r\n"
                for (name, value) in reply.fields { head += "\(name): \(value)\r\n" }
                let body = request.method == "HEAD" ? [] : reply.body
                try? Descriptor.send(Array((head + "\r\n").utf8)[...] + body, to: client.number)
            }
        }
    }

    /// Serves the files of a folder.
    convenience init(folder: String) throws {
        try self.init { request in
            let path = String(request.path.prefix { $0 != "?" })
            guard let data = FileManager.default.contents(atPath: folder + path) else { return Answer(code: 404) }
            return Answer(body: Array(data))
        }
    }

    func stop() { shutdown(listener.number, Int32(SHUT_RDWR)) }

    private static func read(_ socket: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
            let count = Glibc.read(socket, &buffer, buffer.count)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2 { fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        return Request(method: words[0], path: words[1], fields: fields)
    }
}

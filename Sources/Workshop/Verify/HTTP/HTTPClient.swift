import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP/1.1 client for one request over a connection that exists already.
struct HTTPClient: Sendable {
    struct Request: Sendable {
        var method = "GET"
        /// With the query.
        var path = "/"
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        /// For the `Host` header.
        var host = "localhost"
    }

    /// How many bytes of a body are read.
    static let bodyLimit = 1 << 20

    let loops: EventLoops

    /// Sends a request and reads the answer.
    ///
    /// - Parameter descriptor: a connected socket. It is closed in any case.
    /// - Throws: ``HTTPFault`` when the answer is none; `CancellationError`; an error of NIO when the request itself is
    ///   not valid.
    func send(_ request: Request, over descriptor: Int32, seconds: Double) async throws -> HTTPAnswer {
        let loop = loops.loop
        let answer = loop.makePromise(of: HTTPAnswer.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let first = FirstBytes()
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.addHandler(first)
                        try pipeline.addHandler(HeadLinesHandler())
                        try pipeline.addHTTPClientHandlers()
                        try pipeline.addHandler(AnswerCollector(answer, first: first, method: request.method))
                    }
                }
                .withConnectedSocket(descriptor).get()
        } catch {
            answer.fail(error)
            throw error
        }
        let timeout = loop.scheduleTask(in: .nanoseconds(Int64(max(0.001, seconds) * 1e9))) {
            channel.pipeline.fireUserInboundEventTriggered(AnswerCollector.TimeIsOver())
        }
        defer {
            timeout.cancel()
            channel.close(promise: nil)
        }
        return try await withTaskCancellationHandler {
            // A server may answer and close before it has read everything, so a failed write is not the end.
            channel.write(HTTPClientRequestPart.head(Self.head(request)), promise: nil)
            if !request.body.isEmpty {
                channel.write(
                    HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: request.body))), promise: nil)
            }
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
            let result = try await answer.futureResult.get()
            try Task.checkCancellation()
            return result
        } onCancel: {
            channel.pipeline.fireUserInboundEventTriggered(AnswerCollector.TimeIsOver())
        }
    }

    private static func head(_ request: Request) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        headers.add(name: "Host", value: request.host)
        headers.add(name: "User-Agent", value: "workshop")
        headers.add(name: "Accept", value: "*/*")
        headers.add(name: "Connection", value: "close")
        if !request.body.isEmpty { headers.add(name: "Content-Length", value: String(request.body.count)) }
        for (name, value) in request.headers.sorted(by: { $0.key < $1.key }) {
            headers.replaceOrAdd(name: name, value: value)
        }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.path, headers: headers)
    }

    /// A socket connected to a port of the host's loopback address. The caller owns it.
    ///
    /// - Returns: `nil` when the connection is refused.
    static func connectToLoopback(port: Int) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}

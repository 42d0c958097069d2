import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A request that a listener received.
struct RecordedRequest: Sendable {
    var method: String
    var path: String
    var headers: [(name: String, value: String)]
    /// The first mebibyte.
    var body: [UInt8]
    /// When its first line was there.
    var arrival: ContinuousClock.Instant

    /// The values of a header, joined by `, `. Names do not depend on case.
    func header(_ name: String) -> String? {
        let values = headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

/// A server that gives every request the same answer and keeps what it was asked.
final class RequestRecorder: Sendable {
    struct Response: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body = ""
    }

    /// How many requests are kept; more are counted only.
    static let limit = 10_000

    private struct Records {
        var requests: [RecordedRequest] = []
        var count = 0
    }

    /// What containers connect to.
    let address: String
    private let records: Mutex<Records>
    private let channel: any Channel

    /// Serves a socket that listens already. It is closed in the end.
    static func serve(
        descriptor: Int32, address: String, response: Response, loops: EventLoops
    ) async throws -> RequestRecorder {
        let loop = loops.loop
        let box = RecorderBox()
        let channel = try await ServerBootstrap(group: loop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    try pipeline.addHandler(RecordingHandler(response) { box.record($0) })
                }
            }
            .withBoundSocket(descriptor).get()
        let recorder = RequestRecorder(address: address, channel: channel)
        box.connect(recorder)
        return recorder
    }

    private init(address: String, channel: any Channel) {
        self.address = address
        self.channel = channel
        records = Mutex(Records())
    }

    /// The requests so far, in the order of arrival.
    var requests: [RecordedRequest] { records.withLock { $0.requests } }
    /// How many requests came, also those that are not kept.
    var count: Int { records.withLock { $0.count } }

    fileprivate func add(_ request: RecordedRequest) {
        records.withLock { records in
            records.count += 1
            if records.requests.count < Self.limit { records.requests.append(request) }
        }
    }

    func close() async { try? await channel.close().get() }
}

/// Connects the handlers, which are made first, with their recorder.
private final class RecorderBox: Sendable {
    private struct State {
        weak var recorder: RequestRecorder?
        var early: [RecordedRequest] = []
    }
    private let state = Mutex(State())

    func connect(_ recorder: RequestRecorder) {
        let early = state.withLock { state in
            state.recorder = recorder
            defer { state.early = [] }
            return state.early
        }
        for request in early { recorder.add(request) }
    }

    func record(_ request: RecordedRequest) {
        state.withLock { state in
            if let recorder = state.recorder { recorder.add(request) } else { state.early.append(request) }
        }
    }
}

/// Reads requests and answers them.
private final class RecordingHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let response: RequestRecorder.Response
    private let record: @Sendable (RecordedRequest) -> Void
    private var current: (request: RecordedRequest, keepsAlive: Bool)?

    init(_ response: RequestRecorder.Response, record: @escaping @Sendable (RecordedRequest) -> Void) {
        self.response = response
        self.record = record
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let request = RecordedRequest(
                method: head.method.rawValue, path: head.uri, headers: head.headers.map { ($0.name, $0.value) },
                body: [], arrival: .now)
            current = (request, head.isKeepAlive)
        case .body(let buffer):
            let room = HTTPClient.bodyLimit - (current?.request.body.count ?? 0)
            current?.request.body += buffer.readableBytesView.prefix(room)
        case .end:
            guard let (request, keepsAlive) = current else { return }
            current = nil
            record(request)
            answer(request, keepsAlive: keepsAlive, context: context)
        }
    }

    private func answer(_ request: RecordedRequest, keepsAlive: Bool, context: ChannelHandlerContext) {
        var headers = HTTPHeaders()
        for (name, value) in response.headers.sorted(by: { $0.key < $1.key }) { headers.add(name: name, value: value) }
        let hasBody = response.status >= 200 && response.status != 204 && response.status != 304
        if hasBody { headers.replaceOrAdd(name: "Content-Length", value: String(response.body.utf8.count)) }
        if !keepsAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if hasBody && request.method != "HEAD" {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: response.body)))), promise: nil)
        }
        let done = context.eventLoop.makePromise(of: Void.self)
        if !keepsAlive {
            let channel = context.channel
            done.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: done)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

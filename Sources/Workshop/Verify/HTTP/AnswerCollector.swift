import NIOCore
import NIOHTTP1

/// Keeps the first bytes that come, to show them when they are not HTTP.
final class FirstBytes: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private static let limit = 16 << 10

    private(set) var bytes: [UInt8] = []
    private var isCut = false

    /// Why they are not an answer.
    var fault: HTTPFault { .malformed(bytes, HeadFlaw.find(in: bytes, isCut: isCut)) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let view = unwrapInboundIn(data).readableBytesView
        let room = Self.limit - bytes.count
        bytes += view.prefix(room)
        if view.count > room { isCut = true }
        context.fireChannelRead(data)
    }
}

/// Puts the parts of an answer together and keeps a promise exactly once.
final class AnswerCollector: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart

    struct TimeIsOver: Sendable {}

    private let promise: EventLoopPromise<HTTPAnswer>
    private let first: FirstBytes
    private let method: String
    private var answer: HTTPAnswer?
    private var isDone = false

    init(_ promise: EventLoopPromise<HTTPAnswer>, first: FirstBytes, method: String) {
        self.promise = promise
        self.first = first
        self.method = method
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // 100 Continue and its like announce the real answer.
            if (100..<200).contains(head.status.code) && head.status.code != 101 { return }
            answer = HTTPAnswer(
                status: Int(head.status.code), reason: head.status.reasonPhrase,
                headers: head.headers.map { ($0.name, $0.value) }, body: [])
        case .body(let buffer):
            guard answer != nil else { return }
            let room = HTTPClient.bodyLimit - (answer?.body.count ?? 0)
            answer?.body += buffer.readableBytesView.prefix(room)
            if buffer.readableBytes > room, let answer { end(.failure(HTTPFault.tooLarge(answer)), context) }
        case .end:
            if let answer { end(.success(answer), context) }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is TimeIsOver {
            let fault: HTTPFault = answer.map { .unfinished($0) } ?? (first.bytes.isEmpty ? .silent : first.fault)
            end(.failure(fault), context)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let answer {
            end(.failure(HTTPFault.broken(answer)), context)
        } else if first.bytes.isEmpty {
            // A connection that is reset, or a request that is not valid.
            end(.failure(error is IOError ? HTTPFault.closed : error), context)
        } else {
            end(.failure(first.fault), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let fault: HTTPFault = answer.map { .broken($0) } ?? (first.bytes.isEmpty ? .closed : first.fault)
        end(.failure(fault), context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(.failure(HTTPFault.closed), context) }

    private func end(_ result: Result<HTTPAnswer, any Error>, _ context: ChannelHandlerContext) {
        guard !isDone else { return }
        isDone = true
        promise.completeWith(result)
        context.close(promise: nil)
    }
}

import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: HTTPAction) async throws {
        let container = try scope.container(action.container)
        let exchange = HTTPExchange(action: action, container: container, client: HTTPClient(loops: context.loops))
        let bodies: [TextMatch?] = action.bodies.isEmpty ? [action.expect.body] : action.bodies
        for (index, body) in bodies.enumerated() {
            let answer = try await exchange.ask()
            let which = bodies.count > 1 ? " number \(index + 1)" : ""
            do {
                try Self.require(action, answer, body: body, which: which)
            } catch {
                throw error.at(container.image?.commandLine).adding(
                    Evidence.head("the answer to \(exchange.title)", answer.text),
                    answer.status >= 500 ? await ContainerExplanation(container: container).output() : nil)
            }
        }
    }

    private static func require(
        _ action: HTTPAction, _ answer: HTTPAnswer, body: TextMatch?, which: String
    ) throws(Failure) {
        let request = "\(action.method) \(action.path)"
        try Comparison.require(
            action.expect.status, of: Double(answer.status),
            "The answer\(which) to \(request) has the status \(answer.status).")
        for (name, match) in action.expect.headers.sorted(by: { $0.key < $1.key }) {
            guard let value = answer.header(name) else {
                throw Failure(
                    "The answer\(which) to \(request) has no header \(name).", expected: "a header \(name)",
                    seen: "none")
            }
            try Comparison.require(
                match, of: value, "The header \(name) of the answer\(which) to \(request) has another value.")
        }
        try Comparison.require(
            body, of: answer.bodyText, "The body of the answer\(which) to \(request) is not as it should be.")
    }
}

/// Asks a container until it answers.
private struct HTTPExchange: Sendable {
    let action: HTTPAction
    let container: TestContainer
    let client: HTTPClient

    var title: String { "\(action.method) \(action.path) on port \(action.port)" }

    /// The first answer. Refused connections are tried again until the time is over.
    func ask() async throws -> HTTPAnswer {
        let explanation = ContainerExplanation(container: container)
        var probe = Probe(seconds: action.within)
        let request = HTTPClient.Request(
            method: action.method, path: action.path, headers: action.headers, body: Array(action.body.utf8),
            host: action.way == .published ? "127.0.0.1" : "\(container.name):\(action.port)")
        while true {
            if let exit = try await explanation.ending() {
                throw await explanation.ended(exit, while: "so nobody answers \(title)")
            }
            do {
                guard let descriptor = try await connect() else { throw HTTPFault.closed }
                return try await client.send(request, over: descriptor, seconds: max(0.001, probe.rest))
            } catch let error as EngineError where error.kind == .connectionRefused || error.kind == .notRunning {
                guard try await probe.next() else { break }
            } catch HTTPFault.closed where action.way == .published {
                // The port is forwarded: it can be connected to before somebody listens behind it.
                guard try await probe.next() else { break }
            } catch let fault as HTTPFault {
                try Task.checkCancellation()
                throw await explain(fault, explanation)
            }
        }
        if let exit = try await explanation.ending() {
            throw await explanation.ended(exit, while: "so nobody answers \(title)")
        }
        let ports = try? await container.handle.listeningPorts()
        if ports?.contains(where: { $0.port == action.port && !$0.isUDP && !$0.isLoopbackOnly }) == true {
            throw await explain(.closed, explanation)
        }
        throw await explanation.notListening(on: action.port)
    }

    private func connect() async throws -> Int32? {
        guard action.way == .published else {
            return try await container.handle.connect(port: action.port, loopback: false)
        }
        guard let port = try await container.handle.publishedPorts()[action.port] else {
            throw CheckFault("The check asks for the published port \(action.port), but it was not published.")
        }
        return HTTPClient.connectToLoopback(port: port)
    }

    private func explain(_ fault: HTTPFault, _ explanation: ContainerExplanation) async -> Failure {
        if let exit = try? await explanation.ending() {
            return await explanation.ended(exit, while: "while it was asked \(title)")
        }
        let time = Wording.seconds(action.within)
        var failure: Failure
        switch fault {
        case .closed:
            failure = Failure(
                "The connection for \(title) was closed without an answer.", expected: "an answer", seen: "nothing")
        case .silent:
            failure = Failure(
                "Somebody listens, but \(title) got no answer within \(time).", expected: "an answer within \(time)",
                seen: "nothing")
        case .malformed(let bytes, let flaw): failure = malformed(bytes, flaw)
        case .broken(let answer):
            failure = Failure(
                "The answer to \(title) broke off before its end.", expected: "a whole answer",
                seen: "status \(answer.status) and \(answer.body.count) bytes of the body"
            ).adding(Evidence.head("the answer so far", answer.text))
        case .unfinished(let answer):
            failure = Failure(
                "The answer to \(title) began, but did not end within \(time).",
                expected: "a whole answer within \(time)",
                seen: "status \(answer.status) and \(answer.body.count) bytes of the body"
            ).adding(Evidence.head("the answer so far", answer.text))
        case .tooLarge(let answer):
            failure = Failure(
                "The answer to \(title) is larger than 1 MiB, more than is read.", expected: "at most 1 MiB",
                seen: "more than \(answer.body.count) bytes"
            ).adding(Evidence.head("how it begins", answer.text))
        }
        return failure.at(container.image?.commandLine).adding(await explanation.output())
    }

    private func malformed(_ bytes: [UInt8], _ flaw: HeadFlaw) -> Failure {
        let text = String(decoding: bytes, as: UTF8.self)
        // Together, CR and LF are one character and no line's end for what shows evidence.
        let shown = Evidence.head("what came", text.replacing("\r\n", with: "\n"))
        return switch flaw {
        case .notHTTP:
            Failure(
                "What came back for \(title) is not HTTP.", expected: "an answer that begins with HTTP/1.1",
                seen: Comparison.short(text))
        case .statusLine(let line):
            Failure(
                "The answer to \(title) begins with a status line that is not right.",
                expected: "a line such as HTTP/1.1 200 OK", seen: Comparison.short(line)
            ).adding(shown)
        case .headerLine(let number, let line):
            Failure(
                "The answer to \(title) has a header that is not right: line \(number) after the status line.",
                expected: "a line such as Content-Type: text/plain, or the empty line that ends the headers",
                seen: line.isEmpty ? "an empty line" : Comparison.short(line)
            ).adding(shown)
        case .endless:
            Failure(
                "The headers of the answer to \(title) have no end.", expected: "an empty line after the headers",
                seen: "no empty line"
            ).adding(shown)
        case .contents:
            Failure(
                "The answer to \(title) begins as HTTP, but cannot be read as a whole.",
                expected: "headers that fit each other and the body, with nothing but text in them",
                seen: "headers that do not"
            ).adding(shown)
        }
    }
}

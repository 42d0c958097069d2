import Course
import EngineInterface
import Testing

@testable import Verify

@Suite struct HTTPActionTests {
    private func image(_ program: FakeProgram) -> FakeImage { make(FakeImage()) { $0.program = program } }

    @Test func passesWhenTheAnswersAreRight() async throws {
        let result = try await verify(
            [
                .start("web") { $0.publish = [80] },
                .http("web", 80) { $0.bodies = [TextMatch(equals: "Counter: 1"), TextMatch(equals: "Counter: 2")] },
                .http("web", 80) {
                    $0.way = .published
                    $0.expect.headers = ["x-kind": TextMatch(equals: "test")]
                    $0.expect.body = TextMatch(equals: "Counter: 3")
                },
            ],
            image: image(.serves(80) { _, number in .ok("Counter: \(number)\n", headers: "X-Kind: test\r\n") }))
        #expect(result.verdict == .passed, "\(String(describing: result.failure))")
    }

    @Test func sendsMethodPathHeadersAndBody() async throws {
        let result = try await verify(
            [
                .start("web"),
                .http("web", 80) {
                    $0.method = "POST"
                    $0.path = "/a?b=c"
                    $0.headers = ["Accept": "text/html"]
                    $0.body = "hello"
                },
            ],
            image: image(
                .serves(80) { request, _ in
                    let isRight =
                        request.hasPrefix("POST /a?b=c HTTP/1.1\r\n") && request.contains("Accept: text/html\r\n")
                        && request.contains("Content-Length: 5\r\n") && request.contains("Host: web:80\r\n")
                    return .ok(request, status: isRight ? "200 OK" : "400 Bad Request")
                }))
        #expect(result.verdict == .passed, "\(String(describing: result.failure))")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nConnection: close\r\nX-Kind: test\n\nCounter: 1\n",
        "HTTP/1.1 200 OK\nX-Kind: test\nContent-Length: 10\n\nCounter: 1",
        "HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nX-Kind: test\n\nCounter: 1",
        "HTTP/1.0 200 OK\r\nX-Kind: test\r\n\nCounter: 1",
    ])
    func acceptsLinesThatEndInABareLineFeed(_ answer: String) async throws {
        let result = try await verify(
            [
                .start("web"),
                .http("web", 80) {
                    $0.expect.headers = ["x-kind": TextMatch(equals: "test")]
                    $0.expect.body = TextMatch(equals: "Counter: 1")
                },
            ], image: image(.serves(80) { _, _ in .bytes(answer) }))
        #expect(result.verdict == .passed, "\(String(describing: result.failure))")
    }

    @Test func leavesTheBodyAsItIs() {
        var lines = HeadLines()
        let pieces = ["HTTP/1.1 200 OK\r", "\nA: b\n", "\n", "x\ny\r\n\nHTTP/1.1 100\n"]
        let text = pieces.map { String(decoding: lines.normalize(Array($0.utf8)), as: UTF8.self) }.joined()
        #expect(text == "HTTP/1.1 200 OK\r\nA: b\r\n\r\nx\ny\r\n\nHTTP/1.1 100\n")
    }

    static let faults: [(FakeProgram, String, String)] = [
        (.serves(80) { _, _ in .ok("Counter: 9") }, "The body of the answer", "Counter: 9"),
        (.serves(80) { _, _ in .ok("no", status: "500 Oops") }, "has the status 500", "500"),
        (.serves(80) { _, _ in .bytes("SSH-2.0-OpenSSH\r\n") }, "is not HTTP", "SSH-2.0-OpenSSH"),
        (.serves(80) { _, _ in .bytes("HTTP/1.1 OK\r\n\r\n") }, "status line that is not right", "HTTP/1.1 OK"),
        (
            .serves(80) { _, _ in .bytes("HTTP/1.1 200 OK\r\nDate: x\r\nhello you\r\n\r\n") },
            "line 2 after the status line", "hello you"
        ),
        (.serves(80) { _, _ in .bytes("HTTP/1.1 200 OK\nDate: x\n") }, "have no end", "no empty line"),
        (
            .serves(80) { _, _ in .bytes("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n") },
            "cannot be read as a whole", "headers that do not"
        ),
        (.serves(80) { _, _ in .bytes("") }, "closed without an answer", "nothing"),
        (.serves(80) { _, _ in .hangs("") }, "got no answer within 2 s", "nothing"),
        (
            .serves(80) { _, _ in .hangs("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc") },
            "began, but did not end", "3 bytes"
        ),
        (
            .serves(80) { _, _ in .bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc") },
            "broke off", "3 bytes"
        ),
        (
            .serves(80) { _, _ in .endless("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 1 << 20)) },
            "larger than 1 MiB", "more than 1048576 bytes"
        ),
        (.serves(80, loopbackOnly: true) { _, _ in .ok("") }, "listens on 127.0.0.1:80 only", "127.0.0.1:80"),
        (.serves(8080) { _, _ in .ok("") }, "It listens on port 8080.", "8080"),
        (.idle, "nobody in it listens on port 80", "no port"),
        (.ends(3, output: "cannot open database\n"), "ended with exit status 3", "it ended after"),
    ]

    @Test(arguments: faults.indices)
    func explainsWhatIsWrong(_ index: Int) async throws {
        let (program, message, seen) = Self.faults[index]
        let result = try await verify(
            [.start("web"), .http("web", 80) { $0.expect.body = TextMatch(equals: "Counter: 1") }],
            image: image(program))
        #expect(result.verdict == .failed)
        let failure = try #require(result.failure)
        #expect(failure.message.contains(message), "\(failure.message)")
        #expect(failure.seen?.contains(seen) == true, "\(String(describing: failure.seen))")
        #expect(failure.hint?.isEmpty == false)
    }

    @Test func showsWhatAnEndedContainerWrote() async throws {
        let result = try await verify(
            [.start("web"), .http("web", 80)], image: image(.ends(1, output: "cannot open database\n")))
        #expect(result.failure?.evidence.contains { $0.text.contains("cannot open database") } == true)
    }
}

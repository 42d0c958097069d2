import Course
import EngineInterface
import Testing

@testable import Verify

@Suite struct RecorderTests {
    /// Client and recorder over a real socket.
    private func exchange(
        _ response: RequestRecorder.Response, _ requests: [HTTPClient.Request]
    ) async throws -> (answers: [HTTPAnswer], recorded: [RecordedRequest]) {
        let loops = EventLoops()
        let (descriptor, port) = try FakeServer.listeningSocket()
        let recorder = try await RequestRecorder.serve(
            descriptor: descriptor, address: "127.0.0.1", response: response, loops: loops)
        var answers: [HTTPAnswer] = []
        for request in requests {
            answers.append(
                try await HTTPClient(loops: loops).send(
                    request, over: try FakeServer.connect(port: port), seconds: 10))
        }
        await recorder.close()
        let recorded = recorder.requests
        await loops.shutDown()
        return (answers, recorded)
    }

    @Test func recordsWhatTheClientSends() async throws {
        let body = [UInt8](repeating: 120, count: 300_000)
        let (answers, recorded) = try await exchange(
            .init(status: 201, headers: ["X-Kind": "test"], body: "pong"),
            [
                .init(path: "/a?b=c", headers: ["Accept": "text/html"]),
                .init(method: "POST", path: "/ping", body: body), .init(method: "HEAD"),
            ])
        #expect(answers.map(\.status) == [201, 201, 201])
        #expect(answers.map(\.bodyText) == ["pong", "pong", ""])
        #expect(answers[0].header("x-kind") == "test")
        #expect(recorded.map(\.method) == ["GET", "POST", "HEAD"])
        #expect(recorded.map(\.path) == ["/a?b=c", "/ping", "/"])
        #expect(recorded[0].header("accept") == "text/html")
        #expect(recorded[1].body == body)
        #expect(recorded[0].arrival <= recorded[1].arrival)
    }

    @Test(arguments: [204, 304])
    func answersWithoutABody(_ status: Int) async throws {
        let (answers, _) = try await exchange(.init(status: status, headers: [:], body: "never sent"), [.init()])
        #expect(answers.map(\.status) == [status])
        #expect(answers.first?.body == [])
    }

    @Test func aRequestThatIsNotValidIsNotTheLearnersFault() async throws {
        await #expect(throws: (any Error).self) {
            _ = try await exchange(.init(), [.init(headers: ["Bad Name": "x\r\ny"])])
        }
    }

    // MARK: listen and received

    /// A program that sends requests to the listener `target`, whose address the fake engine gives with its port.
    private func sender(_ count: Int, method: String = "GET", ends: Bool = false) -> FakeImage {
        make(FakeImage()) {
            $0.program = FakeProgram { container in
                let address = container.request.hosts["target"] ?? ""
                let port = Int(address.split(separator: ":").last ?? "") ?? 0
                let loops = EventLoops()
                for _ in 0..<count {
                    _ = try await HTTPClient(loops: loops).send(
                        .init(method: method, path: "/ping"), over: try FakeServer.connect(port: port), seconds: 10)
                }
                await loops.shutDown()
                container.write("sent \(count)\n")
                if ends { return ContainerExit(status: 5, seconds: 0.1) }
                return ContainerExit(status: 128 + (await container.signal()), seconds: 1)
            }
        }
    }

    private func received(_ change: (inout ReceivedAction) -> Void) -> [Action] {
        [
            .listen(
                make(ListenAction()) {
                    $0.name = "target"
                    $0.port = 7000
                    $0.body = "pong"
                }), .start("sender"),
            .received(
                make(ReceivedAction()) {
                    $0.listener = "target"
                    change(&$0)
                }),
        ]
    }

    @Test func countsRequests() async throws {
        let result = try await verify(
            received {
                $0.count = NumberMatch(minimum: 3)
                $0.expect.method = TextMatch(equals: "GET")
                $0.expect.path = TextMatch(equals: "/ping")
                $0.expect.headers = ["user-agent": TextMatch(equals: "workshop")]
                $0.spacing = NumberMatch(maximum: 10)
            }, image: sender(3))
        #expect(result.verdict == .passed, "\(String(describing: result.failure)) \(result.problem ?? "")")
    }

    @Test func saysWhatIsWrongWithRequests() async throws {
        let few = try await verify(
            received {
                $0.count = NumberMatch(minimum: 3)
                $0.within = 3
            }, image: sender(1))
        #expect(few.failure?.message == "One request came to target within 3 s.")
        #expect(few.failure?.evidence.contains { $0.text == "sent 1" } == true)
        let method = try await verify(received { $0.expect.method = TextMatch(equals: "POST") }, image: sender(1))
        #expect(method.failure?.seen == "GET")
        let ended = try await verify(
            received {
                $0.count = NumberMatch(minimum: 3)
                $0.within = 60
            }, image: sender(1, ends: true))
        #expect(ended.failure?.message.contains("ended with exit status 5") == true)
        #expect(ended.seconds < 30)
        let slow = try await verify(
            received {
                $0.count = NumberMatch(minimum: 2)
                $0.spacing = NumberMatch(minimum: 100)
            }, image: sender(2))
        #expect(slow.failure?.expected == "at least 100 s")
    }

    @Test func takesTheMedian() {
        let start = ContinuousClock.now
        func median(_ milliseconds: [Int]) -> Double {
            ActionRunner.median(milliseconds.map { start + .milliseconds($0) })
        }
        #expect(abs(median([0, 300, 600, 1900]) - 0.3) < 1e-9)
        #expect(abs(median([0, 100, 300]) - 0.15) < 1e-9)
        #expect(median([0]) == 0 && median([]) == 0)
    }
}

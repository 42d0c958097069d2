import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: ListenAction) async throws {
        let listener = try await session.listen(port: action.port)
        let recorder = try await RequestRecorder.serve(
            descriptor: listener.descriptor, address: listener.address,
            response: .init(status: action.status, headers: action.headers, body: action.body), loops: context.loops)
        scope.add(recorder, as: action.name)
    }

    func run(_ action: ReceivedAction) async throws {
        let recorder = try scope.listener(action.listener)
        var probe = Probe(seconds: action.within)
        // A time between two requests takes two.
        let needed = action.spacing == nil ? 0 : 2
        while true {
            let senders = scope.containers
            let ended = try await allEnded(senders)
            let count = recorder.count
            if count >= needed && action.count.holds(for: Double(count)) { break }
            let isTooMany = action.count.maximum.map { Double(count) > $0 } ?? false
            if !isTooMany && !ended, try await probe.next() { continue }
            throw await tooFew(action, count: count, senders: senders, ended: ended)
        }
        let requests = recorder.requests
        for request in requests { try await require(action, request) }
        if let spacing = action.spacing {
            let median = Self.median(requests.map(\.arrival))
            try Comparison.require(
                spacing, of: median, show: Wording.seconds,
                "The requests to \(action.listener) came every \(Wording.seconds(median)).")
        }
    }

    /// Whether all containers of this check have ended, so that nobody can send anything any more.
    private func allEnded(_ containers: [TestContainer]) async throws -> Bool {
        for container in containers {
            switch try await container.handle.state() {
            case .exited, .removed: continue
            case .created, .running: return false
            }
        }
        return !containers.isEmpty
    }

    private func tooFew(
        _ action: ReceivedAction, count: Int, senders: [TestContainer], ended: Bool
    ) async -> Failure {
        var failure = Failure(
            "\(count == 0 ? "No request" : count == 1 ? "One request" : "\(count) requests") came to "
                + "\(action.listener) within \(Wording.seconds(action.within)).",
            expected: "\(Wording.describe(action.count)) requests", seen: String(count))
        for container in senders {
            let explanation = ContainerExplanation(container: container)
            failure.location = failure.location ?? container.image?.commandLine
            failure = failure.adding(await explanation.output())
            if let exit = try? await explanation.ending() {
                failure.message =
                    "\(count == 0 ? "No request" : "Only \(count) of the requests") came to \(action.listener), and the "
                    + "container \(container.name) ended \(Wording.exit(exit, limits: container.limits))."
            }
        }
        return failure
    }

    private func require(_ action: ReceivedAction, _ request: RecordedRequest) async throws(Failure) {
        let to = "A request to \(action.listener)"
        do throws(Failure) {
            try Comparison.require(action.expect.method, of: request.method, "\(to) has another method.")
            try Comparison.require(action.expect.path, of: request.path, "\(to) asks for another path.")
            for (name, match) in action.expect.headers.sorted(by: { $0.key < $1.key }) {
                guard let value = request.header(name) else {
                    throw Failure("\(to) has no header \(name).", expected: "a header \(name)", seen: "none")
                }
                try Comparison.require(match, of: value, "The header \(name) of a request has another value.")
            }
            try Comparison.require(
                action.expect.body, of: String(decoding: request.body, as: UTF8.self), "\(to) has another body.")
        } catch {
            let head = request.headers.map { "\($0.name): \($0.value)" }
            let text = (["\(request.method) \(request.path)"] + head).joined(separator: "\n")
            throw error.at(scope.containers.last?.image?.line(of: ["ENV"]))
                .adding(Evidence.head("the request", text))
        }
    }

    /// The median of the times between arrivals, in seconds.
    static func median(_ arrivals: [ContinuousClock.Instant]) -> Double {
        let gaps = zip(arrivals, arrivals.dropFirst()).map { ($1 - $0).inSeconds }.sorted()
        guard !gaps.isEmpty else { return 0 }
        let middle = gaps.count / 2
        return gaps.count % 2 == 1 ? gaps[middle] : (gaps[middle - 1] + gaps[middle]) / 2
    }
}

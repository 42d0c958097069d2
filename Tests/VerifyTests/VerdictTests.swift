import Course
import EngineInterface
import Synchronization
import Testing

@testable import Verify

@Suite struct VerdictTests {
    private let image = make(FakeImage()) { $0.program = .ends(0, output: "hello\n") }

    private func run(_ expected: String) -> Action {
        .run(make(RunAction()) { $0.expect.standardOutput = TextMatch(equals: expected) })
    }

    @Test func keepsTheFourVerdictsApart() async throws {
        let image = image
        let report = try await verify(
            [
                .make("builds", [.build(BuildAction())]),
                .make("right", needs: ["builds"], [run("hello")]),
                .make("wrong", needs: ["builds"], [run("good bye")]),
                .make("waits", needs: ["right", "wrong"], [run("hello")]),
                .make("waits-too", needs: ["waits"], [run("hello")]),
                .make("confused", needs: ["builds"], [.restart(container: "nobody")]),
                .make("waits-for-confused", needs: ["confused"], []),
            ], engine: FakeEngine { _ in image })
        #expect(
            report.checks.map(\.verdict) == [
                .passed, .passed, .failed, .blocked, .blocked, .couldNotBeJudged, .blocked,
            ])
        #expect(report.checks.map(\.blockedBy) == [nil, nil, nil, "wrong", "waits", nil, "confused"])
        #expect(report.checks[2].failure?.expected?.contains("good bye") == true)
        #expect(report.checks[2].failure?.seen?.contains("hello") == true)
        #expect(report.checks[2].failure?.hint == "Hint of wrong")
        #expect(report.checks[5].problem?.contains("nobody") == true)
        #expect(report.points == 2 && report.maximum == 7)
        #expect(report.couldNotBeJudged && !report.allPassed)
    }

    @Test(arguments: [
        (EngineError.Kind.hostUnable, Verdict.couldNotBeJudged), (.diskFull, .couldNotBeJudged),
        (.damagedStore, .couldNotBeJudged), (.failure, .couldNotBeJudged), (.network, .couldNotBeJudged),
        (.noSuchVolume, .couldNotBeJudged), (.noSuchContainer, .couldNotBeJudged), (.noSuchImage, .couldNotBeJudged),
        (.commandNotFound, .failed), (.commandNotExecutable, .failed), (.noCommand, .failed), (.invalidUser, .failed),
        (.mount, .failed), (.invalidArgument, .failed), (.connectionRefused, .failed), (.notRunning, .failed),
    ])
    func judgesErrorsOfTheEngine(_ kind: EngineError.Kind, _ verdict: Verdict) async throws {
        let report = try await verify(
            [.make("check", [.build(BuildAction()), run("hello")])],
            engine: FakeEngine(faults: ["createContainer": EngineError(kind, "It went wrong.", help: "Try this.")]))
        let result = try #require(report.checks.first)
        #expect(result.verdict == verdict)
        if verdict == .failed {
            #expect(result.failure?.message == "It went wrong.")
            #expect(result.failure?.hint == "Hint of check\nTry this.")
        } else {
            #expect(result.problem == "It went wrong. Try this.")
        }
    }

    @Test func blamesTheImageForACommandThatIsNotThere() async throws {
        let steps = [
            BuildStep(
                stage: 0, instruction: "CMD", text: "CMD [\"serve\"]", line: 4, isCached: false, cause: nil,
                seconds: 0, bytes: 0)
        ]
        let image = make(FakeImage(steps: steps)) {
            $0.program.startFailure = EngineError(.commandNotFound, "The command serve is not in the image.")
        }
        let result = try await verify([.start("web")], image: image)
        #expect(result.verdict == .failed)
        #expect(result.failure?.location?.line == 4)
        #expect(result.failure?.location?.file == "Dockerfile")
    }

    @Test func endsAChecksTime() async throws {
        let image = FakeImage()
        let result = try await verify(
            [.run(make(RunAction()) { $0.within = 60 })], image: image, limit: 0.2)
        #expect(result.verdict == .failed)
        #expect(result.failure?.message.contains("took longer than 0.2 s") == true)
        #expect(result.seconds < 20)
    }

    @Test func doesNotBlameTheLearnerForASlowEngine() async throws {
        let engine = FakeEngine { _ in
            try await Task.sleep(for: .seconds(60))
            return FakeImage()
        }
        let slow = try await verify([.make("check", limit: 0.2, [.build(BuildAction())])], engine: engine)
        #expect(slow.checks.first?.verdict == .failed)
        // The same while the base image is fetched is nobody's fault, and does not use up the check's time.
        let clock = CheckClock(seconds: 0.05)
        clock.pause()
        let race = try await Race.run(
            work: { try await Task.sleep(for: .milliseconds(150)) }, limit: { try await clock.expire() }, interrupt: {})
        guard case .finished = race else {
            Issue.record("The time went on while it was paused.")
            return
        }
    }

    @Test func runsOnlyWhatIsAskedForAndNeeded() async throws {
        let checks: [Check] = [
            .make("builds", [.build(BuildAction())]), .make("a", needs: ["builds"], []), .make("b", needs: ["a"], []),
            .make("c", needs: ["builds"], []),
        ]
        let report = try await verify(checks, engine: FakeEngine(), options: VerifyOptions(only: ["b"]))
        #expect(report.checks.map(\.id) == ["builds", "a", "b"])
        await #expect(throws: VerifyError.unknownCheck("z", known: ["builds", "a", "b", "c"])) {
            _ = try await verify(checks, engine: FakeEngine(), options: VerifyOptions(only: ["z"]))
        }
    }

    @Test func tidiesUpWhenItIsCancelled() async throws {
        let engine = FakeEngine()
        let folder = try LearnerFolder()
        let started = AsyncStream.makeStream(of: Void.self)
        let verifier = Verifier(
            exercise: .make([
                .make("check", [.build(BuildAction()), .start("web"), .run(make(RunAction()) { $0.within = 60 })])
            ]), directory: folder.path, engine: engine)
        let task = Task { try await verifier.run() }
        // Cancel once the second container runs.
        Task {
            while engine.session?.state.withLock({ $0.created.count }) != 2 { await Task.yield() }
            started.continuation.yield()
        }
        for await _ in started.stream { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(engine.remains == [])
    }

    @Test func saysWhatHappens() async throws {
        let names = Mutex<[String]>([])
        let folder = try LearnerFolder()
        _ = try await Verifier(
            exercise: .make([.make("builds", [.build(BuildAction())])]), directory: folder.path, engine: FakeEngine(),
            events: { event in
                names.withLock {
                    switch event {
                    case .preparing: $0.append("preparing")
                    case .started(let check, _): $0.append("started \(check)")
                    case .finished(let result): $0.append("finished \(result.id) \(result.verdict)")
                    case .build(let check, _): $0.append("build \(check)")
                    }
                }
            }
        ).run()
        #expect(names.withLock { $0 } == ["started builds", "build builds", "finished builds passed"])
    }
}

import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: RunAction) async throws {
        let container = try await create(action.container, defaultSeconds: action.within)
        let exit: ContainerExit
        do {
            try await container.handle.start()
            exit = try await end(of: container, within: action.within)
        } catch let error as EngineError where error.kind == .commandNotFound || error.kind == .commandNotExecutable {
            // A check may expect just that.
            let status: Double = error.kind == .commandNotFound ? 127 : 126
            if let expected = action.expect.exit, expected.holds(for: status), !expected.holds(for: 0) { return }
            throw Self.explain(error, action.container, image: container.image)
        } catch {
            throw Self.explain(error, action.container, image: container.image)
        }
        let logs = try await container.handle.logs()
        let outcome = Outcome(
            status: exit.status, output: logs, seconds: exit.seconds,
            subject: "the container \(container.name)", ending: Wording.exit(exit, limits: container.limits))
        do {
            try outcome.require(action.expect, isKilled: exit.exceeded != nil)
        } catch {
            // The line of the Dockerfile that says what ran, unless the check says it all.
            let entrypoint = container.handle.image.config.entrypoint ?? []
            let settings = action.container
            let isImages = settings.entrypoint == nil && (settings.command == nil || !entrypoint.isEmpty)
            throw error.at(isImages ? container.image?.commandLine : nil).adding(container.command)
        }
    }

    /// Waits for the end; kills the container when its time is over.
    private func end(of container: TestContainer, within seconds: Double) async throws -> ContainerExit {
        let ended = try await withThrowingTaskGroup(of: ContainerExit?.self) { group in
            group.addTask { try await container.handle.wait() }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            let first = try await group.next() ?? nil
            if first == nil { try? await container.handle.kill(signal: 9) }
            return first
        }
        if let ended, ended.exceeded != .time { return ended }
        throw Failure(
            "The container \(container.name) did not end within \(Wording.seconds(seconds)) and was killed.",
            expected: "an end within \(Wording.seconds(seconds))", seen: "it went on running",
            location: container.image?.commandLine
        ).adding(await ContainerExplanation(container: container).output())
    }
}

/// What a finished command did.
struct Outcome: Sendable {
    var status: Int32
    var output: ContainerLogs
    var seconds: Double
    /// `the container run`, `the command ls -l`.
    var subject: String
    /// `with exit status 1`.
    var ending: String

    private static func trimmed(_ text: String) -> Substring {
        var text = text[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    func require(_ expect: OutcomeExpectation, isKilled: Bool = false) throws(Failure) {
        let name = subject.prefix(1).uppercased() + subject.dropFirst()
        do throws(Failure) {
            if let exit = expect.exit, isKilled || !exit.holds(for: Double(status)) {
                throw Failure(
                    "\(name) ended \(ending).", expected: "exit status \(Wording.describe(exit))",
                    seen: "exit status \(status)")
            }
            try Comparison.require(
                expect.standardOutput, of: output.outputText, "\(name) wrote something else to standard output.")
            try Comparison.require(
                expect.standardError, of: output.errorText, "\(name) wrote something else to standard error.")
            try Comparison.require(expect.output, of: output.allText, "\(name) wrote something else.")
            try Comparison.require(
                expect.time, of: seconds, show: Wording.seconds, "\(name) did not take the time that it should.")
        } catch {
            // What is compared is shown beside what was expected, and need not be shown again.
            func more(_ label: String, _ text: String) -> Evidence? {
                error.seen.map(Self.trimmed) == Self.trimmed(text) ? nil : Evidence.tail(label, text)
            }
            throw error.adding(
                more("standard output", output.outputText), more("standard error", output.errorText))
        }
    }
}

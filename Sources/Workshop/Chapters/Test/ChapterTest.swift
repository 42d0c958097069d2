import Course
import Linux

/// Runs all commands of a chapter in a sandbox and compares what they print with what the text says.
public struct ChapterTest: Sendable {
    private let chapter: Chapter
    private let course: String
    private let limit: Double
    private let program: String?
    private let events: @Sendable (ChapterEvent) -> Void

    /// - Parameters:
    ///   - course: the course's folder.
    ///   - limit: how long one command may take, in seconds.
    ///   - program: the path of the workshop executable; by default the one that runs.
    ///   - events: called from any task.
    public init(
        chapter: Chapter, course: String, limit: Double = 300, program: String? = nil,
        events: @escaping @Sendable (ChapterEvent) -> Void = { _ in }
    ) {
        self.chapter = chapter
        self.course = course
        self.limit = limit
        self.program = program
        self.events = events
    }

    /// Runs the chapter. A chapter without commands needs no sandbox and is right.
    ///
    /// - Throws: `CancellationError` when the task was cancelled; the sandbox is gone then, too.
    public func run() async throws -> ChapterReport {
        let start = ContinuousClock.now
        events(.started(chapter))
        let script = ChapterScript(chapter)
        var report = ChapterReport(
            chapter: chapter, problems: chapter.problems + script.problems, outcomes: [],
            commandCount: script.commands.count, notJudged: nil, seconds: 0)
        if !script.commands.isEmpty {
            do {
                let sandbox = try await ChapterSandbox(
                    images: chapter.images, course: course, program: program,
                    onProgress: { events(.preparing(chapter, $0)) })
                let result: Result<Void, any Error>
                do { result = .success(try await follow(script, in: sandbox, &report)) } catch {
                    result = .failure(error)
                }
                await sandbox.close()
                try result.get()
            } catch let error as SandboxError {
                report.notJudged = error.description
            } catch let error as SystemError {
                report.notJudged = error.description
            }
        }
        report.seconds = (ContinuousClock.now - start).seconds
        events(.finished(report))
        return report
    }

    private func follow(
        _ script: ChapterScript, in sandbox: ChapterSandbox, _ report: inout ChapterReport
    ) async throws {
        for step in script.steps {
            switch step {
            case .file(let block): try await sandbox.write(block)
            case .console(let block):
                for command in block.commands {
                    events(.running(chapter, command))
                    guard try await run(command, in: sandbox, &report) else { return }
                }
            }
        }
    }

    /// Returns whether the session goes on.
    private func run(
        _ command: ConsoleCommand, in sandbox: ChapterSandbox, _ report: inout ChapterReport
    ) async throws -> Bool {
        let start = ContinuousClock.now
        let result = try await sandbox.run(command.text, limit: limit)
        let lines = result.lines
        var goesOn = true
        var problem: String?
        switch result.end {
        case .status(let status):
            if status != command.status {
                problem =
                    "It ended with status \(status), but the text says \(command.status)."
                    + (command.isLast && status != 0
                        ? " Write `status=\(status)` behind `console` if that is meant." : "")
            }
        case .shellEnded(let status):
            goesOn = false
            problem = "It ended the chapter's shell, with status \(status)."
        case .timeLimit:
            goesOn = false
            problem = "It took longer than \(Int(limit)) seconds and was ended."
        }
        if result.isTruncated { problem = problem ?? "It printed more than a chapter can show." }
        report.outcomes.append(
            CommandOutcome(
                command: command, output: lines, problem: problem,
                agrees: OutputComparison().agrees(command.output, lines),
                seconds: (ContinuousClock.now - start).seconds))
        return goesOn
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

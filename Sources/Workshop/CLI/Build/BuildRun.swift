import Engine
import EngineInterface
import Glibc
import Presentation

/// One build with its progress, its warnings and its failure shown.
struct BuildRun {
    var engine: LocalEngine
    var request: BuildRequest
    var shownDockerfile: String
    var mode: ProgressMode

    func run(explains: Bool) async throws -> BuildResult {
        let style = Terminal.errorStyle
        let display = BuildDisplay(mode: mode, descriptor: STDERR_FILENO, style: style)
        defer { display.finish() }
        let session = try await engine.openSession()
        do {
            let result = try await build(session, display)
            await session.close()
            display.finish()
            display.conclude { view, now in view.line(result, at: now) }
            if explains { Terminal.print(ExplainView(style: Terminal.style).text(display.finishedSteps)) }
            if mode != .quiet && mode != .rawjson {
                let view = BuildSummaryView(style: style)
                Terminal.error(view.text(result, names: request.tags, file: shownDockerfile, seconds: display.elapsed))
            }
            return result
        } catch {
            await session.close()
            display.finish()
            guard var failure = error as? BuildFailure else { throw error }
            if failure.file == request.dockerfile { failure.file = shownDockerfile }
            if explains { Terminal.print(ExplainView(style: Terminal.style).text(display.finishedSteps)) }
            if mode == .rawjson {
                display.conclude { view, now in view.line(failure, at: now) }
            } else {
                Terminal.error(BuildFailureView(style: style).text(failure))
            }
            throw ExitStatus.failed
        }
    }

    private func build(_ session: any EngineSession, _ display: BuildDisplay) async throws -> BuildResult {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await display.animate() }
            defer { group.cancelAll() }
            return try await session.build(request) { display.report($0) }
        }
    }
}

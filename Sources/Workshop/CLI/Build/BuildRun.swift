import Dockerfile
import Engine
import EngineInterface
import Glibc
import Presentation

/// One build with its checks, its progress and its failure shown.
struct BuildRun {
    var engine: LocalEngine
    var request: BuildRequest
    var shownDockerfile: String
    var mode: ProgressMode
    /// The context's folder when it is one that the user does not know.
    var hiddenContext: String?
    /// The command that opens a shell in a step that fails; `nil` when it cannot be given again.
    var debugCommand: String?

    private var style: OutputStyle { Terminal.errorStyle }

    /// Only looks for what the checks find, and prints it.
    ///
    /// - Throws: ``ExitStatus/failed`` when one of Docker's rules found something.
    func check() throws {
        guard let checker = try prepared({ try BuildChecker(request) }) else {
            throw UsageError("\(shownDockerfile) cannot be read. Name the Dockerfile with -f.")
        }
        let report = try prepared { try checker.report([.buildkit, .course], engine: engine).report }
        if mode == .rawjson {
            for finding in report.findings { Terminal.print(JSONBuildView().line(finding)) }
        } else {
            let view = CheckView(style: Terminal.style)
            Terminal.print(
                view.full(report.findings, file: shownDockerfile) { checker.dockerfile.excerpt(around: $0, context: 1) }
            )
        }
        if report.findings.contains(where: { $0.set == .buildkit }) { throw ExitStatus.failed }
    }

    func run(explains: Bool) async throws -> BuildResult {
        let checker = try prepared { try BuildChecker(request) }
        let before = try prepared { try checker?.report([.buildkit], engine: engine, ofBuild: true) }
        if let before = before?.report, let checker, before.failsBuild {
            let view = CheckView(style: style)
            Terminal.error(
                view.full(before.findings, file: shownDockerfile) { checker.dockerfile.excerpt(around: $0, context: 1) }
            )
            Terminal.error("Nothing was built: the Dockerfile asks by # check=error=true that this is an error.")
            throw ExitStatus.failed
        }
        let display = BuildDisplay(mode: mode, descriptor: STDERR_FILENO, style: style)
        defer { display.finish() }
        let debugger = BuildDebugger(display: display, command: debugCommand ?? "workshop build --debug CONTEXT")
        let session = try await engine.openSession()
        do {
            let result = try await build(session, display, debugger, checker)
            await session.close()
            display.finish()
            display.conclude { view, now in view.line(result, at: now) }
            if explains { Terminal.print(ExplainView(style: Terminal.style).text(display.finishedSteps)) }
            // Base images may have come only now.
            let after =
                before?.isComplete == true ? before : try checker?.report([.buildkit], engine: engine, ofBuild: true)
            let findings = after?.report.findings ?? []
            conclude(result, findings, checker, display)
            return result
        } catch {
            await session.close()
            display.finish()
            guard let failure = error as? BuildFailure else { throw error }
            if explains { Terminal.print(ExplainView(style: Terminal.style).text(display.finishedSteps)) }
            if debugger.hasShownFailure { throw ExitStatus.failed }
            if let before { warn(before.report.findings, display) }
            throw show(failure, display)
        }
    }

    private func build(
        _ session: any EngineSession, _ display: BuildDisplay, _ debugger: BuildDebugger, _ checker: BuildChecker?
    ) async throws -> BuildResult {
        var request = request
        if request.breakpoint != nil { request.inspect = { await debugger.inspect($0) } }
        return try await withThrowingTaskGroup(of: Void.self) { [request] group in
            group.addTask { await display.animate() }
            defer { group.cancelAll() }
            // Programs get a remark that a check makes, too, as the check's finding.
            let isForPrograms = mode == .rawjson
            return try await session.build(request) { event in
                if isForPrograms, case .warning(let warning) = event, checker?.isRepeated(warning) == true { return }
                display.report(event)
            }
        }
    }

    // MARK: The end

    private func conclude(
        _ result: BuildResult, _ findings: [CheckFinding], _ checker: BuildChecker?, _ display: BuildDisplay
    ) {
        warn(findings, display)
        guard mode != .quiet && mode != .rawjson else { return }
        let others = result.warnings.filter { checker?.isRepeated($0) != true }
        let view = BuildSummaryView(style: style)
        Terminal.error(
            view.text(result, warnings: others, names: request.tags, file: shownDockerfile, seconds: display.elapsed))
    }

    private func warn(_ findings: [CheckFinding], _ display: BuildDisplay) {
        if mode == .rawjson {
            for finding in findings { display.conclude { view, _ in view.line(finding) } }
        } else if mode != .quiet, !findings.isEmpty {
            let lines = CheckView(style: style).short(findings, file: shownDockerfile)
            Terminal.error(lines.joined(separator: "\n"))
        }
    }

    /// Turns a Dockerfile's mistake that is found before the build into what the build would say.
    private func prepared<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            guard let failure = error as? BuildFailure else { throw error }
            throw show(failure, BuildDisplay(mode: mode, descriptor: STDERR_FILENO, style: style))
        }
    }

    private func show(_ failure: BuildFailure, _ display: BuildDisplay) -> ExitStatus {
        var failure = failure
        if failure.file == request.dockerfile { failure.file = shownDockerfile }
        if let hiddenContext {
            failure.message = failure.message.replacing("context \(hiddenContext)", with: "context")
                .replacing(hiddenContext, with: "the context")
        }
        if mode == .rawjson {
            display.conclude { view, now in view.line(failure, at: now) }
        } else {
            let canBeLookedInto = failure.kind == .command && request.breakpoint == nil
            Terminal.error(
                BuildFailureView(style: style).text(failure, debug: canBeLookedInto ? debugCommand : nil))
        }
        return .failed
    }
}

import Course
import Glibc
import Learning
import Presentation
import Progress
import Verify

/// `workshop verify --all`: what was begun is verified again, but only where something has changed.
struct VerifyAll {
    let learner: Learner

    func run() async throws {
        let overview = try learner.overview()
        let begun = overview.outline.exercises.filter { overview.progress[exercise: $0.id].folder != nil }
        if begun.isEmpty {
            throw UsageError("You have not begun any exercise yet. Begin with: workshop next")
        }
        let engine = try EngineSeam.store()
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: false)
        defer { progress.finish() }
        var worst: ExitStatus?
        for entry in begun {
            let standing = overview.standings[entry.id]
            if let folder = standing?.missingFolder {
                Terminal.print("\(entry.id): its folder is not there any more: \(folder)")
                continue
            }
            guard let folder = overview.progress[exercise: entry.id].folder else { continue }
            if standing?.state == .passed {
                Terminal.print("\(entry.id): passed, and unchanged since")
                continue
            }
            let exercise = try learner.course.exercise(entry.id)
            let record = VerifyRecord(learner, exercise, folder)
            let verifier = Verifier(
                exercise: exercise, directory: folder, engine: engine, events: { progress.report($0) })
            let report = try await verifier.run()
            progress.finish()
            _ = record.note(report)
            let failed = report.checks.filter { $0.verdict == .failed }.map(\.id)
            Terminal.print(
                "\(entry.id): \(report.points) of \(report.maximum) points"
                    + (failed.isEmpty ? "" : "; failed: \(failed.joined(separator: ", "))"))
            if let status = ExitStatus(of: report), worst != .failed { worst = status }
        }
        if let worst { throw worst }
    }
}

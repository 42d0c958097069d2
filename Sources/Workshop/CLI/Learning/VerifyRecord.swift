import Course
import FoundationEssentials
import Learning
import Progress
import Verify

/// Writes down what became of a run.
struct VerifyRecord: Sendable {
    let learner: Learner
    let exercise: Exercise
    let directory: String
    /// The learner's files and the exercise as they were before the run: what is judged is what was there then.
    private let files: [String: String]
    private let digest: String?

    /// Call it before the run.
    init(_ learner: Learner, _ exercise: Exercise, _ directory: String) {
        self.learner = learner
        self.exercise = exercise
        self.directory = directory
        let known = OutlineExercise(exercise).knownFiles
        files = FileDigests.learner(folder: directory, known: known)
        digest = FileDigests.exercise(folder: exercise.folder)
    }

    /// Whether the files are still as they were before the run.
    func isUnchanged(since other: VerifyRecord) -> Bool { files == other.files && digest == other.digest }

    /// The learner's files that differ from another record's.
    func changes(since other: VerifyRecord) -> [String] { FileDigests.changes(from: other.files, to: files) }

    /// Writes a whole run down. Failing to write is said, and changes no verdict.
    ///
    /// What could not be judged is no attempt, and a course's own solutions are nobody's work.
    /// - Returns: what to say to the learner, after a pass.
    func note(_ report: VerificationReport) -> PassMessage? {
        guard !learner.isOfCourse(directory) else { return nil }
        let now = Moment.now()
        let run = RunRecord(
            at: now, verdicts: Dictionary(report.checks.map { ($0.id, $0.verdict.rawValue) }) { first, _ in first },
            points: report.points, maximum: report.maximum)
        let pass =
            report.allPassed
            ? PassRecord(at: now, points: report.points, files: files, exercise: digest ?? "") : nil
        learner.note { progress in
            var record = progress[exercise: exercise.id]
            if report.couldNotBeJudged {
                record.lastRun = run
            } else {
                record.note(run, passed: pass)
            }
            record.folder = directory
            progress[exercise: exercise.id] = record
        }
        guard pass != nil, let overview = try? learner.overview() else { return nil }
        return PassMessage(overview, passed: exercise.id)
    }
}

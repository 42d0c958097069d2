import FoundationEssentials
import Glibc
import Learning
import Linux
import Progress
import Screen
import TerminalText

/// A small course to try things on.
enum Examples {
    static let outline = CourseOutline(
        chapters: [
            OutlineChapter(
                id: "01-why", number: 1, title: "Why containers", summary: "What they are for.", minutes: 10),
            OutlineChapter(
                id: "02-first", number: 2, title: "A first image", summary: "From files to an image.", minutes: 20,
                exercises: [
                    OutlineExercise(
                        id: "hello", title: "Say hello", summary: "The smallest image.", minutes: 5, points: 2),
                    OutlineExercise(
                        id: "web", title: "A web page", summary: "A server and its port.", minutes: 15, points: 3),
                ]),
            OutlineChapter(
                id: "03-cache", number: 3, title: "The build cache", summary: "Why a step runs again.", minutes: 25,
                exercises: [OutlineExercise(id: "order", title: "The right order", minutes: 10, points: 4)]),
        ],
        others: [OutlineExercise(id: "extra", title: "Something else", points: 1)])

    static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    static func pass(_ at: Double, points: Int = 2) -> PassRecord {
        PassRecord(at: date(at), points: points, files: [:], exercise: "e")
    }

    /// An overview without looking at any file: what is passed counts as unchanged unless `stale` says otherwise.
    static func overview(
        _ progress: LearnerProgress, stale: [String: ExerciseState.Change] = [:], missing: [String: String] = [:]
    ) -> CourseOverview {
        var standings: [String: ExerciseStanding] = [:]
        for exercise in outline.exercises {
            let record = progress[exercise: exercise.id]
            let isSkipped = outline.chapter(of: exercise.id).map { progress[chapter: $0.id].skippedAt != nil } ?? false
            let state: ExerciseState =
                if record.pass != nil {
                    stale[exercise.id].map { .stale($0) } ?? .passed
                } else if isSkipped {
                    .skipped
                } else {
                    record.startedAt != nil || record.attempts > 0 ? .inProgress : .open
                }
            standings[exercise.id] = ExerciseStanding(state: state, missingFolder: missing[exercise.id])
        }
        return CourseOverview(outline: outline, progress: progress, standings: standings)
    }

    /// The text of lines, without blanks at their ends.
    static func text(_ lines: [StyledLine]) -> String {
        lines.map { line in
            var text = line.text
            while text.hasSuffix(" ") { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }
}

/// A folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/workshop-learning-test-" + RandomName.hex(words: 1)
        try systemCall("mkdir", path) { mkdir(path, 0o700) }
    }

    deinit { try? removeTree(path) }

    /// Writes a file, with the folders above it.
    func write(_ name: String, _ text: String) throws {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(folder, 0o755)
        }
        try SmallFile.write(text, to: path + "/" + name)
    }

    func read(_ name: String) -> String? { SmallFile.text(path + "/" + name) }
}

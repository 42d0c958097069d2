import Chapters
import Course
import Presentation
import TerminalText

/// Runs chapters side by side.
struct ChapterRuns: Sendable {
    var chapters: [Chapter]
    var course: CourseFolder
    var jobs: Int
    /// How long one command may take, in seconds.
    var limit: Double

    /// Runs all, and hands over each report as it comes; the reports in the order of the chapters at the end.
    func run(
        progress: ProgressWriter, finished: @escaping @Sendable (ChapterReport) -> Void
    ) async throws -> [ChapterReport] {
        let results = try await withThrowingTaskGroup(of: (Int, ChapterReport).self) { group in
            var waiting = chapters.indices[...]
            func startNext() {
                guard let index = waiting.popFirst() else { return }
                let test = ChapterTest(chapter: chapters[index], course: course.path, limit: limit) { event in
                    switch event {
                    case .started(let chapter): progress.say("\(chapter.id): making its sandbox")
                    case .preparing(let chapter, let text):
                        if let line = Harmless.lines(String(decoding: text, as: UTF8.self)).last {
                            progress.say("\(chapter.id): \(line)")
                        }
                    case .running(let chapter, let command):
                        progress.say("\(chapter.id):\(command.line): \(Harmless.line(command.text.firstLine))")
                    case .finished: break
                    }
                }
                group.addTask { (index, try await test.run()) }
            }
            for _ in 0..<jobs { startNext() }
            var reports: [Int: ChapterReport] = [:]
            while let (index, report) = try await group.next() {
                reports[index] = report
                progress.finish()
                finished(report)
                startNext()
            }
            return reports
        }
        return chapters.indices.compactMap { results[$0] }
    }
}

extension String {
    /// Up to the first line break.
    fileprivate var firstLine: String { split(separator: "\n", maxSplits: 1).first.map(String.init) ?? "" }
}

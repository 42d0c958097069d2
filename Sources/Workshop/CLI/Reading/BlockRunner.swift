import Chapters
import Course
import Reader
import Rendering

/// Runs a chapter's console blocks in the chapter's sandbox, which is made at the first one and kept until another
/// chapter's is needed.
actor BlockRunner {
    private let course: CourseFolder
    private var sandbox: (chapter: String, sandbox: ChapterSandbox)?

    init(course: CourseFolder) { self.course = course }

    func run(
        _ block: RenderedDocument.CodeBlock, in name: String, report: @Sendable (BlockResult) -> Void
    ) async -> BlockResult {
        var commands: [BlockResult.Command] = []
        do {
            let chapter = try course.chapter(name)
            let script = ChapterScript(chapter)
            guard let console = script.consoleBlock(atLine: block.fenceLine) else {
                return BlockResult(.failed("The chapter has changed meanwhile; open it anew."))
            }
            if sandbox?.chapter != chapter.id {
                // The first time, images are assembled from packages.
                let images =
                    chapter.images.isEmpty ? "a place for the commands" : chapter.images.joined(separator: ", ")
                report(BlockResult(.running, note: "making ready: \(images) …"))
            }
            let sandbox = try await self.sandbox(for: chapter)
            try await sandbox.writeFiles(of: script, above: console.line)
            for command in console.commands {
                report(BlockResult(.running, commands: commands))
                let result = try await sandbox.run(command.text)
                let lines = result.lines
                commands.append(
                    BlockResult.Command(
                        text: command.text, output: lines,
                        agrees: OutputComparison().agrees(command.output, lines),
                        note: Self.note(result.end, command)))
                guard case .status = result.end else { break }
            }
            return BlockResult(.finished, commands: commands)
        } catch is CancellationError {
            return BlockResult(.failed("It was ended."), commands: commands)
        } catch {
            return BlockResult(.failed("\(error)"), commands: commands)
        }
    }

    func close() async {
        let last = sandbox?.sandbox
        sandbox = nil
        await last?.close()
    }

    private func sandbox(for chapter: Chapter) async throws -> ChapterSandbox {
        if let sandbox, sandbox.chapter == chapter.id { return sandbox.sandbox }
        await close()
        let made = try await ChapterSandbox(images: chapter.images, course: course.path)
        sandbox = (chapter.id, made)
        return made
    }

    private static func note(_ end: ShellResult.End, _ command: ConsoleCommand) -> String? {
        switch end {
        case .status(let status) where status == command.status: nil
        case .status(let status): "It ended with status \(status), not \(command.status)."
        case .shellEnded(let status): "It ended the shell, with status \(status); the next command starts a new one."
        case .timeLimit: "It took too long and was ended."
        }
    }
}

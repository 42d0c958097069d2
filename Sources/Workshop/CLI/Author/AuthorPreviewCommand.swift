import ArgumentParser
import Glibc
import Linux
import Reader
import Screen

/// `workshop author preview`
struct AuthorPreviewCommand: WaitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show a text as readers see it, anew each time the file is saved.",
        discussion: """
            Nothing is kept of what you read here. Without a terminal, the text is printed once.

            Examples:
              workshop author preview 03-a-first-image
              workshop author preview Lessons/glossary.md --width 60
            """)

    @Argument(help: "A chapter, an exercise, or a Markdown file.", completion: textCompletion)
    var text: String

    @OptionGroup var look: LookOptions

    @OptionGroup var options: CourseOptions

    func run() async throws {
        let learner = options.course == nil ? try? Learner(options) : try Learner(options)
        let library = PageLibrary(learner: learner, width: look.width)
        // As a file, whatever it is: an author's reading is nobody's progress.
        let path = try path(of: library.name(of: text), library)
        let source = PageLibrary.Source.file(path)
        guard Screen.unavailable() == nil else {
            PagePrinter(isPlain: false, width: look.width, theme: look.theme).print(try library.load(source))
            return
        }
        let actions = CourseActions(library: library, source: source)
        var isOver = false
        while !isOver {
            // What is seen from here on counts as a change, so that none is missed while the page is read.
            let watch = try FileChange(path)
            let page = try library.load(source)
            isOver = try await show(page, actions, source, until: watch)
        }
        await actions.close()
    }

    /// Returns whether the author has quit; otherwise the file has changed.
    private func show(
        _ page: ReaderPage, _ actions: CourseActions, _ source: PageLibrary.Source, until watch: FileChange
    ) async throws -> Bool {
        let place = actions.lastPlace(in: source)
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                _ = try await ReaderScreen.run(page, at: place, appearance: look.theme.appearance, actions: actions)
                return true
            }
            group.addTask {
                await watch.wait()
                return false
            }
            defer { group.cancelAll() }
            let isOver = try await group.next() ?? true
            group.cancelAll()
            // The screen gives the terminal back before it is taken again.
            do {
                for try await _ in group {}
            } catch is CancellationError {
                try Task.checkCancellation()
            }
            return isOver
        }
    }

    private func path(of source: PageLibrary.Source, _ library: PageLibrary) throws -> String {
        switch source {
        case .file(let path): return path
        case .chapter(let name):
            guard let course = library.learner?.course else { throw UsageError("There is no course here.") }
            return "\(course.lessons)/\(name).md"
        case .exercise(let id):
            guard let course = library.learner?.course else { throw UsageError("There is no course here.") }
            return "\(course.exercises)/\(id)/README.md"
        }
    }
}

/// Waits until a file is another one than it was. Editors write into it, or rename another one over it.
private struct FileChange: Sendable {
    private let path: String
    private let watch: FolderWatch
    private let before: [Int]

    init(_ path: String) throws {
        self.path = path
        watch = try FolderWatch(Paths.parent(path))
        before = Self.stamp(path)
    }

    /// Returns when it has changed, or the task was cancelled. A file that is gone for a moment has not changed.
    func wait() async {
        _ = try? await Blocking.run { isCancelled in
            while !isCancelled() {
                var source = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
                // Wakes up to see whether the reader was left.
                _ = poll(&source, 1, 100)
                watch.clear()
                let now = Self.stamp(path)
                if !now.isEmpty && now != before { return }
            }
        }
    }

    private static func stamp(_ path: String) -> [Int] {
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        return [
            Int(status.st_ino), Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec),
        ]
    }
}

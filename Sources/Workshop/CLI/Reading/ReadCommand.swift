import ArgumentParser
import Glibc
import Reader
import Rendering
import Screen
import TerminalText

/// `workshop read [CHAPTER]`
struct ReadCommand: WaitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Read a chapter, or what an exercise asks for.",
        discussion: """
            Without a name, the chapter that you read last is opened where you were; at the beginning, the first one. \
            A chapter is named by its number, its name or the beginning of that, or the path of a Markdown file; an \
            exercise by its id. In the reader, h shows the keys: r runs the commands that you see in a place of their own.

            Output that does not go to a terminal is plain text. --plain is that on a terminal too: everything in the \
            order in which it is read, for screen readers.

            Examples:
              workshop read
              workshop read 4
              workshop read build-cache
              workshop read 4 --plain | less
            """)

    @Argument(
        help: ArgumentHelp("The chapter's number or name, an exercise's id, or a .md file.", valueName: "chapter"),
        completion: chapterCompletion)
    var chapter: String?

    @Flag(help: "Print the text instead of opening the reader.")
    var plain = false

    @OptionGroup var look: LookOptions

    @OptionGroup var options: CourseOptions

    func run() async throws {
        // Without a course, a file can be read all the same.
        let learner = options.course == nil ? try? Learner(options) : try Learner(options)
        let library = PageLibrary(learner: learner, width: look.width)
        let name = try library.name(of: chapter ?? library.lastRead())
        let page = try library.load(name)
        if !plain, Screen.unavailable() == nil {
            do {
                return try await ReadingSession(library: library, appearance: look.theme.appearance).run(name)
            } catch is ScreenUnavailable {
                // Too small, or taken: printed then.
            }
        }
        PagePrinter(isPlain: plain, width: look.width, theme: look.theme).print(page)
        library.noteOpened(name)
    }
}

/// How a text looks; shared by the commands that show one.
struct LookOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The most columns that text may take.", valueName: "columns"))
    var width: Int?

    @Option(help: "Colours: dark, light, auto (as the terminal says) or none.")
    var theme = ThemeChoice.auto

    func validate() throws {
        if let width, !(20...1000).contains(width) {
            throw ValidationError("--width takes a number from 20 to 1000, not \(width).")
        }
    }
}

/// What `--theme` takes.
enum ThemeChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case dark, light, auto, none

    /// How a screen looks. Without colours there is bold and reversed text, so that it can be seen what is chosen.
    var appearance: ReaderScreen.Appearance {
        switch self {
        case .dark: .fixed(.dark)
        case .light: .fixed(.light)
        case .auto: .automatic
        case .none: .fixed(.monochrome)
        }
    }
}

/// Completes a chapter's name.
let chapterCompletion = CompletionKind.custom { _, _, _ in
    (try? CourseOptions.find().textNames()) ?? []
}

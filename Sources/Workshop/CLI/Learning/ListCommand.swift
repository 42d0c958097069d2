import ArgumentParser
import Learning

/// `workshop list`
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the chapters and exercises in order, and how far you are.",
        discussion: """
            Example:
              workshop list
            """)

    @OptionGroup var options: CourseOptions

    func run() throws {
        let learner = try Learner(options)
        let (outline, problems) = try learner.outline()
        problems.forEach { Terminal.error("workshop: \($0)") }
        CourseList.print(learner.overview(outline))
        if !problems.isEmpty { throw ExitStatus.usage }
    }
}

/// The course as plain lines, with what comes next.
enum CourseList {
    static func print(_ overview: CourseOverview) {
        let style = Terminal.style
        let view = OutlineView(width: style.width, hasSymbols: style.hasSymbols && style.isTerminal)
        StyledOutput.print(view.lines(overview))
    }
}

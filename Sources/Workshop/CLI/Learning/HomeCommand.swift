import ArgumentParser
import Learning
import Progress
import Screen
import TerminalText

/// `workshop home`, and `workshop` alone.
struct HomeCommand: WaitingCommand {
    static let name = "home"
    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Show the course, how far you are, and what comes next (the default).",
        discussion: """
            Without a terminal it is a plain list.

            Example:
              workshop
            """)

    @OptionGroup var options: CourseOptions

    func run() async throws { try await HomeLoop(learner: Learner(options)).run() }
}

/// The home screen on a terminal; a list elsewhere.
struct HomeLoop {
    let learner: Learner

    func run() async throws {
        let (outline, problems) = try learner.outline()
        guard Screen.unavailable() == nil else { return list(outline, problems) }
        if await FirstRun.check(learner) {
            Terminal.error("Enter goes on to the course.")
            _ = readLine()
        }
        do {
            try await Screen.run(posting: String.self) { screen in
                var learner = learner
                learner.say = { screen.post($0) }
                let first = problems.first.map { "A part of the course cannot be read: \($0)" }
                var home = HomeScreen(learner.overview(outline), title: learner.title, note: first)
                try await loop(&home, screen, learner)
            }
        } catch is ScreenUnavailable {
            // Too small, or taken.
            list(outline, problems)
        }
    }

    private func list(_ outline: CourseOutline, _ problems: [String]) {
        problems.forEach { learner.say($0) }
        let overview = learner.overview(outline)
        CourseList.print(overview)
        Terminal.print(PassMessage.next(overview.next, overview))
    }

    private func loop(_ home: inout HomeScreen, _ screen: TerminalScreen<String>, _ learner: Learner) async throws {
        func show() {
            let theme = StyledOutput.theme(screen.capabilities, screen.environment)
            screen.show(home.frame(screen.size), theme: theme)
        }
        show()
        for await event in screen.events {
            var effect: HomeScreen.Effect?
            switch event {
            case .key(let press): effect = home.take(press)
            case .mouse(let mouse): effect = home.take(mouse)
            case .message(let note): home.reload(home.overview, note: note)
            case .paste, .resized, .capabilities, .timer, .readable: break
            }
            if effect == .quit { return }
            if let effect {
                let status = try await perform(effect, screen, learner)
                home.reload(try learner.overview(), note: status)
            }
            show()
        }
        // A signal asked for the end, or the terminal has gone.
        throw CancellationError()
    }

    /// - Returns: what to say afterwards.
    private func perform(
        _ effect: HomeScreen.Effect, _ screen: TerminalScreen<String>, _ learner: Learner
    ) async throws -> String? {
        let opener = StepOpener(learner: learner)
        switch effect {
        case .quit: return nil
        case .skip(let chapter, let isSkipped):
            learner.note { $0[chapter: chapter].skippedAt = isSkipped ? Moment.now() : nil }
            return nil
        case .read(let chapter):
            return try await withTerminal(screen) { try await opener.read(chapter) }
        case .task(let id):
            return try await withTerminal(screen) { try await opener.read(id) }
        case .work(let id):
            return try await withTerminal(screen) { try await opener.work(id) }
        }
    }

    /// Runs something else on the terminal. What it said when it failed stays to be read.
    private func withTerminal(
        _ screen: TerminalScreen<String>, _ body: () async throws -> Int32
    ) async throws -> String? {
        try await screen.withTerminal {
            let status = try await body()
            guard status != 0 && status != ExitStatus.cancelled.rawValue else { return nil }
            Terminal.error("\nEnter goes back to the course.", endsLine: true)
            _ = readLine()
            return nil
        }
    }
}

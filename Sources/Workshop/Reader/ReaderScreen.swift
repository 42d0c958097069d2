import Rendering
import Screen
import TerminalText

/// Runs a pager on a terminal.
public enum ReaderScreen {
    /// How a reading ended.
    public enum End: Sendable, Hashable {
        case quit
        /// The learner wants to do an exercise.
        case exercise(String)
    }

    /// Which colours are used.
    public enum Appearance: Sendable, Hashable {
        case fixed(Theme.Kind)
        /// As the terminal says; dark where it says nothing.
        case automatic
    }

    enum Message: Sendable {
        case result(BlockResult, RenderedDocument.CodeBlock, run: Int)
    }

    /// How long the first frame waits for what the terminal says about itself.
    private static let patience = Duration.milliseconds(25)

    /// Shows a page until the learner quits or opens an exercise.
    /// - Throws: ``ScreenUnavailable``; `CancellationError` when a signal ended it or the terminal went away.
    public static func run(
        _ page: ReaderPage, at place: PagerPlace?, appearance: Appearance, actions: some ReaderActions
    ) async throws -> End {
        try await Screen.run(posting: Message.self) { screen in
            let capabilities = await screen.capabilities(within: patience)
            var session = Session(
                screen: screen, actions: actions, appearance: appearance, capabilities: capabilities,
                pager: Pager(page, size: screen.size, at: place, images: capabilities.images))
            session.show()
            for await event in screen.events {
                if let end = await session.take(event) {
                    await session.finish()
                    return end
                }
            }
            await session.finish()
            // A signal asked for the end, or the terminal has gone.
            throw CancellationError()
        }
    }

    /// The loop's state.
    private struct Session<Actions: ReaderActions> {
        let screen: TerminalScreen<Message>
        let actions: Actions
        let appearance: Appearance
        var capabilities: TerminalCapabilities
        var theme: Theme
        var pager: Pager
        /// The run of a block, and its number: what earlier ones still say is not shown.
        var run: Task<Void, Never>?
        var runNumber = 0
        var runningBlock: RenderedDocument.CodeBlock?

        init(
            screen: TerminalScreen<Message>, actions: Actions, appearance: Appearance,
            capabilities: TerminalCapabilities, pager: Pager
        ) {
            self.screen = screen
            self.actions = actions
            self.appearance = appearance
            self.capabilities = capabilities
            self.pager = pager
            theme = ReaderScreen.theme(appearance, capabilities, screen.environment)
        }

        func show() { screen.show(pager.frame(), theme: theme) }

        mutating func take(_ event: ScreenEvent<Message>) async -> End? {
            var effects: [PagerEffect] = []
            switch event {
            case .key(let press): effects = pager.press(press)
            case .mouse(let event): effects = pager.take(event)
            case .paste(let text): pager.paste(text)
            case .resized(let size): pager.resize(size)
            case .capabilities(let value):
                capabilities = value
                theme = ReaderScreen.theme(appearance, value, screen.environment)
                pager.resize(screen.size)
                pager.setImages(value.images)
            case .message(.result(let result, let block, let number)):
                if number == runNumber { pager.show(result, for: block) }
            case .timer, .readable: break
            }
            for effect in effects {
                if let end = await perform(effect) { return end }
            }
            show()
            return nil
        }

        private mutating func perform(_ effect: PagerEffect) async -> End? {
            switch effect {
            case .quit: return .quit
            case .exercise(let id): return .exercise(id)
            case .open(let name, let heading):
                await open(name, at: heading.map { .heading($0) })
            case .openNext, .openPrevious:
                var isNext = false
                if case .openNext = effect { isNext = true }
                if let name = await actions.neighbour(of: pager.page.name, isNext: isNext) {
                    await open(name, at: nil)
                } else {
                    pager.say(isNext ? "This is the last chapter." : "This is the first chapter.")
                }
            case .back(let name, let place):
                await remember()
                do {
                    let page = try await actions.page(name)
                    endRun()
                    pager.replace(page, at: place)
                } catch {
                    pager.say("\(error)")
                }
            case .run(let block): start(block)
            case .cancelRun: endRun()
            case .copy(let text): screen.copy(text)
            case .redraw: screen.redraw()
            }
            return nil
        }

        private mutating func open(_ name: String, at place: PagerPlace?) async {
            await remember()
            do {
                let page = try await actions.page(name)
                var place = place
                if place == nil { place = await actions.place(in: name) }
                endRun()
                pager.open(page, at: place)
            } catch {
                pager.say("\(error)")
            }
        }

        private mutating func start(_ block: RenderedDocument.CodeBlock) {
            let name = pager.page.name
            let screen = screen
            let actions = actions
            runNumber += 1
            let number = runNumber
            runningBlock = block
            run = Task {
                let result = await actions.run(block, in: name) { result in
                    screen.post(.result(result, block, run: number))
                }
                screen.post(.result(result, block, run: number))
            }
        }

        /// Ends a run. What it still has to clear up is not waited for.
        private mutating func endRun() {
            run?.cancel()
            run = nil
            runNumber += 1
            if let block = runningBlock, pager.isRunning {
                pager.show(BlockResult(.failed("It was ended.")), for: block)
            }
        }

        private func remember() async {
            await actions.remember(
                pager.place, heading: pager.heading?.anchor, isAtEnd: pager.isAtEnd, in: pager.page.name)
        }

        mutating func finish() async {
            await remember()
            run?.cancel()
        }
    }

    /// The colours for a terminal.
    public static func theme(
        _ appearance: Appearance, _ capabilities: TerminalCapabilities, _ environment: TerminalEnvironment
    ) -> Theme {
        let depth: Theme.Depth = environment.has256Colors ? .palette : .sixteen
        switch appearance {
        case .fixed(let kind): return Theme(kind, depth: depth)
        case .automatic:
            if environment.refusesColor { return Theme(.monochrome) }
            let isDark = capabilities.isDark ?? environment.isDark ?? true
            return Theme(isDark ? .dark : .light, depth: depth)
        }
    }
}

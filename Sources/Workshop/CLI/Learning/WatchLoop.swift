import Course
import Learning
import Progress
import Screen
import TerminalText

/// `workshop watch` on a terminal.
struct WatchLoop {
    let exercise: Exercise
    let directory: String
    let learner: Learner
    let runner: WatchRunner
    let changes: FolderChanges

    /// Until the learner quits.
    ///
    /// - Returns: the exercise to watch next, if the learner goes on to another one.
    func run() async throws -> Assignment? {
        let hasPassed = learner.progress()[exercise: exercise.id].pass != nil
        return try await Screen.run(posting: WatchUpdate.self) { screen in
            var learner = learner
            learner.say = { screen.post(.note($0)) }
            var watch = WatchScreen(
                exercise: exercise.id, title: exercise.title, checks: WatchedCheck.all(of: exercise),
                hasPassed: hasPassed, hasHints: !exercise.hints.isEmpty)
            await runner.report { screen.post($0) }
            await runner.request(isForced: true)
            let feed = Task {
                for await batch in changes.batches {
                    if batch.isGone {
                        screen.post(.runFailed("The folder is not there any more: \(directory). q quits."))
                        await runner.stop()
                    } else {
                        await runner.request()
                    }
                }
            }
            let result: Assignment?
            do {
                result = try await loop(&watch, screen, learner)
            } catch {
                await end(feed)
                throw error
            }
            await end(feed)
            return result
        }
    }

    private func end(_ feed: Task<Void, Never>) async {
        changes.stop()
        feed.cancel()
        await runner.stop()
    }

    private func loop(
        _ watch: inout WatchScreen, _ screen: TerminalScreen<WatchUpdate>, _ learner: Learner
    ) async throws -> Assignment? {
        func show() {
            let theme = StyledOutput.theme(screen.capabilities, screen.environment)
            screen.show(watch.frame(screen.size), theme: theme)
        }
        show()
        for await event in screen.events {
            var effect: WatchScreen.Effect?
            switch event {
            case .key(let press): effect = watch.take(press)
            case .mouse(let mouse): watch.take(mouse)
            case .message(let update): watch.take(update)
            case .paste, .resized, .capabilities, .timer, .readable: break
            }
            switch effect {
            case nil: break
            case .quit: return nil
            case .next:
                if let next = try await goOn(&watch, screen, learner) { return next }
            case .some(let effect): try await perform(effect, &watch, screen, learner)
            }
            show()
        }
        // A signal asked for the end, or the terminal has gone.
        throw CancellationError()
    }

    private func perform(
        _ effect: WatchScreen.Effect, _ watch: inout WatchScreen, _ screen: TerminalScreen<WatchUpdate>,
        _ learner: Learner
    ) async throws {
        let opener = StepOpener(learner: learner)
        switch effect {
        case .hint: watch.take(.panel(WatchPanel(HintCounter(learner).next(exercise))))
        case .solution:
            watch.take(
                .panel(
                    WatchPanel(
                        title: "The solution", text: SolutionFiles(exerciseFolder: exercise.folder).text, isCode: true))
            )
            learner.note { progress in
                progress[exercise: exercise.id].solutionShownAt =
                    progress[exercise: exercise.id].solutionShownAt ?? Moment.now()
            }
        case .task: _ = try await screen.withTerminal { try await opener.read(exercise.id) }
        case .read:
            if let chapter = try learner.outline().outline.chapter(of: exercise.id) {
                _ = try await screen.withTerminal { try await opener.read(chapter.id) }
            } else {
                watch.take(.note("This exercise belongs to no chapter. t shows what it asks for."))
            }
        case .verify: await runner.request(isForced: true)
        case .next, .quit: break
        }
    }

    /// Goes on to what comes next: a chapter is read at once, and what follows it is asked for again.
    private func goOn(
        _ watch: inout WatchScreen, _ screen: TerminalScreen<WatchUpdate>, _ learner: Learner
    ) async throws -> Assignment? {
        let step = try learner.overview().next(afterExercise: exercise.id)
        switch step {
        case .finished: watch.take(.note("That was the last one: you have done everything in this course."))
        case .read(let chapter):
            _ = try await screen.withTerminal { try await StepOpener(learner: learner).read(chapter) }
        case .exercise(let id):
            if id == exercise.id {
                watch.take(.note("This one is the only one that is left."))
                return nil
            }
            do {
                return try StepOpener(learner: learner).begin(id, in: Paths.parent(directory))
            } catch {
                watch.take(.note("\(error)"))
            }
        }
        return nil
    }
}

extension WatchPanel {
    init(_ answer: HintAnswer) {
        switch answer {
        case .none: self.init(title: "Hints", text: answer.text)
        case .next(let number, let text, let left):
            let rest = left == 0 ? "the last one" : left == 1 ? "1 more is left" : "\(left) more are left"
            self.init(title: "Hint \(number), \(rest)", text: text)
        case .all(let hints):
            self.init(
                title: "You have seen all hints",
                text: hints.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n"))
        }
    }
}

/// `workshop watch` where there is no screen: a line for each run.
struct PlainWatchLoop {
    let exercise: Exercise
    let runner: WatchRunner
    let changes: FolderChanges

    func run() async throws {
        let (updates, continuation) = AsyncStream.makeStream(of: WatchUpdate.self)
        await runner.report { continuation.yield($0) }
        await runner.request(isForced: true)
        let feed = Task {
            for await batch in changes.batches where !batch.isGone { await runner.request() }
            await runner.stop()
            continuation.finish()
        }
        var plain = PlainWatch(checks: WatchedCheck.all(of: exercise))
        for await update in updates {
            if let line = plain.take(update) { Terminal.print(line) }
        }
        changes.stop()
        feed.cancel()
        await runner.stop()
        try Task.checkCancellation()
    }
}

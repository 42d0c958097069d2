import Learning
import Progress
import Screen
import TerminalText
import Testing

@Suite struct HomeScreenTests {
    private func progress() -> LearnerProgress {
        var progress = LearnerProgress()
        progress[chapter: "01-why"].readAt = Examples.date(1)
        progress[exercise: "hello"].pass = Examples.pass(2)
        progress[exercise: "web"].startedAt = Examples.date(3)
        progress[exercise: "web"].folder = "/home/ada/web"
        return progress
    }

    private func home() -> HomeScreen { HomeScreen(Examples.overview(progress()), title: "Containers") }

    private func text(_ home: inout HomeScreen, _ rows: Int, _ columns: Int) -> String {
        let frame = home.frame(ScreenSize(rows: rows, columns: columns))
        #expect(frame.lines.count == rows)
        #expect(frame.lines.allSatisfy { $0.width <= columns })
        return Examples.text(frame.lines)
    }

    @Test func itShowsTheCourseAndWhatIsNext() {
        var home = home()
        #expect(
            text(&home, 15, 64) == """
                 Containers                                       1 of 4 passed

                 ✔  1  Why containers                                    10 min
                 ◐  2  A first image                                     20 min
                      ✔ hello  Say hello                                  5 min
                ▶     ◐ web  A web page                                  15 min
                 ○  3  The build cache                                   25 min
                      ○ order  The right order                           10 min
                      ○ extra  Something else



                 In /home/ada/web. A server and its port.
                 Next: web  A web page
                 ↑↓ choose   Enter open   n next   r read   t task   q quit
                """)
    }

    @Test func oneLineIsEnoughForASmallTerminal() {
        var home = home()
        #expect(
            text(&home, 5, 30) == """
                 Containers     1 of 4 passed
                ▶     ◐ web            15 min
                 Next: web  A web page

                 ↑↓ choose   q quit
                """)
    }

    @Test(arguments: 1...30, [1, 2, 20, 40, 250])
    func everySizeIsFilledAndNotExceeded(_ rows: Int, _ columns: Int) {
        var home = home()
        _ = text(&home, rows, columns)
    }

    @Test(arguments: [
        ("\r", HomeScreen.Effect.work("web")), ("k\r", .work("hello")), ("kk\r", .read("02-first")),
        ("g\r", .read("01-why")),
        ("G\r", .work("extra")), ("r", .read("02-first")), ("t", .task("web")), ("w", .work("web")),
        ("n", .work("web")),
        ("q", .quit), ("gw", nil), ("gt", nil), ("Gr", nil), ("x", nil), ("kkkkkkkkkj\r", .read("02-first")),
    ])
    func keysDoWhatTheySay(_ keys: String, _ effect: HomeScreen.Effect?) {
        var home = home()
        _ = home.frame(ScreenSize(rows: 15, columns: 64))
        var last: HomeScreen.Effect?
        for scalar in keys.unicodeScalars { last = home.take(scalar == "\r" ? KeyPress(.enter) : .character(scalar)) }
        #expect(last == effect)
    }

    @Test func aChapterThatIsTestedOutCanBeSkipped() {
        var progress = progress()
        progress[exercise: "hello"] = ExerciseRecord()
        progress[exercise: "web"].pass = Examples.pass(9)
        var home = HomeScreen(Examples.overview(progress), title: "Containers")
        for key in ["g", "j"] as [Unicode.Scalar] { _ = home.take(.character(key)) }
        #expect(home.take(.character("x")) == .skip("02-first", true))
        progress[chapter: "02-first"].skippedAt = Examples.date(10)
        home.reload(Examples.overview(progress))
        for key in ["g", "j"] as [Unicode.Scalar] { _ = home.take(.character(key)) }
        #expect(home.take(.character("x")) == .skip("02-first", false))
        #expect(text(&home, 15, 64).contains("– hello"))
    }

    @Test func theMouseChoosesAndOpens() {
        var home = home()
        _ = home.frame(ScreenSize(rows: 15, columns: 64))
        #expect(home.take(MouseEvent(.press(.left), row: 2, column: 5)) == nil)
        #expect(home.take(MouseEvent(.press(.left), row: 2, column: 5)) == .read("01-why"))
        #expect(home.take(MouseEvent(.press(.left), row: 0, column: 5)) == nil)
        #expect(home.take(MouseEvent(.press(.left), row: 14, column: 5)) == nil)
        _ = home.take(MouseEvent(.wheelDown, row: 3, column: 5))
        #expect(home.take(KeyPress(.enter)) == .work("web"))
    }

    @Test func afterAPassTheCursorGoesToWhatIsNext() {
        var home = home()
        var progress = progress()
        progress[exercise: "web"].pass = Examples.pass(9)
        home.reload(Examples.overview(progress), note: "Well done.")
        #expect(home.take(KeyPress(.enter)) == .read("03-cache"))
    }

    @Test func withoutAChangeTheCursorStays() {
        var home = home()
        _ = home.take(.character("g"))
        home.reload(Examples.overview(progress()))
        #expect(home.take(KeyPress(.enter)) == .read("01-why"))
    }

    @Test func anEmptyCourseIsNoTrouble() {
        var home = HomeScreen(
            CourseOverview(CourseOutline(chapters: []), LearnerProgress()), title: "Nothing")
        #expect(text(&home, 15, 64).contains("neither chapters nor exercises"))
        #expect(home.take(KeyPress(.enter)) == nil)
        #expect(home.take(.character("n")) == nil)
        #expect(home.take(.character("G")) == nil)
    }

    @Test func theChosenLineIsMarkedWithoutColoursToo() {
        var home = home()
        let lines = home.frame(ScreenSize(rows: 15, columns: 64)).lines
        let chosen = lines.filter { $0.text.hasPrefix("▶") }
        #expect(chosen.count == 1)
        #expect(chosen.first?.width == 64)
        #expect(chosen.first?.spans.allSatisfy { $0.style.role == .selection } == true)
    }
}

import Learning
import Screen
import TerminalText
import Testing

@Suite struct WatchScreenTests {
    private func screen(hasPassed: Bool = false, hasHints: Bool = true) -> WatchScreen {
        WatchScreen(
            exercise: "web", title: "A web page",
            checks: [
                WatchedCheck(id: "builds", title: "The Dockerfile builds", points: 1),
                WatchedCheck(id: "runs", title: "The server answers", points: 2),
                WatchedCheck(id: "stops", title: "It stops at once", points: 1),
            ], hasPassed: hasPassed, hasHints: hasHints)
    }

    private static let detail = CheckDetail(
        "The container ended before it answered.", expected: "200", seen: "no answer",
        evidence: [.init(label: "the last lines that the container wrote", text: "node: not found\n")],
        location: .init(file: "Dockerfile", line: 4, text: "CMD node app.js"),
        reason: "A server that has ended answers nobody.", hint: "Is node in the base image?")

    private static let failingRun: [WatchUpdate] = [
        .runStarted(time: "19:20:01", changed: ["Dockerfile"]), .checkStarted("builds"), .checkEnded("builds", .passed),
        .checkStarted("runs"), .checkEnded("runs", .failed(detail)), .checkEnded("stops", .blocked(by: "runs")),
        .runEnded(seconds: 0.84),
    ]

    private func text(_ screen: inout WatchScreen, _ rows: Int = 24, _ columns: Int = 64) -> String {
        let frame = screen.frame(ScreenSize(rows: rows, columns: columns))
        #expect(frame.lines.count == rows)
        #expect(frame.lines.allSatisfy { $0.width <= columns })
        return Examples.text(frame.lines)
    }

    private func after(_ updates: [WatchUpdate], _ screen: WatchScreen) -> WatchScreen {
        var screen = screen
        for update in updates { screen.take(update) }
        return screen
    }

    @Test func beforeTheFirstRun() {
        var screen = screen()
        #expect(
            text(&screen, 10) == """
                 web  A web page

                 ○  The Dockerfile builds                                    -/1
                 ○  The server answers                                       -/2
                 ○  It stops at once                                         -/1



                 Waiting for a change.
                 h hint   s solution   t task   r read   n next   q quit
                """)
    }

    @Test func aFailedRun() {
        var screen = after(Self.failingRun, screen())
        #expect(
            text(&screen) == """
                 web  A web page                                run 1, 19:20:01

                 ✔  The Dockerfile builds                                    1/1
                 ✘  The server answers                                       0/2
                 ●  It stops at once  (needs runs)                           0/1

                 ✘  The server answers
                    The container ended before it answered.

                    expected  200
                    seen      no answer

                    the last lines that the container wrote:
                      │ node: not found

                    Dockerfile:4
                      │ CMD node app.js

                    why       A server that has ended answers nobody.
                    hint      Is node in the base image?


                 1 of 4 points in 0.8 s. 1 check fails.
                 h hint   s solution   t task   r read   n next   q quit
                """)
    }

    @Test func whileTheNextRunGoesOnTheLastVerdictsStay() {
        var screen = after(
            Self.failingRun + [
                .runStarted(time: "19:20:09", changed: ["Dockerfile", "app.js"]), .checkStarted("builds"),
            ], screen())
        #expect(
            text(&screen) == """
                 web  A web page                                run 2, 19:20:09

                 ▸  The Dockerfile builds                                    1/1
                 ✘  The server answers                                       0/2
                 ●  It stops at once  (needs runs)                           0/1

                 ✘  The server answers
                    The container ended before it answered.

                    expected  200
                    seen      no answer

                    the last lines that the container wrote:
                      │ node: not found

                    Dockerfile:4
                      │ CMD node app.js

                    why       A server that has ended answers nobody.
                    hint      Is node in the base image?


                 Dockerfile and app.js changed. Checking: The Dockerfile builds
                 h hint   s solution   t task   r read   n next   q quit
                """)
    }

    @Test func aPassedRun() {
        var screen = after(
            [
                .runStarted(time: "19:21:00", changed: []), .checkEnded("builds", .passed),
                .checkEnded("runs", .passed),
                .checkEnded("stops", .passed), .runEnded(seconds: 1.26),
            ], screen())
        #expect(
            text(&screen, 9) == """
                 web  A web page                                run 1, 19:21:00

                 ✔  The Dockerfile builds                                    1/1
                 ✔  The server answers                                       2/2
                 ✔  It stops at once                                         1/1


                 4 of 4 points in 1.3 s. All checks pass. n goes on.
                 h hint   s solution   t task   r read   n next   q quit
                """)
    }

    @Test func inLittleRoomWhatPassedTakesOneLine() {
        var screen = after(
            Self.failingRun + [
                .runStarted(time: "19:22:00", changed: []), .checkEnded("stops", .passed), .runEnded(seconds: 1),
            ],
            screen())
        #expect(
            text(&screen, 12, 40) == """
                 web  A web page        run 2, 19:22:00

                 ✔  2 checks pass
                 ✘  The server answers               0/2

                 ✘  The server answers
                    The container ended before it
                    answered.

                    expected  200
                 2 of 4 points in 1.0 s. 1 check fails.
                 h hint   s solution   t task   q quit
                """)
    }

    @Test func aPanelStandsAboveTheChecks() {
        var screen = after(
            [
                .panel(
                    WatchPanel(
                        title: "Hint 1, 2 more are left",
                        text: "Look at the base image, and at what it brings along with it."))
            ],
            screen())
        #expect(
            text(&screen, 12, 40) == """
                 web  A web page

                 Hint 1, 2 more are left
                 │ Look at the base image, and at what
                 │ it brings along with it.

                 ○  The Dockerfile builds            -/1
                 ○  The server answers               -/2
                 ○  It stops at once                 -/1

                 Waiting for a change.
                 Esc close   h hint   q quit
                """)
        _ = screen.take(KeyPress(.escape))
        #expect(!text(&screen, 12, 40).contains("Hint 1"))
    }

    @Test(arguments: 1...30, [1, 2, 20, 40, 250])
    func everySizeIsFilledAndNotExceeded(_ rows: Int, _ columns: Int) {
        var screen = after(Self.failingRun, screen())
        _ = text(&screen, rows, columns)
    }

    @Test(arguments: [
        ("q", WatchScreen.Effect.quit), ("h", .hint), ("t", .task), ("r", .read), ("n", .next), ("v", .verify),
        ("s", nil), ("ss", .solution),
        ("shs", nil), ("j", nil),
    ])
    func keysDoWhatTheySay(_ keys: String, _ effect: WatchScreen.Effect?) {
        var screen = screen()
        var last: WatchScreen.Effect?
        for scalar in keys.unicodeScalars { last = screen.take(.character(scalar)) }
        #expect(last == effect)
    }

    @Test func afterAPassTheSolutionNeedsNoSecondKey() {
        var earlier = screen(hasPassed: true)
        #expect(earlier.take(.character("s")) == .solution)
        var now = after(
            [
                .checkEnded("builds", .passed), .checkEnded("runs", .passed), .checkEnded("stops", .passed),
                .runEnded(seconds: 1),
            ], screen())
        #expect(now.take(.character("s")) == .solution)
    }

    @Test func controlCAndEnter() {
        var screen = screen()
        #expect(screen.take(.control("c")) == .quit)
        #expect(screen.take(KeyPress(.enter)) == .verify)
    }

    @Test func itScrollsAndStopsAtBothEnds() {
        var screen = after(Self.failingRun, screen())
        let first = text(&screen, 12, 40)
        _ = screen.take(KeyPress(.up))
        #expect(text(&screen, 12, 40) == first)
        _ = screen.take(.character("G"))
        let last = text(&screen, 12, 40)
        #expect(last.contains("base image"))
        _ = screen.take(MouseEvent(.wheelDown, row: 1, column: 1))
        #expect(text(&screen, 12, 40) == last)
        _ = screen.take(.character("g"))
        #expect(text(&screen, 12, 40) == first)
    }

    @Test func whatAProgramWroteCannotMoveTheCursor() {
        var screen = after(
            [
                .runStarted(time: "1", changed: ["\u{1b}[2Jx"]),
                .checkEnded(
                    "runs",
                    .failed(
                        CheckDetail(
                            "\u{1b}]0;title\u{7}a\nb", evidence: [.init(label: "l", text: "\u{1b}[31mred\r\n\u{9b}1A")])
                    )),
                .runEnded(seconds: .infinity), .note("\u{1b}c"),
            ], screen())
        let frame = screen.frame(ScreenSize(rows: 24, columns: 64))
        #expect(
            frame.lines.allSatisfy {
                !$0.text.unicodeScalars.contains { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) }
            })
    }

    @Test func withoutAScreenEachRunIsALine() {
        var plain = PlainWatch(checks: [
            WatchedCheck(id: "builds", title: "The Dockerfile builds", points: 1),
            WatchedCheck(id: "runs", title: "The server answers", points: 2),
        ])
        let lines =
            (Self.failingRun + [
                .runStarted(time: "19:21:00", changed: []), .checkEnded("runs", .passed), .runEnded(seconds: 0.5),
                .runStarted(time: "19:22:00", changed: ["a", "b", "c"]), .runFailed("No engine.\nAt all."),
                .runCancelled,
            ]).compactMap { plain.take($0) }
        #expect(
            lines == [
                "19:20:01  1 of 3 points in 0.8 s after a change in Dockerfile; runs fails: The container ended before it answered.",
                "19:21:00  3 of 3 points in 0.5 s. All checks pass.",
                "19:22:00  could not be verified: No engine.·At all.",
            ])
    }
}

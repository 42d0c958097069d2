import Testing

@testable import Screen

@Suite("What variables and answers say about a terminal")
struct TerminalEnvironmentTests {
    private func environment(_ variables: [String: String]) -> TerminalEnvironment {
        TerminalEnvironment { variables[$0] }
    }

    @Test("where there is no screen")
    func dumb() {
        #expect(environment([:]).isDumb)
        #expect(environment(["TERM": "dumb"]).isDumb)
        #expect(!environment(["TERM": "xterm"]).isDumb)
        #expect(!environment(["TERM": "xterm"]).isUTF8)
        #expect(environment(["LANG": "C.UTF-8"]).isUTF8)
        #expect(!environment(["LANG": "en_GB.UTF-8", "LC_ALL": "C"]).isUTF8)
        #expect(environment(["LANG": "en_GB.utf8", "LC_ALL": ""]).isUTF8)
    }

    @Test("colours")
    func colors() {
        #expect(environment(["NO_COLOR": "1"]).refusesColor)
        #expect(!environment(["NO_COLOR": ""]).refusesColor)
        #expect(environment(["TERM": "xterm-256color"]).has256Colors)
        #expect(!environment(["TERM": "xterm"]).has256Colors)
        #expect(environment(["TERM": "xterm", "COLORTERM": "truecolor"]).has256Colors)
        #expect(environment(["COLORFGBG": "15;0"]).isDark == true)
        #expect(environment(["COLORFGBG": "0;default;15"]).isDark == false)
        #expect(environment(["COLORFGBG": "default"]).isDark == nil)
    }

    @Test("iTerm2's images, but not through tmux")
    func iTerm() {
        #expect(environment(["TERM": "xterm", "TERM_PROGRAM": "iTerm.app"]).isITerm)
        #expect(!environment(["TERM": "tmux-256color", "TMUX": "/x", "TERM_PROGRAM": "iTerm.app"]).isITerm)
        #expect(!environment(["TERM": "linux"]).readsStrings)
    }

    @Test("answers, device attributes last")
    func answers() {
        var capabilities = TerminalCapabilities()
        let isChanged = capabilities.take(.color(11, TerminalColor(red: 255, green: 255, blue: 240)))
        #expect(isChanged && capabilities.isDark == false)
        let isChangedByNothing = capabilities.take(.other)
        #expect(!isChangedByNothing)
        _ = capabilities.take(.kittyGraphics(true))
        #expect(!capabilities.isComplete)
        _ = capabilities.take(.deviceAttributes([62, 4]))
        #expect(capabilities.isComplete && capabilities.images == .kitty)
        var plain = TerminalCapabilities()
        _ = plain.take(.deviceAttributes([62, 4]))
        #expect(plain.images == .sixel)
    }

    @Test("the questions end with the one that every terminal answers", arguments: ["xterm", "linux", "tmux-256color"])
    func questions(term: String) {
        let text = TerminalQueries.text(environment(["TERM": term]))
        #expect(text.hasSuffix("\u{1b}[c"))
        #expect(text.contains("\u{1b}_G") == (term == "xterm"))
    }

    @Test(
        "text for the clipboard", arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("é", "w6k=")])
    func clipboard(text: String, code: String) {
        #expect(Clipboard.sequence(text, isTmux: false) == "\u{1b}]52;c;\(code)\u{7}")
        #expect(Clipboard.sequence(text, isTmux: true).hasSuffix("\u{1b}Ptmux;\u{1b}\u{1b}]52;c;\(code)\u{7}\u{1b}\\"))
    }
}

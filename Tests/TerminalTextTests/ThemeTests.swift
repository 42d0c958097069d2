import Testing

@testable import TerminalText

@Suite struct ThemeTests {
    let line = StyledLine([
        StyledSpan("a "), StyledSpan("b", .strong), StyledSpan("c", .strong), StyledSpan(" d", .bad),
    ])

    @Test func `without a theme a line is its text`() {
        #expect(Painter(Theme(.none), hasHyperlinks: true).paint(line) == "a bc d")
    }

    @Test func `styles are set once and end with the line`() {
        #expect(Painter(Theme(.monochrome)).paint(line) == "a \u{1b}[1mbc d\u{1b}[0m")
        let dark = Painter(Theme(.dark)).paint(line)
        #expect(dark == "a \u{1b}[1mbc\u{1b}[0m\u{1b}[38;5;210m d\u{1b}[0m")
    }

    @Test(arguments: Theme.Kind.allCases) func `every role has parameters that are numbers`(kind: Theme.Kind) {
        for depth in [Theme.Depth.sixteen, .palette] {
            let theme = Theme(kind, depth: depth)
            for role in Role.allCases {
                let parameters = theme.parameters(Style(role, [.strong, .emphasis]))
                #expect(parameters.allSatisfy { $0 == ";" || $0.isASCII && $0.isNumber }, "\(role)")
                #expect(!parameters.hasPrefix(";") && !parameters.contains(";;"), "\(role)")
            }
        }
    }

    @Test func `headings have six levels and no more`() {
        #expect(Role.heading(1) == .heading1 && Role.heading(6) == .heading6)
        #expect(Role.heading(0) == .heading1 && Role.heading(9) == .heading6)
    }

    @Test func `only addresses of the web become links of the terminal`() {
        let painter = Painter(Theme(.monochrome), hasHyperlinks: true)
        func painted(_ link: String) -> String { painter.paint(StyledLine([StyledSpan("x", link: link)])) }
        #expect(painted("https://a.b/c") == "\u{1b}]8;;https://a.b/c\u{1b}\\x\u{1b}]8;;\u{1b}\\")
        for link in ["javascript:x", "02-the-command-line.md", "https://a\u{1b}\\b", "https://a b", "https://a\u{7}"] {
            #expect(painted(link) == "x")
        }
    }
}

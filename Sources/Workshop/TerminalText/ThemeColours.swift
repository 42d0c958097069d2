/// The colours of the themes. Numbers are those of the 256-colour palette; each was chosen to keep a contrast of at least
/// 4.5 to 1 with the ground of its theme, those of less important text 3 to 1.
enum ThemeColours {
    /// Bold, slanted, underlined and reversed text only.
    static func monochrome(_ role: Role) -> String {
        switch role {
        case .heading1, .heading2: "1;4"
        case .heading3, .heading4, .heading5, .heading6, .keyword, .command, .code, .key: "1"
        case .note, .tip, .important, .warning, .caution, .bad, .doubtful: "1"
        case .link: "4"
        case .quiet, .comment: "2"
        case .bar, .selection, .match: "7"
        case .currentMatch: "1;7"
        default: ""
        }
    }

    /// For light text on a dark ground.
    static func dark(_ role: Role) -> String {
        switch role {
        case .text, .codeText, .punctuation, .figure, .variable: ""
        case .heading1: "1;38;5;81"
        case .heading2: "1;38;5;117"
        case .heading3, .heading4, .heading5, .heading6: "1;38;5;152"
        case .code: "38;5;222"
        case .link: "4;38;5;111"
        case .quote: "38;5;250"
        case .marker: "38;5;81"
        case .border: "38;5;242"
        case .key: "7"
        case .quiet, .output: "38;5;246"
        case .comment: "3;38;5;246"
        case .good, .tip, .string: "38;5;114"
        case .bad, .caution: "38;5;210"
        case .doubtful, .warning: "38;5;221"
        case .note: "38;5;111"
        case .important: "38;5;183"
        case .keyword: "38;5;176"
        case .number: "38;5;216"
        case .type: "38;5;80"
        case .function: "38;5;111"
        case .property: "38;5;117"
        case .operator: "38;5;152"
        case .prompt: "38;5;114"
        case .command: "1"
        case .bar: "48;5;238;38;5;255"
        case .selection: "48;5;237"
        case .match: "48;5;58;38;5;230"
        case .currentMatch: "48;5;220;38;5;16"
        }
    }

    /// For dark text on a light ground.
    static func light(_ role: Role) -> String {
        switch role {
        case .text, .codeText, .punctuation, .figure, .variable: ""
        case .heading1: "1;38;5;24"
        case .heading2: "1;38;5;25"
        case .heading3, .heading4, .heading5, .heading6: "1;38;5;60"
        case .code: "38;5;94"
        case .link: "4;38;5;26"
        case .quote: "38;5;239"
        case .marker: "38;5;25"
        case .border: "38;5;246"
        case .key: "7"
        case .quiet, .output: "38;5;241"
        case .comment: "3;38;5;241"
        case .good, .tip, .string: "38;5;22"
        case .bad, .caution: "38;5;124"
        case .doubtful, .warning: "38;5;94"
        case .note: "38;5;26"
        case .important: "38;5;91"
        case .keyword: "38;5;90"
        case .number: "38;5;130"
        case .type: "38;5;23"
        case .function: "38;5;25"
        case .property: "38;5;24"
        case .operator: "38;5;60"
        case .prompt: "38;5;22"
        case .command: "1"
        case .bar: "48;5;252;38;5;232"
        case .selection: "48;5;254"
        case .match: "48;5;229;38;5;16"
        case .currentMatch: "48;5;214;38;5;16"
        }
    }

    /// For terminals with sixteen colours, whose owner chose what those look like. Bright ones on dark, plain ones on light.
    static func sixteen(_ role: Role, isDark: Bool) -> String {
        let bright = isDark ? 90 : 30
        return switch role {
        case .text, .codeText, .punctuation, .figure, .variable, .operator, .quote, .output: ""
        case .heading1, .heading2: "1;\(bright + 6)"
        case .heading3, .heading4, .heading5, .heading6, .command: "1"
        case .code, .doubtful, .warning, .number: isDark ? "93" : "33"
        case .link: "4;\(bright + 4)"
        case .marker, .type, .property: "\(bright + 6)"
        case .border, .quiet, .comment: isDark ? "37" : "90"
        case .key, .bar, .match: "7"
        case .selection: isDark ? "100" : "47"
        case .currentMatch: "1;7"
        case .good, .tip, .string, .prompt: "\(bright + 2)"
        case .bad, .caution: "\(bright + 1)"
        case .note, .function: "\(bright + 4)"
        case .important, .keyword: "\(bright + 5)"
        }
    }
}

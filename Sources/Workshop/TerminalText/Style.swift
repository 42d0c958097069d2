/// What a piece of text is. A theme decides what that looks like; text itself never holds colours.
public struct Style: Hashable, Sendable {
    /// What the text is for.
    public var role: Role
    /// What is said about it besides: strong, emphasis, struck out, underlined.
    public var marks: Marks

    /// A style of a role and its marks.
    public init(_ role: Role = .text, _ marks: Marks = []) {
        self.role = role
        self.marks = marks
    }

    /// Ordinary text.
    public static let plain = Style()
    /// Ordinary text that matters.
    public static let strong = Style(.text, .strong)
    /// Text that may be overlooked: hints, frames of less weight, what is done.
    public static let quiet = Style(.quiet)
    /// What went well.
    public static let good = Style(.good)
    /// What went wrong.
    public static let bad = Style(.bad)
    /// What might be wrong, or is not known.
    public static let doubtful = Style(.doubtful)
}

/// What a piece of text is for. One closed list for everything that is shown, so that a theme is complete.
public enum Role: UInt8, CaseIterable, Hashable, Sendable {
    /// Ordinary text.
    case text
    /// Headings, by level.
    case heading1
    case heading2
    case heading3
    case heading4
    case heading5
    case heading6
    /// Code within a sentence.
    case code
    /// The words of a link.
    case link
    /// The text of a quotation.
    case quote
    /// Bullets, numbers and task boxes of lists; marks of footnotes.
    case marker
    /// Lines and frames: tables, rules, bars of quotations, titles of code blocks.
    case border
    /// A key to press.
    case key
    /// What may be overlooked.
    case quiet
    /// What went well, went wrong, might be wrong.
    case good
    case bad
    case doubtful
    /// Names and bars of callouts.
    case note
    case tip
    case important
    case warning
    case caution
    /// Within code: text without a role of its own.
    case codeText
    case keyword
    case string
    case comment
    case number
    case type
    case function
    case variable
    /// Keys of YAML and JSON, names of options and flags.
    case property
    case `operator`
    case punctuation
    /// Within console sessions: the prompt, what is typed, what comes out.
    case prompt
    case command
    case output
    /// A drawn figure.
    case figure
    /// On screens: a bar of title or status, the line under the cursor, what a search found, and where it stands.
    case bar
    case selection
    case match
    case currentMatch

    /// The role of a heading; levels outside 1–6 are those at the ends.
    public static func heading(_ level: Int) -> Role {
        Role(rawValue: Role.heading1.rawValue + UInt8(min(max(level, 1), 6) - 1)) ?? .heading1
    }
}

/// What can be said about text of any role.
public struct Marks: OptionSet, Hashable, Sendable {
    /// One bit a mark.
    public let rawValue: UInt8
    /// Marks by their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Strong emphasis, shown bold.
    public static let strong = Marks(rawValue: 1)
    /// Emphasis, shown slanted.
    public static let emphasis = Marks(rawValue: 2)
    /// Struck out.
    public static let strikethrough = Marks(rawValue: 4)
    /// Underlined.
    public static let underline = Marks(rawValue: 8)
}

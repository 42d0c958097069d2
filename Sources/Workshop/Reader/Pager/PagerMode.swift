/// What the screen shows besides the text.
enum PagerMode: Sendable, Hashable {
    case reading
    /// The line in which a search is typed.
    case prompt(SearchPrompt, String)
    /// The table of contents, with the chosen heading.
    case contents(Int)
    /// The lines in which a search found something, with the chosen one.
    case hits([Int], Int)
    /// The keys, from a line on.
    case help(Int)
}

/// The searches that are typed.
enum SearchPrompt: Sendable, Hashable {
    case forward, backward
    /// `&`: all lines that have it, as a list.
    case list

    var sign: String {
        switch self {
        case .forward: "/"
        case .backward: "?"
        case .list: "&"
        }
    }
}

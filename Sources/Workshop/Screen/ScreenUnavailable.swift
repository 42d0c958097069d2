/// Why there is no screen to draw on. The plain form of what was to be shown is right then.
public enum ScreenUnavailable: Error, Sendable, Hashable, CustomStringConvertible {
    /// Standard input or output is not a terminal.
    case noTerminal
    /// `TERM` is missing or `dumb`.
    case dumb
    /// The locale is not a UTF-8 one.
    case notUTF8
    /// Another screen of this process has the terminal.
    case taken
    /// The terminal has fewer than 20 columns or 5 rows.
    case tooSmall(rows: Int, columns: Int)

    public var description: String {
        switch self {
        case .noTerminal: "Standard input and output must be a terminal for this."
        case .dumb: "The variable TERM says that this terminal can only print lines."
        case .notUTF8: "The locale is not UTF-8; set LANG to one that is, for example C.UTF-8."
        case .taken: "The terminal is in use already."
        case .tooSmall(let rows, let columns):
            "The terminal has \(columns) columns and \(rows) rows; at least 20 and 5 are needed."
        }
    }
}

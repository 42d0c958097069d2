/// A key of the keyboard, as far as a terminal tells.
public enum Key: Sendable, Hashable {
    /// A key that writes: letters as they are written, so `G` is `.character("G")` without a modifier.
    case character(Unicode.Scalar)
    case enter, tab, backspace, escape, delete, insert
    case up, down, left, right
    case home, end, pageUp, pageDown
    /// F1 to F24.
    case function(Int)
}

/// What is held down while a key or a button is pressed.
public struct Modifiers: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Told for keys that do not write; a letter says it by being a capital.
    public static let shift = Modifiers(rawValue: 1)
    /// Alt, or Meta.
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
    /// The key with a logo, or Hyper.
    public static let command = Modifiers(rawValue: 8)
}

/// A key that was pressed, with what was held down.
public struct KeyPress: Sendable, Hashable {
    public var key: Key
    public var modifiers: Modifiers

    public init(_ key: Key, _ modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    /// A character without modifiers: `"q"`.
    public static func character(_ scalar: Unicode.Scalar) -> KeyPress { KeyPress(.character(scalar)) }

    /// A letter with Ctrl, the letter in lower case.
    public static func control(_ scalar: Unicode.Scalar) -> KeyPress { KeyPress(.character(scalar), .control) }

    /// The character that the key writes; `nil` for other keys and with Ctrl or Alt.
    public var written: Unicode.Scalar? {
        guard case .character(let scalar) = key, modifiers.isSubset(of: .shift) else { return nil }
        return scalar
    }
}

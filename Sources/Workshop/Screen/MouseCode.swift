/// The number in which terminals tell buttons, movement and modifiers together.
enum MouseCode {
    /// - Parameters:
    ///   - column: counted from 1, as it is sent.
    ///   - row: counted from 1, as it is sent.
    static func event(_ code: Int, column: Int, row: Int, isRelease: Bool) -> MouseEvent? {
        guard code >= 0, column >= 1, row >= 1 else { return nil }
        var modifiers: Modifiers = []
        if code & 4 != 0 { modifiers.insert(.shift) }
        if code & 8 != 0 { modifiers.insert(.alt) }
        if code & 16 != 0 { modifiers.insert(.control) }
        guard let kind = kind(code & ~(4 | 8 | 16), isRelease) else { return nil }
        return MouseEvent(kind, row: row - 1, column: column - 1, modifiers: modifiers)
    }

    private static func kind(_ code: Int, _ isRelease: Bool) -> MouseEvent.Kind? {
        let buttons: [MouseEvent.Button] = [.left, .middle, .right]
        switch code {
        case 0...2: return isRelease ? .release(buttons[code]) : .press(buttons[code])
        // The old form does not tell which button was let go.
        case 3: return .release(.left)
        case 32...34: return .drag(buttons[code - 32])
        case 64: return isRelease ? nil : .wheelUp
        case 65: return isRelease ? nil : .wheelDown
        default: return nil
        }
    }
}

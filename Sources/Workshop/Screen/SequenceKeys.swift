/// Which sequences are which keys.
enum SequenceKeys {
    /// The final byte of `ESC [ … X` and `ESC O X` for keys without a number.
    private static let letters: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "F"): .end, UInt8(ascii: "H"): .home,
        UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3),
        UInt8(ascii: "S"): .function(4),
    ]

    /// rxvt's arrows with Shift (`ESC [ a`) and Ctrl (`ESC O a`).
    private static let lowered: [UInt8: Key] = [
        UInt8(ascii: "a"): .up, UInt8(ascii: "b"): .down, UInt8(ascii: "c"): .right, UInt8(ascii: "d"): .left,
    ]

    /// The keypad in application mode: `ESC O j` to `ESC O y`.
    private static let keypad: [UInt8: Key] = [
        UInt8(ascii: "M"): .enter, UInt8(ascii: "I"): .tab, UInt8(ascii: " "): .character(" "),
        UInt8(ascii: "X"): .character("="), UInt8(ascii: "j"): .character("*"), UInt8(ascii: "k"): .character("+"),
        UInt8(ascii: "l"): .character(","), UInt8(ascii: "m"): .character("-"), UInt8(ascii: "n"): .character("."),
        UInt8(ascii: "o"): .character("/"),
    ]

    /// The number of `ESC [ n ~`.
    private static let numbers: [Int: Key] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6),
        18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11),
        24: .function(12), 25: .function(13), 26: .function(14), 28: .function(15), 29: .function(16),
        31: .function(17), 32: .function(18), 33: .function(19), 34: .function(20),
    ]

    /// kitty's codes of keys that have no character. From 57376 on it is F13 and up, from 57399 on the keypad.
    private static let codes: [Int: Key] = [
        57417: .left, 57418: .right, 57419: .up, 57420: .down, 57421: .pageUp, 57422: .pageDown, 57423: .home,
        57424: .end, 57425: .insert, 57426: .delete, 57414: .enter, 57409: .character("."),
        57410: .character("/"), 57411: .character("*"), 57412: .character("-"), 57413: .character("+"),
        57415: .character("="), 57416: .character(","),
    ]

    /// What follows `ESC O`.
    static func single(_ byte: UInt8) -> KeyPress? {
        if let key = letters[byte] { return KeyPress(key) }
        if let key = lowered[byte] { return KeyPress(key, .control) }
        if let key = keypad[byte] { return KeyPress(key) }
        if (UInt8(ascii: "p")...UInt8(ascii: "y")).contains(byte) {
            return KeyPress(.character(Unicode.Scalar(byte - UInt8(ascii: "p") + UInt8(ascii: "0"))))
        }
        return nil
    }

    /// What `ESC [ … X` is as a key.
    static func control(_ sequence: ControlSequence, _ modifiers: Modifiers) -> KeyPress? {
        let held = modifiers.union(Modifiers(code: sequence.number(1) ?? 1))
        // A release in kitty's protocol: ESC [ 1 ; 1:3 A.
        if sequence.parameters.count > 1, sequence.parameters[1].count > 1, sequence.parameters[1][1] == 3 {
            return nil
        }
        switch sequence.final {
        case UInt8(ascii: "Z"): return KeyPress(.tab, held.union(.shift))
        case UInt8(ascii: "~"):
            // modifyOtherKeys: ESC [ 27 ; modifiers ; code ~.
            if sequence.number(0) == 27, let code = sequence.number(2) { return coded(code, held) }
            return sequence.number(0).flatMap { numbers[$0] }.map { KeyPress($0, held) }
        case UInt8(ascii: "^"): return sequence.number(0).flatMap { numbers[$0] }.map { KeyPress($0, [.control]) }
        case UInt8(ascii: "$"): return sequence.number(0).flatMap { numbers[$0] }.map { KeyPress($0, [.shift]) }
        case UInt8(ascii: "@"):
            return sequence.number(0).flatMap { numbers[$0] }.map { KeyPress($0, [.control, .shift]) }
        case UInt8(ascii: "E"): return nil
        default:
            if let key = letters[sequence.final] { return KeyPress(key, held) }
            return lowered[sequence.final].map { KeyPress($0, held.union(.shift)) }
        }
    }

    /// Whether the bytes are rxvt's beginning of a key with Shift: a number and `$`.
    static func isRxvtShift(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes.last == UInt8(ascii: "$")
            && bytes.dropLast().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// A key by its character's number, as `modifyOtherKeys` and kitty's protocol tell it.
    static func coded(_ code: Int, _ modifiers: Modifiers) -> KeyPress? {
        switch code {
        case 8, 127: return KeyPress(.backspace, modifiers)
        case 9: return KeyPress(.tab, modifiers)
        case 10, 13: return KeyPress(.enter, modifiers)
        case 27: return KeyPress(.escape, modifiers)
        case 57376...57387: return KeyPress(.function(code - 57363), modifiers)
        case 57399...57408: return KeyPress(.character(digit(code - 57399)), modifiers)
        case 32...0x10ffff:
            if let key = codes[code] { return KeyPress(key, modifiers) }
            // The rest of kitty's private range is keys that nothing here uses, such as those that only modify.
            guard !(0xe000...0xf8ff).contains(code), !(0x7f...0x9f).contains(code),
                let scalar = Unicode.Scalar(UInt32(code))
            else { return nil }
            var held = modifiers
            var written = scalar
            if held.contains(.shift), !held.contains(.control), scalar.properties.isAlphabetic {
                // A letter says Shift by being a capital.
                if let capital = scalar.properties.uppercaseMapping.unicodeScalars.first { written = capital }
                held.remove(.shift)
            }
            return KeyPress(.character(written), held)
        default: return nil
        }
    }

    private static func digit(_ value: Int) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(truncatingIfNeeded: 0x30 + min(max(value, 0), 9)))
    }
}

extension Modifiers {
    /// The number in a sequence: one more than the sum of 1 for Shift, 2 for Alt, 4 for Ctrl, and those of keys with logos.
    init(code: Int) {
        guard code > 1 else {
            self = []
            return
        }
        let bits = code - 1
        var result: Modifiers = []
        if bits & 1 != 0 { result.insert(.shift) }
        if bits & (2 | 32) != 0 { result.insert(.alt) }
        if bits & 4 != 0 { result.insert(.control) }
        if bits & (8 | 16) != 0 { result.insert(.command) }
        self = result
    }
}

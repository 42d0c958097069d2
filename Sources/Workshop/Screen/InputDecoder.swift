/// Turns the bytes that a terminal sends into keys, mouse events, pasted text and answers.
///
/// Bytes may come in any pieces. It understands what xterm, rxvt, the Linux console and kitty send (ECMA-48 control
/// sequences, SS3, `modifyOtherKeys`, kitty's keyboard protocol, mouse modes 1006 and 1000, bracketed paste). What it does
/// not understand it drops whole: no part of a sequence ever becomes a key.
public struct InputDecoder: Sendable {
    /// The longest control sequence that is read; longer ones are dropped.
    static let longestSequence = 128
    /// The longest answer that is read; longer ones are dropped.
    static let longestAnswer = 64 << 10
    /// The longest text that can be pasted; the rest is dropped.
    static let longestPaste = 1 << 20
    /// How many silences a begun sequence survives.
    static let patience = 20

    enum State: Sendable, Equatable {
        case ground
        case escape(Modifiers)
        /// ESC [, or ESC ESC [ as rxvt sends with Alt.
        case control(Modifiers)
        /// ESC [ [, the Linux console's function keys.
        case consoleFunction
        /// ESC O.
        case single(Modifiers)
        /// The three bytes of a mouse event in X11's old form.
        case oldMouse
        /// OSC, DCS, APC, PM, SOS, by the byte behind ESC; the flag says that ESC was just read.
        case string(UInt8, sawEscape: Bool)
        case paste
    }

    var state = State.ground
    var buffer: [UInt8] = []
    var isTooLong = false
    private var character = UTF8Assembly()
    private var silences = 0

    public init() {}

    /// Whether bytes are held back because more may belong to them. When none come for some 50 ms, call ``settle()``.
    public var isWaiting: Bool { state != .ground && state != .paste || character.isBegun }

    /// Reads the next bytes.
    public mutating func read(_ bytes: some Sequence<UInt8>) -> [TerminalInput] {
        var result: [TerminalInput] = []
        for byte in bytes { take(byte, &result) }
        silences = 0
        return result
    }

    /// Says that no more bytes came for a while: an ESC alone is the key then. A begun answer is waited for longer.
    public mutating func settle() -> [TerminalInput] {
        silences += 1
        character = UTF8Assembly()
        var result: [TerminalInput] = []
        switch state {
        case .ground, .paste: return []
        case .escape(let modifiers): result = [.key(KeyPress(.escape, modifiers))]
        case .control(let modifiers) where buffer.isEmpty:
            result = [.key(KeyPress(.character("["), modifiers.union(.alt)))]
        case .single(let modifiers) where buffer.isEmpty:
            result = [.key(KeyPress(.character("O"), modifiers.union(.alt)))]
        case .string(let kind, sawEscape: false) where buffer.isEmpty:
            result = [.key(KeyPress(.character(Unicode.Scalar(kind)), .alt))]
        default:
            if silences < Self.patience { return [] }
        }
        reset()
        return result
    }

    mutating func reset() {
        state = .ground
        buffer = []
        isTooLong = false
    }

    private mutating func take(_ byte: UInt8, _ result: inout [TerminalInput]) {
        switch state {
        case .ground: takeGround(byte, [], &result)
        case .escape(let modifiers): takeEscape(byte, modifiers, &result)
        case .control(let modifiers): takeControl(byte, modifiers, &result)
        case .consoleFunction:
            reset()
            // ESC [ [ A to E are F1 to F5.
            if (0x41...0x45).contains(byte) { result.append(.key(KeyPress(.function(Int(byte) - 0x40)))) }
        case .single(let modifiers): takeSingle(byte, modifiers, &result)
        case .oldMouse:
            buffer.append(byte)
            guard buffer.count == 3 else { return }
            let parts = buffer.map { Int($0) - 32 }
            reset()
            if let event = MouseCode.event(parts[0], column: parts[1], row: parts[2], isRelease: false) {
                result.append(.mouse(event))
            }
        case .string(let kind, let sawEscape): takeString(byte, kind, sawEscape, &result)
        case .paste: takePaste(byte, &result)
        }
    }

    // MARK: Characters

    private mutating func takeGround(_ byte: UInt8, _ modifiers: Modifiers, _ result: inout [TerminalInput]) {
        if byte >= 0x80 {
            if let press = character.take(byte, modifiers) { result.append(.key(press)) }
            return
        }
        character = UTF8Assembly()
        if byte == 0x1b {
            state = .escape(modifiers)
        } else {
            result.append(.key(Self.key(byte, modifiers)))
        }
    }

    /// A byte of ASCII as a key.
    static func key(_ byte: UInt8, _ modifiers: Modifiers) -> KeyPress {
        switch byte {
        case 0x00: KeyPress(.character(" "), modifiers.union(.control))
        case 0x08, 0x7f: KeyPress(.backspace, modifiers)
        case 0x09: KeyPress(.tab, modifiers)
        case 0x0a, 0x0d: KeyPress(.enter, modifiers)
        case 0x1b: KeyPress(.escape, modifiers)
        case 0x01...0x1a: KeyPress(.character(Unicode.Scalar(byte + 0x60)), modifiers.union(.control))
        case 0x1c...0x1f: KeyPress(.character(Unicode.Scalar(byte + 0x40)), modifiers.union(.control))
        default: KeyPress(.character(Unicode.Scalar(byte)), modifiers)
        }
    }

    // MARK: What follows ESC

    private mutating func takeEscape(_ byte: UInt8, _ modifiers: Modifiers, _ result: inout [TerminalInput]) {
        switch byte {
        case 0x1b:
            // Alt and a key that begins with ESC itself; or ESC was pressed twice.
            if modifiers.contains(.alt) {
                result.append(.key(KeyPress(.escape, .alt)))
                reset()
            } else {
                state = .escape(.alt)
            }
        case UInt8(ascii: "["): state = .control(modifiers)
        case UInt8(ascii: "O"): state = .single(modifiers)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            state = .string(byte, sawEscape: false)
        default:
            reset()
            takeGround(byte, .alt, &result)
        }
    }

    private mutating func takeSingle(_ byte: UInt8, _ modifiers: Modifiers, _ result: inout [TerminalInput]) {
        // Old xterms put a modifier between: ESC O 5 A.
        if (0x30...0x39).contains(byte), buffer.count < 2 {
            buffer.append(byte)
            return
        }
        let number = Int(String(decoding: buffer, as: UTF8.self)) ?? 1
        reset()
        if byte == 0x1b {
            state = .escape([])
        } else if var press = SequenceKeys.single(byte) {
            press.modifiers.formUnion(modifiers.union(Modifiers(code: number)))
            result.append(.key(press))
        }
    }

    private mutating func takeControl(_ byte: UInt8, _ modifiers: Modifiers, _ result: inout [TerminalInput]) {
        switch byte {
        case UInt8(ascii: "[") where buffer.isEmpty: state = .consoleFunction
        case UInt8(ascii: "M") where buffer.isEmpty:
            state = .oldMouse
        case 0x20...0x3f:
            if buffer.count < Self.longestSequence { buffer.append(byte) } else { isTooLong = true }
        // rxvt ends keys with $, which elsewhere stands before a final byte.
        case 0x40...0x7e:
            let sequence = ControlSequence(buffer, final: byte)
            let isKnown = !isTooLong
            reset()
            guard isKnown, let sequence else { return }
            if sequence.marker == nil, sequence.final == UInt8(ascii: "~"), sequence.number(0) == 200 {
                state = .paste
            } else if let input = sequence.input(modifiers) {
                result.append(input)
            }
        case 0x1b:
            reset()
            state = .escape([])
        // CAN and SUB end a sequence; other control characters within one have no meaning here.
        case 0x18, 0x1a: reset()
        default: break
        }
        if case .control = state, byte == UInt8(ascii: "$"), SequenceKeys.isRxvtShift(buffer) {
            let digits = buffer.dropLast()
            reset()
            if let press = ControlSequence(Array(digits), final: byte)?.input(modifiers) { result.append(press) }
        }
    }

    // MARK: Strings

    private mutating func takeString(
        _ byte: UInt8, _ kind: UInt8, _ sawEscape: Bool, _ result: inout [TerminalInput]
    ) {
        if sawEscape {
            guard byte == UInt8(ascii: "\\") else {
                // ESC that ends nothing begins something new.
                reset()
                takeEscape(byte, [], &result)
                return
            }
            finishString(kind, &result)
        } else if byte == 0x1b {
            state = .string(kind, sawEscape: true)
        } else if byte == 0x07, kind == UInt8(ascii: "]") {
            finishString(kind, &result)
        } else if byte == 0x18 || byte == 0x1a {
            reset()
        } else if buffer.count < Self.longestAnswer {
            buffer.append(byte)
        } else {
            isTooLong = true
        }
    }

    private mutating func finishString(_ kind: UInt8, _ result: inout [TerminalInput]) {
        let report = isTooLong ? .other : AnswerText.report(kind, buffer)
        reset()
        result.append(.report(report))
    }

    // MARK: Pasted text

    private static let pasteEnd = Array("\u{1b}[201~".utf8)

    private mutating func takePaste(_ byte: UInt8, _ result: inout [TerminalInput]) {
        buffer.append(byte)
        if byte == UInt8(ascii: "~"), buffer.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) {
            let text = String(decoding: buffer.dropLast(Self.pasteEnd.count).prefix(Self.longestPaste), as: UTF8.self)
            reset()
            result.append(.paste(text))
        } else if buffer.count >= Self.longestPaste + 2 * Self.pasteEnd.count {
            // Keeps the beginning, and enough to see the end.
            buffer.remove(at: Self.longestPaste)
        }
    }
}

/// Puts together characters of several bytes.
private struct UTF8Assembly: Sendable {
    private var bytes: [UInt8] = []
    private var wanted = 0
    /// What was held down, as the first byte told.
    private var modifiers: Modifiers = []

    var isBegun: Bool { !bytes.isEmpty }

    /// Takes a byte from 0x80 on; returns the character that it completes. Bytes that are not UTF-8 are dropped.
    mutating func take(_ byte: UInt8, _ held: Modifiers) -> KeyPress? {
        if byte >= 0xc0 {
            bytes = [byte]
            modifiers = held
            wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
            return nil
        }
        guard isBegun else { return nil }
        bytes.append(byte)
        guard bytes.count == wanted else { return nil }
        let text = String(validating: bytes, as: UTF8.self)
        bytes = []
        guard let scalar = text?.unicodeScalars.first, scalar.value >= 0xa0 else { return nil }
        return KeyPress(.character(scalar), modifiers)
    }
}

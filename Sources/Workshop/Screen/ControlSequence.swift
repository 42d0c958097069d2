/// A control sequence as ECMA-48 writes it: `ESC [`, a marker, numbers, a final byte.
struct ControlSequence {
    /// `<`, `=`, `>` or `?` in front of the numbers.
    let marker: UInt8?
    /// The numbers between semicolons, each with its parts between colons; empty ones are `nil`.
    let parameters: [[Int?]]
    /// The characters between the numbers and the final byte.
    let intermediates: [UInt8]
    let final: UInt8

    /// `nil` when the bytes are in no order that the standard knows.
    init?(_ bytes: [UInt8], final: UInt8) {
        var rest = bytes[...]
        if let first = rest.first, (0x3c...0x3f).contains(first) { marker = rest.removeFirst() } else { marker = nil }
        let numbers = rest.prefix { (0x30...0x3b).contains($0) }
        rest = rest.dropFirst(numbers.count)
        guard rest.allSatisfy({ (0x20...0x2f).contains($0) }) else { return nil }
        intermediates = Array(rest)
        parameters = numbers.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { group in
            group.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
                Int(String(decoding: $0, as: UTF8.self))
            }
        }
        self.final = final
    }

    func number(_ index: Int) -> Int? { parameters.indices.contains(index) ? parameters[index].first ?? nil : nil }

    /// What the sequence means; `nil` when it is none of the known ones.
    func input(_ modifiers: Modifiers) -> TerminalInput? {
        switch marker {
        case UInt8(ascii: "<"): return mouse()
        case UInt8(ascii: "?"), UInt8(ascii: ">"), UInt8(ascii: "="): return report()
        default: break
        }
        guard intermediates.isEmpty else { return .report(.other) }
        switch final {
        case UInt8(ascii: "I") where parameters.allSatisfy({ $0 == [nil] }): return .focus(true)
        case UInt8(ascii: "O") where parameters.allSatisfy({ $0 == [nil] }): return .focus(false)
        // rxvt's mouse mode 1015.
        case UInt8(ascii: "M"):
            guard let code = number(0), let column = number(1), let row = number(2) else { return nil }
            return MouseCode.event(code - 32, column: column, row: row, isRelease: false).map { .mouse($0) }
        case UInt8(ascii: "t"): return .report(pixels())
        // The cursor's place and the state of the device: nobody asked.
        case UInt8(ascii: "n"): return .report(.other)
        case UInt8(ascii: "R") where parameters.count == 2 && number(0) != 1: return .report(.other)
        case UInt8(ascii: "u"): return kitty(modifiers)
        default: return SequenceKeys.control(self, modifiers).map { .key($0) }
        }
    }

    // MARK: Mouse

    /// `ESC [ < code ; column ; row M`, or `m` for a release (mode 1006).
    private func mouse() -> TerminalInput? {
        guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m"), let code = number(0), let column = number(1),
            let row = number(2)
        else { return nil }
        return MouseCode.event(code, column: column, row: row, isRelease: final == UInt8(ascii: "m")).map { .mouse($0) }
    }

    // MARK: Answers

    private func report() -> TerminalInput? {
        if final == UInt8(ascii: "c"), marker == UInt8(ascii: "?") {
            return .report(.deviceAttributes(parameters.compactMap { $0.first ?? nil }))
        }
        // DECRPM: 0 is unknown, 4 is known and can never be set.
        if final == UInt8(ascii: "y"), intermediates == [UInt8(ascii: "$")], let mode = number(0), let value = number(1)
        {
            return .report(.mode(mode, isKnown: value == 1 || value == 2 || value == 3))
        }
        return .report(.other)
    }

    private func pixels() -> TerminalReport {
        guard let kind = number(0), let height = number(1), let width = number(2), height > 0, width > 0 else {
            return .other
        }
        return switch kind {
        case 6: .cellPixels(width: width, height: height)
        case 4: .windowPixels(width: width, height: height)
        default: .other
        }
    }

    // MARK: kitty's keyboard protocol

    /// `ESC [ code : shifted : base ; modifiers : event ; text u`.
    private func kitty(_ modifiers: Modifiers) -> TerminalInput? {
        guard let code = number(0) else { return nil }
        let state = parameters.count > 1 ? parameters[1] : []
        // 3 is the release of a key.
        if state.count > 1, state[1] == 3 { return .report(.other) }
        var held = modifiers.union(Modifiers(code: (state.first ?? nil) ?? 1))
        var code2 = code
        if held.contains(.shift), parameters[0].count > 1, let shifted = parameters[0][1] {
            code2 = shifted
            held.remove(.shift)
        }
        return SequenceKeys.coded(code2, held).map { .key($0) }
    }
}

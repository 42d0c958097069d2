import Testing

@testable import Screen

@Suite("Bytes of a terminal as keys")
struct InputDecoderTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var bytes: String
        var inputs: [TerminalInput]
        var testDescription: String { bytes.debugDescription }

        init(_ bytes: String, _ inputs: TerminalInput...) {
            self.bytes = bytes
            self.inputs = inputs
        }

        init(_ bytes: String, _ key: Key, _ modifiers: Modifiers = []) {
            self.bytes = bytes
            inputs = [.key(KeyPress(key, modifiers))]
        }
    }

    static let keys: [Example] = [
        Example("a", .character("a")), Example("G", .character("G")), Example("é", .character("é")),
        Example("漢", .character("漢")), Example("👍", .character("👍")), Example(" ", .character(" ")),
        Example("\r", .enter), Example("\n", .enter), Example("\t", .tab), Example("\u{7f}", .backspace),
        Example("\u{8}", .backspace), Example("\0", .character(" "), .control),
        Example("\u{3}", .character("c"), .control),
        Example("\u{1c}", .character("\\"), .control), Example("\u{1f}", .character("_"), .control),
        // Arrows in normal, application and console mode, and with modifiers.
        Example("\u{1b}[A", .up), Example("\u{1b}OA", .up), Example("\u{1b}[B", .down), Example("\u{1b}[C", .right),
        Example("\u{1b}[D", .left), Example("\u{1b}[1;5A", .up, .control), Example("\u{1b}[1;2B", .down, .shift),
        Example("\u{1b}[1;3C", .right, .alt), Example("\u{1b}[1;8D", .left, [.shift, .alt, .control]),
        Example("\u{1b}[a", .up, .shift), Example("\u{1b}Oa", .up, .control), Example("\u{1b}O5A", .up, .control),
        Example("\u{1b}\u{1b}[A", .up, .alt), Example("\u{1b}\u{1b}OA", .up, .alt),
        // Keys with numbers.
        Example("\u{1b}[H", .home), Example("\u{1b}OH", .home), Example("\u{1b}[1~", .home),
        Example("\u{1b}[7~", .home),
        Example("\u{1b}[F", .end), Example("\u{1b}[4~", .end), Example("\u{1b}[8~", .end),
        Example("\u{1b}[2~", .insert),
        Example("\u{1b}[3~", .delete), Example("\u{1b}[5~", .pageUp), Example("\u{1b}[6~", .pageDown),
        Example("\u{1b}[5;5~", .pageUp, .control), Example("\u{1b}[3$", .delete, .shift),
        Example("\u{1b}[3^", .delete, .control), Example("\u{1b}[3@", .delete, [.control, .shift]),
        Example("\u{1b}[Z", .tab, .shift),
        // F1 to F12 in three dialects.
        Example("\u{1b}OP", .function(1)), Example("\u{1b}[11~", .function(1)), Example("\u{1b}[[A", .function(1)),
        Example("\u{1b}[1;2P", .function(1), .shift), Example("\u{1b}[15~", .function(5)),
        Example("\u{1b}[24~", .function(12)), Example("\u{1b}[1;5R", .function(3), .control),
        // The keypad.
        Example("\u{1b}OM", .enter), Example("\u{1b}Op", .character("0")), Example("\u{1b}Oy", .character("9")),
        Example("\u{1b}Ok", .character("+")),
        // Alt.
        Example("\u{1b}a", .character("a"), .alt), Example("\u{1b}é", .character("é"), .alt),
        Example("\u{1b}\u{7f}", .backspace, .alt), Example("\u{1b}\r", .enter, .alt),
        Example("\u{1b}\u{1}", .character("a"), [.alt, .control]),
        // modifyOtherKeys and kitty's protocol.
        Example("\u{1b}[27;5;105~", .character("i"), .control), Example("\u{1b}[27u", .escape),
        Example("\u{1b}[97;5u", .character("a"), .control), Example("\u{1b}[97;2u", .character("A")),
        Example("\u{1b}[49:33;2u", .character("!")), Example("\u{1b}[9;2u", .tab, .shift),
        Example("\u{1b}[57400u", .character("1")), Example("\u{1b}[57419u", .up),
        Example("\u{1b}[57376u", .function(13)),
        Example("\u{1b}[13;1:1u", .enter), Example("\u{1b}[1;1:1A", .up),
    ]

    static let others: [Example] = [
        Example("ab", .key(.character("a")), .key(.character("b"))),
        // The mouse.
        Example("\u{1b}[<0;3;2M", .mouse(MouseEvent(.press(.left), row: 1, column: 2))),
        Example("\u{1b}[<0;3;2m", .mouse(MouseEvent(.release(.left), row: 1, column: 2))),
        Example("\u{1b}[<2;300;200M", .mouse(MouseEvent(.press(.right), row: 199, column: 299))),
        Example("\u{1b}[<64;1;1M", .mouse(MouseEvent(.wheelUp, row: 0, column: 0))),
        Example("\u{1b}[<65;1;1M", .mouse(MouseEvent(.wheelDown, row: 0, column: 0))),
        Example("\u{1b}[<81;1;1M", .mouse(MouseEvent(.wheelDown, row: 0, column: 0, modifiers: .control))),
        Example("\u{1b}[<32;5;5M", .mouse(MouseEvent(.drag(.left), row: 4, column: 4))),
        Example("\u{1b}[M !!", .mouse(MouseEvent(.press(.left), row: 0, column: 0))),
        Example("\u{1b}[32;4;5M", .mouse(MouseEvent(.press(.left), row: 4, column: 3))),
        // The wheel to the side, and buttons that have no name.
        Example("\u{1b}[<66;1;1M"), Example("\u{1b}[<128;1;1M"), Example("\u{1b}[<0;0;1M"), Example("\u{1b}[<M"),
        // Paste: what looks like keys in it is none.
        Example("\u{1b}[200~a\u{1b}[Aq\u{1b}[201~z", .paste("a\u{1b}[Aq"), .key(.character("z"))),
        Example("\u{1b}[200~\u{1b}[201~", .paste("")),
        Example("\u{1b}[I\u{1b}[O", .focus(true), .focus(false)),
        // Answers.
        Example(
            "\u{1b}]11;rgb:1e1e/2020/ffff\u{1b}\\q",
            .report(.color(11, TerminalColor(red: 0x1e, green: 0x20, blue: 0xff))), .key(.character("q"))),
        Example("\u{1b}]11;rgb:0/8/f\u{7}", .report(.color(11, TerminalColor(red: 0, green: 136, blue: 255)))),
        Example("\u{1b}]10;#ffffff\u{7}", .report(.color(10, TerminalColor(red: 255, green: 255, blue: 255)))),
        Example("\u{1b}]11;rgba:ff/ff/ff/80\u{7}", .report(.color(11, TerminalColor(red: 255, green: 255, blue: 255)))),
        Example("\u{1b}]11;no colour\u{7}", .report(.other)), Example("\u{1b}]52;c;YQ==\u{7}", .report(.other)),
        Example("\u{1b}[?62;4;22c", .report(.deviceAttributes([62, 4, 22]))),
        Example("\u{1b}_Gi=31;OK\u{1b}\\", .report(.kittyGraphics(true))),
        Example("\u{1b}_Gi=31;ENOENT: no\u{1b}\\", .report(.kittyGraphics(false))),
        Example("\u{1b}[?2026;2$y", .report(.mode(2026, isKnown: true))),
        Example("\u{1b}[?2026;0$y", .report(.mode(2026, isKnown: false))),
        Example("\u{1b}[6;20;10t", .report(.cellPixels(width: 10, height: 20))),
        Example("\u{1b}P>|xterm(380)\u{1b}\\", .report(.name("xterm(380)"))),
        Example("\u{1b}[24;80R", .report(.other)), Example("\u{1b}[?1u", .report(.other)),
        Example("\u{1b}[0n", .report(.other)),
        Example("\u{1b}[>0;276;0c", .report(.other)),
        // What nobody knows is dropped whole.
        Example("\u{1b}[99~x", .key(.character("x"))), Example("\u{1b}[1;2;3qx", .key(.character("x"))),
        Example("\u{1b}[97;5:3u", .report(.other)), Example("\u{1b}[1;1:3A"), Example("\u{1b}[57441;2u"),
        Example("\u{1b}[[Zx", .key(.character("x"))), Example("\u{1b}Ozx", .key(.character("x"))),
        // A sequence that is broken off by another, or by CAN.
        Example("\u{1b}[1;\u{1b}[A", .key(KeyPress(.up))), Example("\u{1b}[1;\u{18}x", .key(.character("x"))),
        Example("\u{1b}]11;\u{1b}[A", .key(KeyPress(.up))),
    ]

    @Test("whole", arguments: keys + others)
    func whole(example: Example) {
        let decoder = Reading()
        #expect(decoder.read(example.bytes.utf8) == example.inputs)
        #expect(!decoder.isWaiting)
    }

    @Test("byte by byte", arguments: keys + others)
    func split(example: Example) {
        let decoder = Reading()
        var inputs: [TerminalInput] = []
        for byte in example.bytes.utf8 { inputs += decoder.read([byte]) }
        #expect(inputs == example.inputs)
        #expect(!decoder.isWaiting)
    }

    @Test(
        "what a silence makes of a beginning",
        arguments: [
            Example("\u{1b}", .escape), Example("\u{1b}\u{1b}", .escape, .alt),
            Example("\u{1b}[", .character("["), .alt),
            Example("\u{1b}O", .character("O"), .alt), Example("\u{1b}]", .character("]"), .alt),
            Example("\u{1b}P", .character("P"), .alt),
        ])
    func settles(example: Example) {
        let decoder = Reading()
        #expect(decoder.read(example.bytes.utf8) == [])
        #expect(decoder.isWaiting)
        #expect(decoder.settle() == example.inputs)
        #expect(!decoder.isWaiting)
    }

    @Test(
        "a late answer is waited for, and never becomes keys",
        arguments: ["\u{1b}]11;rgb:12", "\u{1b}[?62;", "\u{1b}_Gi=3", "\u{1b}]11\u{1b}"])
    func late(beginning: String) {
        let decoder = Reading()
        #expect(decoder.read(beginning.utf8) == [])
        for _ in 1..<InputDecoder.patience { #expect(decoder.settle() == []) }
        #expect(decoder.isWaiting)
        #expect(decoder.settle() == [])
        #expect(!decoder.isWaiting)
        #expect(decoder.read("q".utf8) == [.key(.character("q"))])
    }

    @Test("what is too long is dropped, and what follows is read")
    func tooLong() {
        let decoder = Reading()
        let digits = String(repeating: "1", count: 100_000)
        #expect(decoder.read("\u{1b}[\(digits)~a".utf8) == [.key(.character("a"))])
        #expect(decoder.read("\u{1b}]11;\(digits)\u{7}b".utf8) == [.report(.other), .key(.character("b"))])
        let long = String(repeating: "x", count: InputDecoder.longestPaste + 5000)
        let pasted = decoder.read("\u{1b}[200~\(long)\u{1b}[201~c".utf8)
        #expect(pasted == [.paste(String(long.prefix(InputDecoder.longestPaste))), .key(.character("c"))])
    }

    @Test("bytes that are no characters are dropped")
    func foreign() {
        let decoder = Reading()
        #expect(
            decoder.read([0xff, 0x61, 0xc3, 0x62, 0x80, 0xe2, 0x82, 0x63, 0xc3, 0xa9]) == [
                .key(.character("a")), .key(.character("b")), .key(.character("c")), .key(.character("é")),
            ])
    }

    @Test("any bytes leave the decoder usable")
    func anything() {
        var state: UInt64 = 42
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let value = UInt8(truncatingIfNeeded: state >> 33)
                bytes.append(value < 100 ? Array("\u{1b}[]O;:<?$~MPu0123456789\\_".utf8)[Int(value) % 25] : value)
            }
            let decoder = Reading()
            _ = decoder.read(bytes)
            // CAN ends whatever was begun; a paste has an end of its own.
            _ = decoder.read(Array("\u{18}\u{1b}[201~\u{18}".utf8))
            for _ in 0...InputDecoder.patience { _ = decoder.settle() }
            #expect(decoder.read("q".utf8).last == .key(.character("q")))
        }
    }
}

/// A decoder that expectations can use while it changes.
private final class Reading {
    private var decoder = InputDecoder()
    var isWaiting: Bool { decoder.isWaiting }
    func read(_ bytes: some Sequence<UInt8>) -> [TerminalInput] { decoder.read(bytes) }
    func settle() -> [TerminalInput] { decoder.settle() }
}

/// Text for a terminal's clipboard: OSC 52.
enum Clipboard {
    /// Terminals refuse more than some 75,000 bytes; text beyond is left out.
    static let limit = 74_000

    static func sequence(_ text: String, isTmux: Bool) -> String {
        var bytes = Array(text.utf8.prefix(limit))
        // Not within a character.
        while !bytes.isEmpty, String(validating: bytes, as: UTF8.self) == nil, bytes.count > limit - 4 {
            bytes.removeLast()
        }
        let code = "\u{1b}]52;c;\(Base64.encode(bytes))\u{7}"
        // tmux takes it for itself or, where it may, passes it on.
        return isTmux ? code + "\u{1b}Ptmux;" + code.replacing("\u{1b}", with: "\u{1b}\u{1b}") + "\u{1b}\\" : code
    }
}

import Screen

/// iTerm2's inline images: OSC 1337, <https://iterm2.com/documentation-images.html>.
enum ITermImage {
    static func sequence(_ image: PNGImage, rows: Int, columns: Int) -> String {
        let size = "size=\(image.bytes.count);width=\(columns);height=\(rows)"
        return
            "\u{1b}]1337;File=inline=1;preserveAspectRatio=1;doNotMoveCursor=1;\(size):\(Base64.encode(image.bytes))\u{7}"
    }
}

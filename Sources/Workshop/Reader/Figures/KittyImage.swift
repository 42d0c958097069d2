import Screen

/// kitty's graphics protocol, <https://sw.kovidgoyal.net/kitty/graphics-protocol/>: the image is sent once, and then placed.
enum KittyImage {
    /// How much base64 one sequence may hold.
    private static let chunk = 4096

    static func placed(
        _ image: PNGImage, rows: Int, columns: Int, visible: Range<Int>, at place: (row: Int, column: Int)
    ) -> ScreenImage {
        let id = number(image)
        var keys = "a=p,i=\(id),p=1,q=2,C=1,c=\(columns),r=\(visible.count)"
        if visible.count < rows {
            // The pixels of the visible rows.
            let from = image.height * visible.lowerBound / rows
            let to = image.height * visible.upperBound / rows
            keys += ",x=0,y=\(from),w=\(image.width),h=\(max(1, to - from))"
        }
        return ScreenImage(
            row: place.row, column: place.column, text: "\u{1b}_G\(keys)\u{1b}\\",
            removal: "\u{1b}_Ga=d,d=i,i=\(id),q=2\u{1b}\\", upload: upload(image, id))
    }

    /// An image's number, never 0.
    private static func number(_ image: PNGImage) -> UInt32 { image.identity & 0x7fff_ffff | 1 }

    private static func upload(_ image: PNGImage, _ id: UInt32) -> String {
        let text = Array(Base64.encode(image.bytes).utf8)
        var result = ""
        var start = 0
        while start < text.count {
            let end = min(start + chunk, text.count)
            let more = end < text.count ? 1 : 0
            let keys = start == 0 ? "a=t,f=100,i=\(id),q=2,m=\(more)" : "m=\(more),q=2"
            result += "\u{1b}_G\(keys);\(String(decoding: text[start..<end], as: UTF8.self))\u{1b}\\"
            start = end
        }
        return result
    }
}

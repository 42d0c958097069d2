import CCmark

/// The library behind a small door: makes a tree, lends it, frees it.
enum Cmark {
    /// Makes the extensions known, once.
    private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

    /// Parses a text and lends the root of its tree. The pointers are invalid afterwards.
    static func withTree(of bytes: UnsafeBufferPointer<UInt8>, _ body: (OpaquePointer) -> Void) {
        guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8) else { return }
        defer { cmark_parser_free(parser) }
        registration
        for name in ["table", "strikethrough", "autolink", "tasklist"] {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        // The library counts in 32 bits.
        let piece = 1 << 24
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + piece)
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<end]).withMemoryRebound(
                to: CChar.self
            ) {
                cmark_parser_feed(parser, $0.baseAddress, $0.count)
            }
            start = end
        }
        guard let root = cmark_parser_finish(parser) else { return }
        body(root)
        cmark_node_free(root)
    }

    /// A text that the library owns; empty when there is none.
    static func string(_ pointer: UnsafePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }
}

import Dockerfile

/// The first byte chooses the escape character and the way of expansion, the rest is the word.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let values = ["HOME": "/home/u", "EMPTY": "", "FILE": "app.tar.gz", "TEXT": "a$1 b\n'c' \"d\" \\e *?[x]"]
    let expander = Expander(escape: choice & 1 == 0 ? "\\" : "`") { values[$0] }
    switch choice >> 1 & 3 {
    case 0: check(try? expander.word(text), text)
    case 1:
        if let words = try? expander.words(text) { precondition(!words.contains("")) }
    case 2: check(try? expander.heredoc(text), text)
    default: _ = Heredoc(text)
    }
    return 0
}

/// A text without anything to expand stays as it is.
private func check(_ result: String?, _ text: String) {
    if !text.unicodeScalars.contains(where: { "$'\"\\`".unicodeScalars.contains($0) }) { precondition(result == text) }
}

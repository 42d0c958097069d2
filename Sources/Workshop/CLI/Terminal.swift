import Glibc
import Presentation

/// The process's standard streams.
enum Terminal {
    /// How text may look on standard output.
    static var style: OutputStyle { .of(STDOUT_FILENO) }
    /// How text may look on standard error, where progress goes.
    static var errorStyle: OutputStyle { .of(STDERR_FILENO) }

    static func print(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) }

    /// - Parameter endsLine: `false` for a question, behind which the answer is typed.
    static func error(_ text: String, endsLine: Bool = true) {
        write(!endsLine || text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    static func print(bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}

import Glibc
import Linux

/// The path of something that is open.
enum RealPath {
    static func of(_ descriptor: Int32) throws(SystemError) -> String {
        var buffer = [CChar](repeating: 0, count: 4097)
        let link = "/proc/self/fd/\(descriptor)"
        let count = try systemCall("readlink", link) { readlink(link, &buffer, 4096) }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

import CLinux
import Glibc

extension Mount {
    /// Lets go of mounts that this process's mount namespace got from the one that it was made of, so that they do not
    /// outlive their owners: all below `folder`, except those below `kept`.
    public static func leaveBehind(below folder: String, except kept: String) {
        guard let table = SmallFile.text("/proc/self/mountinfo") else { return }
        let points = table.split(separator: "\n").compactMap { line -> String? in
            let fields = line.split(separator: " ", maxSplits: 5)
            return fields.count > 4 ? unescaped(fields[4]) : nil
        }
        for point in points.reversed() where point.hasPrefix(folder) && !point.hasPrefix(kept) {
            _ = cl_unmount_lazily(point)
        }
    }

    /// A path of mountinfo, which writes blanks and the like as octal numbers. See proc(5).
    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("\\") else { return String(text) }
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            let digits = rest.dropFirst().prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (48...55).contains($0) }) {
                result.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 48) }))
                rest = rest.dropFirst(4)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

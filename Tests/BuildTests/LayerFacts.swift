import Foundation
import Glibc
import Images
import Linux

/// Everything about a layer's files that the image shows, but not their times.
struct LayerFacts {
    /// One line for each path.
    private(set) var lines: [String] = []

    init(folder: String) throws {
        var firstNames: [UInt64: String] = [:]
        for path in [""] + (try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()) {
            let full = path.isEmpty ? folder : "\(folder)/\(path)"
            var status = stat()
            try systemCall("lstat", full) { lstat(full, &status) }
            var line = "\(path) \(String(status.st_mode, radix: 8)) \(status.st_uid):\(status.st_gid)"
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                line +=
                    " \(status.st_size) "
                    + ContentDigest(of: [UInt8](try Data(contentsOf: URL(fileURLWithPath: full)))).hexadecimal
                let first = firstNames[UInt64(status.st_ino), default: path]
                firstNames[UInt64(status.st_ino)] = first
                line += " is \(first)"
            case S_IFLNK: line += " -> " + (try FileManager.default.destinationOfSymbolicLink(atPath: full))
            default: line += " \(status.st_rdev)"
            }
            if status.st_mode & S_IFMT != S_IFLNK {
                let file = try Descriptor.open(full, O_RDONLY | O_NONBLOCK)
                for (name, value) in try ExtendedAttributes.all(of: file.number, path: full) {
                    line += " \(name)=\(value)"
                }
                withExtendedLifetime(file) {}
            }
            lines.append(line)
        }
    }

    /// The first lines that only one of both has.
    func difference(from other: LayerFacts) -> [String] {
        let (own, others) = (Set(lines), Set(other.lines))
        return Array(lines.filter { !others.contains($0) }.map { "cached: \($0)" }.prefix(5))
            + Array(other.lines.filter { !own.contains($0) }.map { "anew: \($0)" }.prefix(5))
    }
}

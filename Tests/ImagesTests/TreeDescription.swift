import Foundation
import Glibc
import Linux

@testable import Images

/// A tree of files as text: a line for each entry with all that matters about it, to compare two trees.
struct TreeDescription {
    private(set) var lines: [String] = []

    /// Times to the second. `owners` false leaves owners out.
    init(of root: String, owners: Bool = true) throws {
        var links: [ino_t: String] = [:]
        func visit(_ below: String) throws {
            let folder = try Descriptor.open(root + below, O_RDONLY | O_DIRECTORY)
            for name in try RootedDirectory.names(in: folder.number, path: below) {
                let path = root + below + "/" + name
                var status = stat()
                try systemCall("stat", path) { lstat(path, &status) }
                var line = "\(below)/\(name) "
                let mode = String(status.st_mode & 0o7777, radix: 8)
                let common =
                    "\(mode)" + (owners ? " \(status.st_uid):\(status.st_gid)" : "") + " \(status.st_mtim.tv_sec)"
                switch status.st_mode & S_IFMT {
                case S_IFDIR: line += "folder \(common)"
                case S_IFLNK:
                    line += "link \(common) \(try FileManager.default.destinationOfSymbolicLink(atPath: path))"
                case S_IFREG:
                    line +=
                        "file \(common) \(status.st_size) \(sha256(try SmallFile.read(path)).dropFirst(7).prefix(12))"
                    let file = try Descriptor.open(path, O_RDONLY)
                    for attribute in try ArchivedAttributes.all(of: file.number, path: path) {
                        line += " \(attribute.name)=\(attribute.value)"
                    }
                    if status.st_nlink > 1 {
                        if let first = links[status.st_ino] { line += " same as \(first)" }
                        links[status.st_ino] = links[status.st_ino] ?? below + "/" + name
                    }
                case S_IFCHR where status.st_rdev == 0: line += "whiteout "
                default: line += "special \(status.st_mode & S_IFMT) \(common) \(status.st_rdev)"
                }
                lines.append(line)
                if status.st_mode & S_IFMT == S_IFDIR { try visit(below + "/" + name) }
            }
        }
        try visit("")
        lines.sort()
    }
}

import Glibc
import Linux

/// A folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/workshop-progress-test-" + RandomName.hex(words: 1)
        try systemCall("mkdir", path) { mkdir(path, 0o700) }
    }

    deinit { try? removeTree(path) }

    /// Writes a file, with the folders above it.
    func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(folder, 0o755)
        }
        try SmallFile.write(text, to: path + "/" + name, mode: mode)
        chmod(path + "/" + name, mode)
    }

    func read(_ name: String) -> String? { SmallFile.text(path + "/" + name) }

    func names() throws -> [String] {
        let folder = try Descriptor.open(path, O_RDONLY)
        defer { withExtendedLifetime(folder) {} }
        return try RootedDirectory.names(in: folder.number, path: path).sorted()
    }
}

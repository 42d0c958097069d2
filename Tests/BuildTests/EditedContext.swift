import Foundation
import Glibc
import Linux

/// Numbers that a seed determines.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A folder that is edited at random, in every way that a build's result may depend on, and in some that it must not.
struct EditedContext {
    enum Edit: String, CaseIterable {
        case sameSizeAndTime, contents, fileMode, folderMode, owner, time, nothing
        case rename, move, swap, remove, create, createFolder, removeFolder
        case link, retarget, hardLink, breakHardLink, fileToFolder, fileToLink, attribute, ignoreFile

        /// Whether nothing that a copy shows is changed.
        var isInvisible: Bool { self == .time || self == .owner || self == .nothing }
    }

    let root: String
    private var numbers: SeededNumbers
    private var made = 0

    init(root: String, seed: UInt64) throws {
        self.root = root
        numbers = SeededNumbers(seed: seed)
        for folder in ["a", "a/deep", "a/deep/er", "b", "b/ignored", "c"] { try make(folder: folder) }
        for index in 0..<20 { try write(random(["", "a", "a/deep", "a/deep/er", "b", "b/ignored", "c"]), "f\(index)") }
        symlink("f0", root + "/a/link")
        link(root + "/a/deep/f1", root + "/c/same")
    }

    /// Does one edit and says which.
    mutating func edit() throws -> Edit {
        while true {
            let edit = random(Edit.allCases)
            if try perform(edit) { return edit }
        }
    }

    private mutating func perform(_ edit: Edit) throws -> Bool {
        switch edit {
        case .nothing: return true
        case .sameSizeAndTime:
            guard let file = try anyFile(), let status = status(file) else { return false }
            try overwrite(file, size: Int(status.st_size))
            let times = [status.st_atim, status.st_mtim]
            return status.st_size > 0 && utimensat(AT_FDCWD, file, times, 0) == 0
        case .contents:
            guard let file = try anyFile() else { return false }
            try overwrite(file, size: Int.random(in: 0...300, using: &numbers))
            return true
        case .fileMode:
            guard let file = try anyFile() else { return false }
            return chmod(file, mode_t(random([0o644, 0o600, 0o755, 0o640, 0o4755]))) == 0
        case .folderMode:
            guard let folder = try folders().randomElement(using: &numbers), folder != root else { return false }
            return chmod(folder, mode_t(random([0o755, 0o700, 0o711, 0o2775]))) == 0
        case .owner:
            guard let file = try anyFile(), let status = status(file), status.st_mode & 0o6000 == 0 else {
                return false
            }
            return chown(file, uid_t(random([0, 7, 1000])), gid_t(random([0, 8]))) == 0
        case .time:
            guard let file = try anyFile() else { return false }
            let time = timespec(tv_sec: Int.random(in: 1...1_700_000_000, using: &numbers), tv_nsec: 5)
            return utimensat(AT_FDCWD, file, [time, time], 0) == 0
        case .rename:
            guard let file = try anyFile() else { return false }
            return Glibc.rename(file, (file as NSString).deletingLastPathComponent + "/" + newName()) == 0
        case .move:
            guard let file = try anyFile(), let folder = try folders().randomElement(using: &numbers) else {
                return false
            }
            return Glibc.rename(file, folder + "/" + (file as NSString).lastPathComponent) == 0
        case .swap:
            guard let first = try anyFile(), let second = try anyFile(), first != second else { return false }
            return Glibc.rename(first, root + "/.swap") == 0 && Glibc.rename(second, first) == 0
                && Glibc.rename(root + "/.swap", second) == 0
        case .remove:
            guard try files().count > 8, let file = try anyFile() else { return false }
            return unlink(file) == 0
        case .create:
            guard try files().count < 40, let folder = try folders().randomElement(using: &numbers) else {
                return false
            }
            let path = folder + "/" + newName()
            try overwrite(path, size: Int.random(in: 0...300, using: &numbers))
            return true
        case .createFolder:
            guard try folders().count < 14, let folder = try folders().randomElement(using: &numbers) else {
                return false
            }
            return mkdir(folder + "/" + newName(), 0o755) == 0
        case .removeFolder:
            guard
                let folder = try folders().filter({ $0 != root && !["a", "b", "c"].contains(name($0)) })
                    .randomElement(using: &numbers)
            else { return false }
            try removeTree(folder)
            return true
        case .link:
            guard let folder = try folders().randomElement(using: &numbers), try links().count < 8 else { return false }
            return symlink(random(["f0", "../f1", "nowhere", "/etc/passwd"]), folder + "/" + newName()) == 0
        case .retarget:
            guard let old = try links().randomElement(using: &numbers) else { return false }
            return unlink(old) == 0 && symlink(random(["f2", "f3", "deep/f4", "."]), old) == 0
        case .hardLink:
            guard let file = try anyFile(), let folder = try folders().randomElement(using: &numbers) else {
                return false
            }
            return Glibc.link(file, folder + "/" + newName()) == 0
        case .breakHardLink:
            guard let file = try files().filter({ (status($0)?.st_nlink ?? 0) > 1 }).randomElement(using: &numbers)
            else { return false }
            let mode = status(file)?.st_mode ?? 0o644
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            try bytes.write(to: URL(fileURLWithPath: root + "/.broken"))
            return chmod(root + "/.broken", mode & 0o7777) == 0 && Glibc.rename(root + "/.broken", file) == 0
        case .fileToFolder:
            guard let file = try anyFile(), try folders().count < 14, try files().count > 8 else { return false }
            guard unlink(file) == 0, mkdir(file, 0o755) == 0 else { return false }
            try overwrite(file + "/inner", size: 10)
            return true
        case .fileToLink:
            guard let file = try anyFile(), try files().count > 8 else { return false }
            return unlink(file) == 0 && symlink("f5", file) == 0
        case .attribute:
            guard let path = try (files() + folders()).randomElement(using: &numbers) else { return false }
            let file = try Descriptor.open(path, O_RDONLY)
            defer { withExtendedLifetime(file) {} }
            let value = [UInt8.random(in: 0...255, using: &numbers)]
            try ExtendedAttributes.set("user.workshop.test", to: value, on: file.number, path: path)
            return true
        case .ignoreFile:
            let rules = ["b/ignored", "**/f1*", "!**/f12", "c/*", "!c/same", "**/er", "n*", "!a/deep/er/f3", "*.md"]
            let lines = rules.filter { _ in Bool.random(using: &numbers) }
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(
                to: URL(fileURLWithPath: root + "/.dockerignore"))
            return true
        }
    }

    // MARK: Parts

    private mutating func random<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &numbers)]
    }

    private mutating func newName() -> String {
        made += 1
        return "n\(made)"
    }

    private func make(folder: String) throws {
        try FileManager.default.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
    }

    private mutating func write(_ folder: String, _ name: String) throws {
        try overwrite("\(root)/\(folder)/\(name)", size: Int.random(in: 0...300, using: &numbers))
    }

    /// Writes into the file as it is, so that it stays the same inode.
    private mutating func overwrite(_ path: String, size: Int) throws {
        let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
        defer { withExtendedLifetime(file) {} }
        try Descriptor.write(bytes, to: file.number)
    }

    private func name(_ path: String) -> String { (path as NSString).lastPathComponent }

    private func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    private mutating func anyFile() throws -> String? { try files().randomElement(using: &numbers) }

    private func files() throws -> [String] {
        try all(S_IFREG).filter { !["Dockerfile", ".dockerignore"].contains(name($0)) }
    }
    private func links() throws -> [String] { try all(S_IFLNK) }
    private func folders() throws -> [String] { [root] + (try all(S_IFDIR)) }

    private func all(_ kind: mode_t) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root).sorted().map { "\(root)/\($0)" }
            .filter { (status($0)?.st_mode ?? 0) & S_IFMT == kind }
    }
}

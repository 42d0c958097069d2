import Glibc

/// What `start` made in the learner's folder. Paths are relative to it.
public struct StarterCopy: Sendable, Hashable {
    /// The learner's folder, absolute.
    public var folder: String
    /// Files and links that were made, in order.
    public var created: [String] = []
    /// What was there already and stays as it is.
    public var kept: [String] = []

    /// Copies an exercise's starter into a folder, which is made if it is missing. Nothing that exists is changed.
    ///
    /// Running it again completes a copy that was interrupted.
    /// - Throws: ``CourseError`` when something cannot be read or written; what was made by then stays.
    public static func make(of exercise: Exercise, in folder: String) throws(CourseError) -> StarterCopy {
        let source = exercise.folder + "/starter"
        guard TextFile.isDirectory(source) else {
            throw CourseError(file: source, "The exercise has no starter.", help: "Tell the author of the course.")
        }
        var copy = StarterCopy(folder: FolderPath.absolute(folder))
        try makeFolders(copy.folder)
        try copy.copyContent(of: source, path: "")
        return copy
    }

    private mutating func copyContent(of source: String, path: String) throws(CourseError) {
        guard let names = TextFile.names(in: source) else { throw Self.failure("read", source) }
        for name in names {
            try copyEntry("\(source)/\(name)", path: path.isEmpty ? name : "\(path)/\(name)")
        }
    }

    private mutating func copyEntry(_ source: String, path: String) throws(CourseError) {
        let target = folder + "/" + path
        var status = stat()
        guard lstat(source, &status) == 0 else { throw Self.failure("read", source) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            if mkdir(target, 0o777) != 0 {
                let number = errno
                guard number == EEXIST else { throw Self.failure("made", target, number) }
                // A file in the place of a folder is the learner's, so what belongs into it cannot be made.
                guard TextFile.isDirectory(target) else {
                    kept.append(path)
                    return
                }
            }
            try copyContent(of: source, path: path)
        case S_IFLNK:
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            guard readlink(source, &buffer, buffer.count - 1) >= 0 else { throw Self.failure("read", source) }
            try note(path, target, made: symlink(buffer, target) == 0)
        case S_IFREG:
            try copyFile(source, to: target, path: path, mode: status.st_mode & 0o777)
        default:
            throw CourseError(file: source, "A starter may hold files, folders and symbolic links only.")
        }
    }

    private mutating func copyFile(_ source: String, to target: String, path: String, mode: mode_t) throws(CourseError)
    {
        let input = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard input >= 0 else { throw Self.failure("read", source) }
        defer { close(input) }
        // O_EXCL: a file that appears at this very moment is the learner's, too.
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode | 0o200)
        try note(path, target, made: output >= 0)
        guard output >= 0 else { return }
        defer { close(output) }
        do throws(CourseError) {
            try Self.copyBytes(from: input, source, to: output, target)
        } catch {
            unlink(target)
            created.removeLast()
            throw error
        }
    }

    private mutating func note(_ path: String, _ target: String, made: Bool) throws(CourseError) {
        let number = errno
        if made {
            created.append(path)
        } else if number == EEXIST {
            kept.append(path)
        } else {
            throw Self.failure("written", target, number)
        }
    }

    private static func copyBytes(
        from input: Int32, _ source: String, to output: Int32, _ target: String
    ) throws(CourseError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(input, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", source) }
            if count == 0 { return }
            var written = 0
            while written < count {
                let step = buffer.withUnsafeBytes {
                    write(output, $0.baseAddress?.advanced(by: written), count - written)
                }
                if step < 0 && errno == EINTR { continue }
                guard step > 0 else { throw failure("written", target) }
                written += step
            }
        }
    }

    private static func makeFolders(_ path: String) throws(CourseError) {
        for folder in FolderPath.parents(of: path).reversed() + [path] where !TextFile.isDirectory(folder) {
            guard mkdir(folder, 0o777) == 0 else {
                let number = errno
                if number == EEXIST && TextFile.isDirectory(folder) { continue }
                throw number == EEXIST
                    ? CourseError(file: folder, "This is a file, not a folder.", help: "Choose another folder.")
                    : failure("made", folder, number)
            }
        }
    }

    private static func failure(_ verb: String, _ path: String, _ number: Int32 = errno) -> CourseError {
        CourseError(file: path, "This cannot be \(verb): \(TextFile.reason(number)).")
    }
}

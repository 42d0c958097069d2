import FoundationEssentials
import Glibc
import Linux

/// A learner's progress in a course, as one file.
///
/// The file is replaced by a rename while a lock is held: whatever ends a process, the file is whole, and two processes
/// that change it at once both have their change. A file that cannot be understood is kept aside under another name.
public struct ProgressStore: Sendable {
    /// The folder that holds the progress of all courses.
    public let folder: String
    public let course: CourseIdentity

    /// - Parameters:
    ///   - folder: see ``ProgressLocation``. It is made when something is written.
    public init(folder: String, course: CourseIdentity) {
        self.folder = folder
        self.course = course
    }

    /// The file's path.
    public var path: String { "\(folder)/\(course.id).json" }
    /// Where `reset` keeps what it takes away.
    public var backups: String { "\(folder)/\(course.id).backups" }

    /// Progress, and what has to be said about how it was read.
    public struct Loaded<Value: Sendable>: Sendable {
        public var value: Value
        /// A sentence for the learner, when the file was damaged.
        public var notice: String?
    }

    /// What was written last; nothing when there is no file.
    ///
    /// - Throws: ``ProgressError``. A damaged file is no error: it is kept aside, and the notice says so.
    public func read() throws(ProgressError) -> Loaded<LearnerProgress> {
        do throws(Unreadable) {
            return Loaded(value: try load())
        } catch {
            guard error == .damaged else { throw error.error }
        }
        // Somebody else may have put a whole file there by now, so it is looked at once more, under the lock.
        let lock = try lock()
        defer { withExtendedLifetime(lock) {} }
        return try loadOrKeepAside()
    }

    /// Changes the progress. The file is written when `body` changed something, and only when it returns.
    ///
    /// - Parameter body: gets what is in the file at this moment. It must not wait for anything.
    /// - Throws: ``ProgressError``; then nothing has changed.
    @discardableResult
    public func update<Value: Sendable>(
        _ body: (inout LearnerProgress) -> Value
    ) throws(ProgressError) -> Loaded<Value> {
        let lock = try lock()
        defer { withExtendedLifetime(lock) {} }
        let before = try loadOrKeepAside()
        var progress = before.value
        let value = body(&progress)
        if progress != before.value { try write(progress) }
        return Loaded(value: value, notice: before.notice)
    }

    // MARK: Reading

    private enum Unreadable: Error, Equatable {
        case damaged
        case other(ProgressError)

        var error: ProgressError {
            switch self {
            case .damaged: .file(path: "", reason: "damaged")
            case .other(let error): error
            }
        }
    }

    private func load() throws(Unreadable) -> LearnerProgress {
        if let progress = try load(path) { return progress }
        // The course may have got its name after the learner had begun. That file stays; the next change makes the new one.
        guard let former = course.formerID else { return LearnerProgress() }
        return ((try? load("\(folder)/\(former).json")) ?? nil) ?? LearnerProgress()
    }

    /// `nil` when there is no such file.
    private func load(_ path: String) throws(Unreadable) -> LearnerProgress? {
        let bytes: [UInt8]
        do {
            bytes = try SmallFile.read(path, limit: 64 << 20)
        } catch {
            if error.errno == ENOENT { return nil }
            throw .other(Self.error(error, path))
        }
        guard let head = try? ProgressDocument.decode(ProgressDocument.Head.self, bytes),
            head.kind == ProgressDocument(course: course, progress: LearnerProgress()).kind
        else { throw .damaged }
        if head.format > ProgressDocument.currentFormat {
            throw .other(.newerFormat(path: path, format: head.format))
        }
        guard let document = try? ProgressDocument.decode(ProgressDocument.self, bytes) else { throw .damaged }
        return document.progress
    }

    /// The lock has to be held.
    private func loadOrKeepAside() throws(ProgressError) -> Loaded<LearnerProgress> {
        do throws(Unreadable) {
            return Loaded(value: try load())
        } catch {
            guard error == .damaged else { throw error.error }
        }
        var number = 1
        var name: String
        repeat {
            name = "\(course.id).damaged-\(number).json"
            number += 1
        } while faccessat(AT_FDCWD, folder + "/" + name, F_OK, AT_SYMLINK_NOFOLLOW) == 0
        guard rename(path, folder + "/" + name) == 0 else {
            throw Self.error(SystemError("rename", path, errno: errno), path)
        }
        return Loaded(
            value: LearnerProgress(),
            notice: "The file with your progress was damaged; it is kept as \(folder)/\(name), and a new one is begun.")
    }

    // MARK: Writing

    private func write(_ progress: LearnerProgress) throws(ProgressError) {
        let bytes: [UInt8]
        do {
            bytes = try ProgressDocument(course: course, progress: progress).bytes()
        } catch {
            throw .file(path: path, reason: "a time in it is out of range")
        }
        // The lock is held, so the name is nobody else's; one that a killed process left is written over.
        let draft = "\(folder)/\(course.id).new"
        do throws(SystemError) {
            let file = try Descriptor.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: 0o600)
            try Descriptor.write(bytes, to: file.number)
            // Before the rename: else a power failure could leave the new name with nothing behind it.
            try systemCall("fsync", draft) { fsync(file.number) }
            file.closeNow()
            try systemCall("rename", path) { rename(draft, path) }
        } catch {
            unlink(draft)
            throw Self.error(error, path)
        }
    }

    private func lock() throws(ProgressError) -> FileLock {
        try Self.makeFolders(folder)
        let path = "\(folder)/\(course.id).lock"
        do throws(SystemError) {
            let lock = try FileLock.open(path)
            // Who holds it writes one small file, unless it was stopped by Ctrl-Z just then. On a busy disk, and behind many
            // others, that may take a while all the same.
            let deadline = Clock.monotonic + 30_000_000_000
            while !(try lock.tryExclusive()) {
                guard Clock.monotonic < deadline else { throw SystemError("flock", path, errno: EWOULDBLOCK) }
                usleep(2_000)
            }
            return lock
        } catch {
            throw error.errno == EWOULDBLOCK ? .busy(path: path) : Self.error(error, path)
        }
    }

    static func makeFolders(_ path: String) throws(ProgressError) {
        var status = stat()
        if path.isEmpty || stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR { return }
        if let slash = path.lastIndex(of: "/") { try makeFolders(String(path[..<slash])) }
        // Nobody else needs to know how somebody gets on.
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw error(SystemError("mkdir", path, errno: errno), path)
        }
    }

    static func error(_ error: SystemError, _ path: String) -> ProgressError {
        switch error.errno {
        case ENOSPC, EDQUOT: .diskFull(path: path)
        default: .file(path: path, reason: error.reason)
        }
    }
}

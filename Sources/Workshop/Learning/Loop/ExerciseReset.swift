import Course
import FoundationEssentials
import Glibc
import Linux
import Progress

/// Puts an exercise's starter back into a learner's folder, and keeps what it takes away.
public struct ExerciseReset: Sendable {
    /// Where backups are kept; see `ProgressStore.backups`.
    public let backups: String

    public init(backups: String) { self.backups = backups }

    /// What a reset did to a folder. Paths are relative to it, and sorted.
    public struct Outcome: Sendable, Equatable {
        public var entry: ResetRecord.Entry
        /// The learner's files that were replaced or removed.
        public var replaced: [String]
        /// Files that neither the exercise nor its answers speak of; they stay as they are.
        public var kept: [String]
    }

    /// What a reset of a folder would do.
    struct Plan: Sendable, Equatable {
        /// There, and not as in the starter.
        var replaced: [String] = []
        /// In the starter, and not there.
        var created: [String] = []
        var kept: [String] = []
    }

    /// Resets an exercise.
    ///
    /// `note` is called when everything that is to go is safe, and before anything is changed: it writes the entry down, so that
    /// a reset that is killed half-way can be undone all the same.
    /// - Parameters:
    ///   - folder: the learner's; `nil` when it is not there any more: then only the record is reset.
    /// - Throws: ``ResetError``, `CourseError`, or what `note` throws. When it is thrown before `note` returns, nothing has changed.
    public func reset(
        _ exercise: Exercise, record: ExerciseRecord, folder: String?, note: (ResetRecord.Entry) throws -> Void
    ) throws -> Outcome {
        guard let folder else {
            let entry = ResetRecord.Entry(id: exercise.id, folder: nil, backup: nil, created: [], record: record)
            try note(entry)
            return Outcome(entry: entry, replaced: [], kept: [])
        }
        let plan = try Self.plan(exercise, folder: folder)
        var backup: String?
        if !plan.replaced.isEmpty {
            let place = try makePlace(exercise.id)
            try FileCopies.copy(plan.replaced, from: folder, to: place)
            backup = place
        }
        let entry = ResetRecord.Entry(
            id: exercise.id, folder: folder, backup: backup, created: plan.created, record: record)
        try note(entry)
        for path in plan.replaced {
            guard unlink("\(folder)/\(path)") == 0 || errno == ENOENT else {
                throw ResetError(.file("\(folder)/\(path)", String(cString: strerror(errno))), backup: backup)
            }
        }
        _ = try StarterCopy.make(of: exercise, in: folder)
        return Outcome(entry: entry, replaced: plan.replaced, kept: plan.kept)
    }

    /// Gives back what a reset took away. What is in the place of it now is kept beside the backup.
    ///
    /// - Parameter exerciseFolder: the course's folder for the exercise: what is as in its starter need not be kept.
    /// - Returns: where that is; `nil` when nothing had to be kept.
    /// - Throws: ``ResetError``; the backup stays.
    public func undo(_ entry: ResetRecord.Entry, exerciseFolder: String) throws -> String? {
        guard let folder = entry.folder else { return nil }
        guard Marker.read(in: folder) == entry.id else {
            throw ResetError(.folderGone(folder), backup: entry.backup)
        }
        let paths = entry.backup.flatMap { LearnerFiles.list($0, limit: 100_000) } ?? []
        let present = (paths + entry.created).filter { FileCopies.isFile("\(folder)/\($0)") }
        let old = entry.backup.map { FileDigests.learner(folder: $0, known: paths) } ?? [:]
        let new = FileDigests.learner(folder: folder, known: present)
        let starter = FileDigests.learner(folder: exerciseFolder + "/starter", known: present, onlyKnown: true)
        let different = present.filter { old[$0] != new[$0] }
        let own = different.filter { starter[$0] != new[$0] }
        var place: String?
        if !own.isEmpty {
            let made = try makePlace(entry.id)
            try FileCopies.copy(own, from: folder, to: made)
            place = made
        }
        for path in different where unlink("\(folder)/\(path)") != 0 && errno != ENOENT {
            throw ResetError(.file("\(folder)/\(path)", String(cString: strerror(errno))), backup: entry.backup)
        }
        if let backup = entry.backup {
            try FileCopies.copy(
                paths.filter { !present.contains($0) || different.contains($0) }, from: backup, to: folder)
        }
        return place
    }

    /// Removes a backup that nobody can ask for any more.
    public func forget(_ entry: ResetRecord.Entry) {
        // Only what this type has made: the record is a file, and files can be edited.
        if let backup = entry.backup, backup.hasPrefix(backups + "/"), !backup.contains("/../") {
            try? removeTree(backup)
        }
    }

    static func plan(_ exercise: Exercise, folder: String) throws -> Plan {
        let source = exercise.folder + "/starter"
        let starter = LearnerFiles.list(source, limit: 100_000) ?? []
        let wanted = FileDigests.learner(folder: source, known: starter)
        // What answers are made of goes; whatever else lies there is nobody's business but the learner's.
        var names = Set(exercise.files)
        names.formUnion(LearnerFiles.list(exercise.folder + "/solution", limit: 10_000) ?? [])
        for path in LearnerFiles.list(exercise.folder + "/alternatives", limit: 10_000) ?? [] {
            let parts = path.split(separator: "/", maxSplits: 1)
            if parts.count == 2, parts[1] != ".remove" { names.insert(String(parts[1])) }
        }
        var plan = Plan()
        for path in starter {
            if !FileCopies.hasPlainFolders(path, below: folder) { continue }
            if FileCopies.isFile("\(folder)/\(path)") {
                let now = FileDigests.learner(folder: folder, known: [path], onlyKnown: true)[path]
                if now != wanted[path] { plan.replaced.append(path) }
            } else {
                plan.created.append(path)
            }
        }
        for path in names.sorted() where !starter.contains(path) {
            if FileCopies.hasPlainFolders(path, below: folder), FileCopies.isFile("\(folder)/\(path)") {
                plan.replaced.append(path)
            }
        }
        let known = names.union(starter)
        plan.kept = (LearnerFiles.list(folder) ?? []).filter { !known.contains($0) }
        plan.replaced.sort()
        return plan
    }

    private func makePlace(_ id: String) throws(ResetError) -> String {
        let path = "\(backups)/\(id)-\(RandomName.hex(words: 1))"
        try FileCopies.makeFolders(path)
        return path
    }
}

/// Why a reset, or undoing it, did not go through.
public struct ResetError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// A file or folder, and the system's reason.
        case file(String, String)
        /// The learner's folder is not there, or belongs to something else by now.
        case folderGone(String)
    }

    public var kind: Kind
    /// Where the learner's files are safe, if they are.
    public var backup: String?

    init(_ kind: Kind, backup: String? = nil) {
        self.kind = kind
        self.backup = backup
    }

    public var description: String {
        let safe = backup.map { " Your files are kept in \($0)." } ?? " Nothing of yours was changed."
        switch kind {
        case .file(let path, let reason): return "\(path) cannot be read or written: \(reason).\(safe)"
        case .folderGone(let folder): return "The folder \(folder) is not there any more.\(safe)"
        }
    }
}

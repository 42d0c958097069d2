import Dockerfile

/// Which entries of a tree are looked at: the rules of the ignore file, of `--exclude`, and the pattern of `--parents`.
struct SourceRules: Sendable {
    /// What is left out of the context; `nil` for other roots.
    let ignore: IgnoreFile?
    /// What `--exclude` leaves out.
    let excludes: IgnoreFile?

    /// What is known of a folder on the way down.
    struct Position: Sendable {
        /// Relative to the root, and to the folder that is being copied; empty for these themselves.
        var path: String
        var inner: String
        var ignored: IgnoreFile.FolderState?
        var excluded: IgnoreFile.FolderState?
        /// The pattern that must match; `nil` once it has.
        var pattern: PathPattern?
        var depth = 0

        init(path: String, ignored: IgnoreFile.FolderState?, pattern: PathPattern? = nil) {
            self.path = path
            inner = ""
            self.ignored = ignored
            self.pattern = pattern
        }
    }

    enum Verdict {
        /// Neither it nor what is below it.
        case skipped
        /// It is kept.
        case kept
        /// It is kept if something below it is.
        case way
    }

    /// Whether anything is left out below the position.
    func isNeeded(below position: Position) -> Bool {
        position.pattern != nil || ignore?.rules.isEmpty == false || excludes?.rules.isEmpty == false
    }

    /// Decides on an entry of a folder, and says where it is.
    func decide(_ name: [UInt8], in folder: Position) -> (verdict: Verdict, position: Position) {
        let name = String(decoding: name, as: UTF8.self)
        var position = folder
        position.path = folder.path.isEmpty ? name : "\(folder.path)/\(name)"
        position.inner = folder.inner.isEmpty ? name : "\(folder.inner)/\(name)"
        position.depth += 1
        // An ignored folder may hold exceptions; it is kept only if it does.
        var verdict = Verdict.kept
        if let ignore, !ignore.rules.isEmpty {
            let (decision, state) = ignore.decide(position.path, in: folder.ignored)
            position.ignored = state
            if decision.isIgnored {
                if ignore.canSkip(position.path, state) { return (.skipped, position) }
                verdict = .way
            }
        }
        if let excludes, !excludes.rules.isEmpty {
            let (decision, state) = excludes.decide(position.inner, in: folder.excluded)
            position.excluded = state
            if decision.isIgnored {
                if excludes.canSkip(position.inner, state) { return (.skipped, position) }
                verdict = .way
            }
        }
        if let pattern = folder.pattern {
            if pattern.matches(position.inner) {
                position.pattern = nil
            } else if pattern.canMatch(below: position.inner) {
                verdict = .way
            } else {
                return (.skipped, position)
            }
        }
        return (verdict, position)
    }
}

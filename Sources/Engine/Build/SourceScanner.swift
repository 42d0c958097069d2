import Dockerfile
import Glibc
import Images
import Linux

/// Something that a source of `COPY` stands for.
struct FoundSource: Sendable {
    /// Relative to the root that was searched; `.` for all of it.
    var path: String
    /// Where it can be opened, relative to the root.
    var location: String
    var entry: SourceEntry
}

/// Why a source cannot be copied.
enum SourceFault: Error {
    case missing
    /// Left out by a rule of the ignore file.
    case ignored(IgnoreFile.Rule)
    case unreadable(path: String, reason: String)
    case tooDeep(path: String)
    case changed(path: String)
    case cancelled
}

/// Finds the sources of a `COPY` below a root and looks at everything in them.
struct SourceScanner {
    let root: RootedDirectory
    /// What is left out of the context; `nil` for other roots.
    let ignore: IgnoreFile?
    /// What `--exclude` leaves out.
    let excludes: IgnoreFile?
    let store: ImageStore
    let isCancelled: @Sendable () -> Bool

    private var walk: TreeWalk {
        TreeWalk(rules: SourceRules(ignore: ignore, excludes: excludes), store: store, isCancelled: isCancelled)
    }

    /// The sources that a word of `COPY` names, sorted; none only when the word is a pattern.
    func find(_ word: String) throws -> [FoundSource] {
        let path = Self.relative(word)
        guard PathPattern.hasWildcards(path) else { return [try source(path)] }
        let components = path.split(separator: "/").map(String.init)
        let literal = components.prefix { !PathPattern.hasWildcards($0) }
        var found: [FoundSource] = []
        try expand(literal.joined(separator: "/"), components.dropFirst(literal.count), into: &found)
        return found
    }

    /// The sources of `COPY --parents`: a folder that holds only what the word names.
    func findWithParents(_ word: String) throws -> FoundSource {
        var base = ""
        var pattern = word
        if let pivot = word.range(of: "/./") {
            base = Self.relative(String(word[..<pivot.lowerBound]))
            pattern = String(word[pivot.upperBound...])
        }
        pattern = Self.relative(pattern)
        guard let status = try root.status(base, followLinks: true), status.st_mode & S_IFMT == S_IFDIR else {
            throw SourceFault.missing
        }
        let position = SourceRules.Position(
            path: base, ignored: states(of: base), pattern: pattern.isEmpty ? nil : try PathPattern(pattern))
        var entry = SourceEntry(name: [], status: status)
        let folder = try open(base, O_RDONLY | O_DIRECTORY)
        defer { withExtendedLifetime(folder) {} }
        (entry.children, entry.attributes) = try walk.look(at: folder.number, position)
        if entry.children.isEmpty && !PathPattern.hasWildcards(pattern) { throw SourceFault.missing }
        return FoundSource(
            path: base.isEmpty ? pattern : "\(base)/\(pattern)", location: base, entry: entry)
    }

    /// A path as it is written in a Dockerfile, relative to the root: nothing leads out of it.
    static func relative(_ word: String) -> String { String(PathText.clean("/" + word).dropFirst()) }

    // MARK: Finding

    /// Follows a pattern's components down the tree. Folders that are links are not entered, as in Docker.
    private func expand(_ folder: String, _ components: ArraySlice<String>, into found: inout [FoundSource]) throws {
        guard let component = components.first else { return }
        let pattern = try PathPattern(component, crossesFolders: false)
        guard let status = try root.status(folder, followLinks: true), status.st_mode & S_IFMT == S_IFDIR else {
            return
        }
        let descriptor = try root.open(folder, O_RDONLY | O_DIRECTORY)
        for bytes in try FolderReader.names(in: descriptor.number, path: folder) {
            // Names that are no text can be copied with their folder, but not named in a Dockerfile.
            guard let name = String(validating: bytes, as: UTF8.self), pattern.matches(name) else { continue }
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            if components.count == 1 {
                do {
                    found.append(try source(path))
                } catch SourceFault.ignored {
                } catch SourceFault.missing {
                    // A link to nowhere.
                }
            } else if try root.status(path, followLinks: false).map({ $0.st_mode & S_IFMT == S_IFDIR }) == true {
                try expand(path, components.dropFirst(), into: &found)
            }
        }
    }

    /// Looks at one source. A link is followed within the root.
    private func source(_ path: String) throws -> FoundSource {
        guard let status = try root.status(path, followLinks: true) else {
            if let rule = ignoringRule(path) { throw SourceFault.ignored(rule) }
            throw SourceFault.missing
        }
        let name = path.split(separator: "/").last.map { Array($0.utf8) } ?? []
        var entry = SourceEntry(name: name, status: status)
        let position = SourceRules.Position(path: path, ignored: states(of: path))
        let rule = ignoringRule(path)
        switch entry.kind {
        case .folder:
            if let rule, let ignore, let state = position.ignored, ignore.canSkip(path, state) {
                throw SourceFault.ignored(rule)
            }
            let folder = try open(path, O_RDONLY | O_DIRECTORY)
            if let rule = followedRule(folder, path) { throw SourceFault.ignored(rule) }
            // What is in a folder that a link led to goes by its own name.
            let own = followed(folder, path).map { SourceRules.Position(path: $0, ignored: states(of: $0)) }
            (entry.children, entry.attributes) = try walk.look(at: folder.number, own ?? position)
            withExtendedLifetime(folder) {}
            if let rule, entry.children.isEmpty { throw SourceFault.ignored(rule) }
        case .file:
            if let rule { throw SourceFault.ignored(rule) }
            let file = try open(path, O_RDONLY | O_NONBLOCK)
            if let rule = followedRule(file, path) { throw SourceFault.ignored(rule) }
            let known = try store.fileRecord(ofOpenFile: file.number, path: path)
            guard mode_t(known.stamp.mode) & S_IFMT == S_IFREG else { throw SourceFault.changed(path: path) }
            entry.stamp = known.stamp
            entry.digest = known.digest
            entry.isSettled = known.isSettled
            entry.attributes = try AttributeDigest.of(file.number, path: path)
            withExtendedLifetime(file) {}
        default:
            if let rule { throw SourceFault.ignored(rule) }
        }
        return FoundSource(path: path.isEmpty ? "." : path, location: path, entry: entry)
    }

    private func open(_ path: String, _ flags: Int32) throws -> OwnedDescriptor {
        do {
            return try root.open(path, flags)
        } catch {
            switch error.errno {
            case EACCES, EPERM: throw SourceFault.unreadable(path: path, reason: error.reason)
            case ENOENT: throw SourceFault.changed(path: path)
            default: throw error
            }
        }
    }

    private func ignoringRule(_ path: String) -> IgnoreFile.Rule? {
        guard let ignore, !path.isEmpty, case .ignored(let rule) = ignore.decision(for: path) else { return nil }
        return rule
    }

    /// The rule that leaves out what a link led to.
    private func followedRule(_ file: OwnedDescriptor, _ path: String) -> IgnoreFile.Rule? {
        followed(file, path).flatMap { ignoringRule($0) }
    }

    /// What a path leads to by links, relative to the root; `nil` when it is the path itself.
    private func followed(_ file: OwnedDescriptor, _ path: String) -> String? {
        guard ignore != nil, let reached = try? RealPath.of(file.number), let base = try? RealPath.of(root.descriptor),
            reached.hasPrefix(base + "/")
        else { return nil }
        let inner = String(reached.dropFirst(base.utf8.count + 1))
        return inner == path ? nil : inner
    }

    private func states(of path: String) -> IgnoreFile.FolderState? {
        guard let ignore else { return nil }
        var state: IgnoreFile.FolderState?
        var reached = ""
        for part in path.split(separator: "/") {
            reached += reached.isEmpty ? String(part) : "/\(part)"
            state = ignore.decide(reached, in: state).state
        }
        return state
    }
}

import EngineInterface
import Glibc
import Linux

/// Copies a file or a folder by the rules of `docker cp`, which are those of `cp -r` with fewer exceptions.
///
/// Both sides are trees from which no link leads out: a container's root file system, or the host's own.
public struct TreePlacement: Sendable {
    private let source: RootedDirectory
    private let sourcePath: String
    private let target: RootedDirectory
    private let targetPath: String
    private let followsLinks: Bool
    private let keepsOwners: Bool

    public init(
        from source: RootedDirectory, path sourcePath: String, to target: RootedDirectory, path targetPath: String,
        followsLinks: Bool, keepsOwners: Bool
    ) {
        self.source = source
        self.sourcePath = sourcePath
        self.target = target
        self.targetPath = targetPath
        self.followsLinks = followsLinks
        self.keepsOwners = keepsOwners
    }

    /// What is not as the copy needs it.
    public enum Fault: Error, Sendable, Equatable {
        case noSource
        case sourceIsNoFolder
        /// The folder that is to hold the copy is missing.
        case noTargetFolder
        /// The target ends with a slash, and there is no such folder.
        case noSuchFolder
        case folderOverFile
        case fileOverFolder(String)
    }

    /// Copies.
    ///
    /// - Throws: ``Fault``, `SystemError`.
    public func run() throws {
        let from = PathText(sourcePath)
        guard let status = try source.status(from.clean, followLinks: followsLinks || from.namesFolder) else {
            throw Fault.noSource
        }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        if from.namesFolder && !isFolder { throw Fault.sourceIsNoFolder }
        let to = PathText(targetPath)
        let there = try target.status(to.clean, followLinks: true)
        let isThereFolder = there.map { $0.st_mode & S_IFMT == S_IFDIR }
        let copier = TreeCopier(keepsOwners: keepsOwners, replacesExisting: true)
        switch (isFolder, isThereFolder) {
        case (true, true?):
            if from.namesContents || from.name.isEmpty { return try contents(from, into: to.clean, copier) }
            try entry(from, into: to.clean, as: from.name, copier)
        case (true, false?): throw Fault.folderOverFile
        case (true, nil):
            guard let parent = try folder(to.parent) else { throw Fault.noTargetFolder }
            try systemCall("mkdir", to.clean) { mkdirat(parent.number, to.name, 0o755) }
            try contents(from, into: to.clean, copier)
            try attributes(from, of: to.clean, copier)
        case (false, true?): try entry(from, into: to.clean, as: from.name, copier)
        case (false, nil):
            if to.namesFolder { throw Fault.noSuchFolder }
            try entry(from, into: to.parent, as: to.name, copier)
        case (false, false?): try entry(from, into: to.parent, as: to.name, copier)
        }
    }

    private func contents(_ from: PathText, into path: String, _ copier: TreeCopier) throws {
        let open = try source.open(from.clean, O_RDONLY | O_DIRECTORY)
        let place = try target.open(path, O_RDONLY | O_DIRECTORY)
        try withExtendedLifetime((open, place)) {
            try copier.copyContents(of: "/proc/self/fd/\(open.number)", into: "/proc/self/fd/\(place.number)")
        }
    }

    private func attributes(_ from: PathText, of path: String, _ copier: TreeCopier) throws {
        let open = try source.open(from.clean, O_RDONLY | O_DIRECTORY)
        let place = try target.open(path, O_RDONLY | O_DIRECTORY)
        try withExtendedLifetime((open, place)) {
            try copier.copyAttributes(of: "/proc/self/fd/\(open.number)", to: "/proc/self/fd/\(place.number)")
        }
    }

    private func entry(_ from: PathText, into path: String, as name: String, _ copier: TreeCopier) throws {
        guard let place = try folder(path) else { throw Fault.noTargetFolder }
        let (parent, entry) = try sourceEntry(from)
        do {
            try withExtendedLifetime((parent, place)) {
                try copier.copyEntry(
                    entry, in: parent.number, to: name, in: place.number,
                    path: path == "/" ? "/" + name : path + "/" + name)
            }
        } catch let error as SystemError where error.errno == EISDIR {
            throw Fault.fileOverFolder(name)
        }
    }

    /// The folder that the source is in, and its name there; what a link leads to, if links are followed.
    private func sourceEntry(_ from: PathText) throws -> (OwnedDescriptor, String) {
        guard followsLinks || from.namesFolder else {
            let found = try source.openParent(of: from.clean)
            return (found.parent, found.name)
        }
        var path = from.clean
        for _ in 0..<40 {
            guard let status = try source.status(path, followLinks: false), status.st_mode & S_IFMT == S_IFLNK else {
                break
            }
            let target = try source.linkTarget(path)
            path = target.hasPrefix("/") ? target : PathText(path).parent + "/" + target
        }
        let found = try source.openParent(of: path)
        return (found.parent, found.name)
    }

    private func folder(_ path: String) throws -> OwnedDescriptor? {
        guard let status = try target.status(path, followLinks: true), status.st_mode & S_IFMT == S_IFDIR else {
            return nil
        }
        return try target.open(path, O_RDONLY | O_DIRECTORY)
    }
}

/// A path as it was written: what its end says counts.
struct PathText {
    /// Absolute, without `.`, `..` and needless slashes.
    let clean: String
    /// Whether it ends with `/.`: what is in the folder is meant.
    let namesContents: Bool
    /// Whether it ends as only a folder's name may.
    let namesFolder: Bool

    init(_ text: String) {
        clean = CleanPath.absolute(text)
        namesContents = text.hasSuffix("/.") || text == "."
        namesFolder = namesContents || text.hasSuffix("/")
    }

    /// Empty for the root.
    var name: String { clean.split(separator: "/").last.map(String.init) ?? "" }
    var parent: String { "/" + clean.split(separator: "/").dropLast().joined(separator: "/") }
}

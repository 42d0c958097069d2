import Dockerfile
import EngineInterface
import Glibc
import Images
import Linux

/// A folder of the host that sources are read from: the build context, or a named one beside it.
struct ContextFolder: Sendable {
    /// Absolute.
    let path: String
    /// As `--build-context` names it; `nil` for the build context itself.
    let name: String?
    let root: RootedDirectory
    let ignore: IgnoreFile

    /// Opens the folder and reads its ignore file.
    ///
    /// - Parameter ignoreFiles: names of files to look for, relative to the folder or absolute; the first that is there
    ///   counts.
    init(_ path: String, name: String? = nil, ignoreFiles: [String] = [".dockerignore"]) throws {
        self.path = path
        self.name = name
        do {
            root = try RootedDirectory(path)
        } catch {
            throw EngineError(
                .invalidArgument,
                "The \(name.map { "build context \($0)" } ?? "build context") \(path) cannot be opened: \(error.reason).",
                help: "Name a folder that exists.")
        }
        ignore = try Self.ignoreFile(ignoreFiles, in: root)
    }

    /// The line of the ignore file that leaves out something that is there, as a phrase.
    func ignoringLine(_ path: String) -> String? {
        guard case .ignored(let rule) = ignore.decision(for: path),
            (try? root.status(path, followLinks: false)) != nil
        else { return nil }
        return "line \(rule.line) of \(ignore.file) is \(rule.text)"
    }

    private static func ignoreFile(_ names: [String], in root: RootedDirectory) throws -> IgnoreFile {
        let limit = (16 << 20) + 1
        for name in names {
            let bytes: [UInt8]
            if name.hasPrefix("/") {
                // An optional file beside a Dockerfile outside the context.
                guard let found = try? SmallFile.read(name, limit: limit) else { continue }
                bytes = found
            } else {
                do {
                    bytes = try root.read(name, limit: limit)
                } catch {
                    if error.errno == ENOENT || error.errno == ENOTDIR || error.errno == EINVAL { continue }
                    throw BuildFailure(.source, "\(name) cannot be read: \(error.reason).", file: name)
                }
            }
            do throws(DockerfileError) {
                return try IgnoreFile(bytes, file: name)
            } catch {
                throw Faults.failure(error, in: bytes)
            }
        }
        return IgnoreFile()
    }
}

/// Where `COPY --from` and mounts read from.
enum FileOrigin: Sendable {
    case folder(ContextFolder)
    /// The files of a stage or an image; `nil` for none.
    case snapshot(SnapshotID?)
}

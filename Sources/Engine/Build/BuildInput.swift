import Dockerfile
import EngineInterface
import Glibc
import Linux

/// What a build reads before it begins: the Dockerfile and the ignore file.
struct BuildInput: Sendable {
    /// The build context.
    let main: ContextFolder
    let dockerfile: Dockerfile
    let bytes: [UInt8]
    let faults: Faults

    /// The build context's folder, and what is left out of it.
    var context: RootedDirectory { main.root }
    var ignore: IgnoreFile { main.ignore }

    /// Reads both. A Dockerfile within the context cannot be a link that leads out of it.
    init(_ request: BuildRequest) throws {
        let name = request.dockerfile
        let prefix = request.context.hasSuffix("/") ? request.context : request.context + "/"
        let inner = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name.hasPrefix("/") ? nil : name
        main = try ContextFolder(
            request.context,
            ignoreFiles: request.dockerfileBytes == nil
                ? IgnoreFile.candidates(dockerfile: inner ?? name) : [".dockerignore"])
        bytes =
            try request.dockerfileBytes ?? Self.read(inner, absolute: name, context: main.root, request: request)
        do throws(DockerfileError) {
            dockerfile = try Dockerfile.parse(bytes, file: name)
        } catch {
            throw Faults.failure(error, in: bytes)
        }
        faults = Faults(file: name, dockerfile: dockerfile)
    }

    private static func read(
        _ inner: String?, absolute: String, context: RootedDirectory, request: BuildRequest
    ) throws -> [UInt8] {
        let limit = (16 << 20) + 1
        let parts = absolute.split(separator: "/")
        let folder = "/" + parts.dropLast().joined(separator: "/")
        do throws(SystemError) {
            if let inner { return try context.read(inner, limit: limit) }
            return try RootedDirectory(folder).read(String(parts.last ?? ""), limit: limit)
        } catch {
            let name = request.dockerfile
            guard error.errno == ENOENT || error.errno == ENOTDIR else {
                throw BuildFailure(
                    .missingDockerfile,
                    error.errno == EINVAL || error.errno == EISDIR
                        ? "\(name) is not a file." : "\(name) cannot be read: \(error.reason).", file: name)
            }
            let names = (try? context.list("/")) ?? []
            let other = names.first {
                $0.lowercased() == name.lowercased() || $0.lowercased() == name.lowercased() + ".txt"
            }
            let nearest = other ?? Spelling.nearest(to: name, among: names)
            throw BuildFailure(
                .missingDockerfile, "There is no \(name) in \(request.context).", file: name,
                help: nearest.map { "There is a file \($0); rename it to \(name)." }
                    ?? "Create a file with exactly this name, without an ending such as .txt.")
        }
    }
}

import Course
import Glibc
import Linux

/// A chapter's own place to try commands in: a folder, a throw-away image store with its base images, and one shell.
///
/// `docker` and `workshop` are on the shell's PATH. Everything goes with ``close()``: containers, images, files. When this process
/// dies without calling it, the helper process that keeps the sandbox clears up by itself.
public actor ChapterSandbox {
    /// The folder that commands run in, absolute.
    public nonisolated let folder: String
    private let keeper: SandboxKeeper
    private let environment: [String]
    private var shell: ShellSession?
    private var written: Set<Int> = []

    /// Makes a sandbox with the base images of a chapter.
    ///
    /// - Parameters:
    ///   - images: base images to have at hand; what the user's store lacks is assembled there first.
    ///   - course: the course's folder, which `workshop` works with in the sandbox.
    ///   - program: the path of the workshop executable; by default the one that runs.
    ///   - onProgress: called with what is said while images are assembled.
    /// - Throws: ``SandboxError`` when it cannot be made, `CancellationError` when the task was cancelled.
    public init(
        images: [String], course: String, program: String? = nil,
        onProgress: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws {
        let program = try program ?? Self.ownProgram()
        keeper = try await SandboxKeeper.start(program: program, images: images, onProgress: onProgress)
        folder = keeper.folder + "/home"
        environment = [
            "PATH=\(keeper.folder)/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME=\(folder)", "WORKSHOP_HOME=\(keeper.folder)/store", "WORKSHOP_COURSE=\(course)",
            "LANG=C.UTF-8", "TERM=dumb", "TZ=UTC", "USER=root", "COLUMNS=100",
        ]
    }

    /// Runs a command in the chapter's shell, which is started when it is missing or has ended.
    ///
    /// - Throws: `SystemError` when bash cannot be started, `CancellationError` when the task was cancelled.
    public func run(
        _ command: String, limit: Double = 300, onOutput: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws -> ShellResult {
        let session = try shell ?? ShellSession(environment: environment, folder: folder)
        shell = session
        let result = try await session.run(command, limit: limit, onOutput: onOutput)
        if case .status = result.end { return result }
        shell = nil
        return result
    }

    /// Writes the file of a block below the sandbox's folder; folders that are missing are made.
    ///
    /// - Throws: ``SandboxError`` when it cannot be written.
    public func write(_ block: FileBlock) throws {
        guard ChapterScript.isInner(block.path) else {
            throw SandboxError("The file \(block.path) would not be in the chapter's folder.")
        }
        do {
            // A command may have put a link there: nothing is written outside of the folder.
            let parts = block.path.split(separator: "/").map(String.init)
            var made = folder
            for part in parts.dropLast() {
                made += "/" + part
                if mkdir(made, 0o755) != 0 && errno != EEXIST { throw SystemError("mkdir", made, errno: errno) }
            }
            let file = try RootedDirectory(folder).open(
                "/" + block.path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: 0o644)
            defer { withExtendedLifetime(file) {} }
            try Descriptor.write(Array(block.content.utf8), to: file.number)
        } catch {
            throw SandboxError("The file \(block.path) of line \(block.line) cannot be written: \(error).")
        }
        written.insert(block.line)
    }

    /// Writes the files of all blocks above a line that were not written yet, as somebody has who read up to there.
    ///
    /// - Throws: ``SandboxError`` when one cannot be written.
    public func writeFiles(of script: ChapterScript, above line: Int) throws {
        for case .file(let block) in script.steps where block.line < line && !written.contains(block.line) {
            try write(block)
        }
    }

    /// Ends everything that runs in the sandbox, and removes it. Works when the task was cancelled, too.
    public func close() async {
        await shell?.end()
        shell = nil
        await keeper.close()
    }

    private static func ownProgram() throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { throw SandboxError("This program does not know where it is.") }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// A sandbox cannot be made or used. A sentence says why.
public struct SandboxError: Error, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}

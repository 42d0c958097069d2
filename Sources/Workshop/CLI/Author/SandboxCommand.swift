import ArgumentParser
import Engine
import Glibc
import Linux
import Presentation

/// `workshop sandbox`: makes the place that a chapter's commands run in, and clears up when its standard input ends.
///
/// Not for people: see `ChapterSandbox`, which starts it. On standard output is the folder's path and nothing else; in the folder are
/// `home`, `store`, and `bin` with `docker` and `workshop`.
struct SandboxCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Keep a throw-away place for a chapter's commands.", shouldDisplay: false)

    @Argument(help: "Base images to have at hand.")
    var images: [String] = []

    func run() async throws {
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: true)
        let branch = try await StoreBranch.make(of: EngineSeam.store(), images: images) { progress.report($0) }
        progress.finish()
        do {
            try fill(branch.folder)
            Terminal.print(branch.folder)
            // Whoever waits for the path sees that nothing follows it.
            let null = try Descriptor.open("/dev/null", O_WRONLY)
            try systemCall("dup2") { dup2(null.number, STDOUT_FILENO) }
            try await Blocking.run { isCancelled in try Self.waitForEnd(of: STDIN_FILENO, isCancelled) }
        } catch {
            await branch.remove()
            throw error
        }
        await branch.remove()
    }

    private func fill(_ folder: String) throws {
        for name in ["home", "bin"] {
            try systemCall("mkdir", "\(folder)/\(name)") { mkdir("\(folder)/\(name)", 0o755) }
        }
        let program = try Self.ownProgram()
        for name in ["docker", "workshop"] {
            try systemCall("symlink", program) { symlink(program, "\(folder)/bin/\(name)") }
        }
    }

    private static func ownProgram() throws -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = try systemCall("readlink", "/proc/self/exe") {
            buffer.withUnsafeMutableBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    text.baseAddress.map { readlink("/proc/self/exe", $0, text.count) } ?? -1
                }
            }
        }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    /// Reads and forgets until nobody holds the other end.
    private static func waitForEnd(of descriptor: Int32, _ isCancelled: () -> Bool) throws {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !isCancelled() {
            var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // Wakes up to see whether a signal asked for the end.
            let count = poll(&source, 1, 200)
            if count < 0 && errno != EINTR { throw SystemError("poll", "", errno: errno) }
            guard count > 0 else { continue }
            let length = read(descriptor, &buffer, buffer.count)
            if length == 0 || (length < 0 && errno != EINTR) { return }
        }
    }
}

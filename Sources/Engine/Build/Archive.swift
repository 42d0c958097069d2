import Glibc
import Linux

/// How an archive is packed, by its first bytes.
enum ArchiveFormat: Sendable {
    case plain, gzip, bzip2, xz, zstd

    /// `nil` when the file is nothing that tar could unpack.
    init?(openFile descriptor: Int32) throws {
        var head = [UInt8](repeating: 0, count: 512)
        let count = try systemCall("read") { pread(descriptor, &head, head.count, 0) }
        head = Array(head[..<count])
        if head.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if head.starts(with: Array("BZh".utf8)) {
            self = .bzip2
        } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
            self = .xz
        } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstd
        } else if count == 512, head[257..<262].elementsEqual(Array("ustar".utf8)) {
            self = .plain
        } else {
            return nil
        }
    }

    /// The program that unpacks it; `nil` when there is nothing to unpack.
    var program: String? {
        switch self {
        case .plain: nil
        case .gzip: "gzip"
        case .bzip2: "bzip2"
        case .xz: "xz"
        case .zstd: "zstd"
        }
    }
}

/// An archive, which the system's tar unpacks.
struct Archive {
    let file: OwnedDescriptor
    let format: ArchiveFormat
    /// Neither a file in it nor all of it may be larger.
    let maximumBytes: Int64
    let isCancelled: @Sendable () -> Bool

    enum Outcome {
        case unpacked
        /// Packed, but no archive: a compressed file.
        case notAnArchive
        case missingTool(String)
        case damaged(String)
        case tooLarge
    }

    /// Unpacks into an empty folder. tar makes links that lead elsewhere only at the end, so nothing is written
    /// outside. Blocks.
    func unpack(into folder: String) throws -> Outcome {
        guard let tar = Tool.find("tar") else { return .missingTool("tar") }
        if let program = format.program, Tool.find(program) == nil { return .missingTool(program) }
        let result = try run(
            tar,
            [
                "--extract", "--file=-", "--directory=\(folder)", "--numeric-owner", "--same-owner",
                "--same-permissions",
                // The store's own marks are never an archive's to set.
                "--xattrs", "--xattrs-include=user.*", "--xattrs-include=security.capability",
                "--xattrs-exclude=user.overlay.*", "--delay-directory-restore", "--no-overwrite-dir",
            ])
        if isCancelled() { throw SourceFault.cancelled }
        if result.isTooLarge { return .tooLarge }
        if let reason = result.packerFault { return .damaged(reason) }
        if result.status == 0 {
            // Few bytes that are no archive look to tar like one without entries.
            if format.program != nil, try RootedDirectory(folder).list("/").isEmpty,
                try run(tar, ["--list", "--file=-"]).output.isEmpty
            {
                return .notAnArchive
            }
            return .unpacked
        }
        if result.messages.contains("does not look like a tar archive") { return .notAnArchive }
        // A file beyond the limit: EFBIG, or the signal that goes with it.
        if result.messages.contains("File too large") || result.status == 128 + SIGXFSZ { return .tooLarge }
        let lines = result.messages.split(separator: "\n").filter { !$0.contains("Removing leading") }
        return .damaged(lines.first.map(String.init) ?? "tar ended with status \(result.status).")
    }

    private struct Run {
        var status: Int32
        var output: String
        var messages: String
        var isTooLarge = false
        /// What the program that unpacks the archive complained about.
        var packerFault: String?
    }

    private func run(_ tar: String, _ arguments: [String]) throws -> Run {
        var request = SpawnRequest(tar, arguments)
        request.environment = ["LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"]
        request.limits.append((1, UInt64(maximumBytes)))
        let output = try Descriptor.memoryFile([])
        let messages = try Descriptor.memoryFile([])
        try systemCall("lseek") { lseek(file.number, 0, SEEK_SET) }
        var result = Run(status: 0, output: "", messages: "")
        if let program = format.program, let path = Tool.find(program) {
            // A socket, because writing to a pipe that nobody reads any more would end this process.
            let (near, far) = try Self.socketPair()
            request.descriptors = [(far.number, 0), (output.number, 1), (messages.number, 2)]
            let child = try withExtendedLifetime((output, messages)) { try ChildProcess(request) }
            far.closeNow()
            (result.isTooLarge, result.packerFault) = try relay(path, to: near.number)
            near.closeNow()
            if result.isTooLarge || isCancelled() { child.kill() }
            result.status = try Self.waitBlocking(child)
        } else {
            request.descriptors = [(file.number, 0), (output.number, 1), (messages.number, 2)]
            let child = try withExtendedLifetime((file, output, messages)) { try ChildProcess(request) }
            result.status = try Self.waitBlocking(child)
        }
        result.output = try Self.text(of: output)
        result.messages = try Self.text(of: messages)
        return result
    }

    /// Unpacks and hands on, and counts what comes out: few bytes may hold very many.
    private func relay(_ program: String, to tar: Int32) throws -> (isTooLarge: Bool, fault: String?) {
        var request = SpawnRequest(program, ["-dc"])
        request.environment = ["LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"]
        let messages = try Descriptor.memoryFile([])
        let (read, write) = try Descriptor.pipe()
        request.descriptors = [(file.number, 0), (write.number, 1), (messages.number, 2)]
        let child = try withExtendedLifetime((file, messages)) { try ChildProcess(request) }
        write.closeNow()
        var count: Int64 = 0
        var isTooLarge = false
        var isOpen = true
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let length = try systemCall("read") { Glibc.read(read.number, &buffer, buffer.count) }
            if length == 0 { break }
            count += Int64(length)
            isTooLarge = count > maximumBytes
            if isTooLarge || isCancelled() {
                child.kill()
                break
            }
            // tar needs nothing behind the archive's end.
            if isOpen { isOpen = (try? Descriptor.send(buffer[..<length], to: tar)) != nil }
        }
        let status = try Self.waitBlocking(child)
        // 2 is gzip's warning about zeros and the like behind the last member.
        let isWarning = status == 2 && program.hasSuffix("gzip")
        let text = try Self.text(of: messages).split(separator: "\n").first { !$0.isEmpty }.map(String.init)
        return (
            isTooLarge,
            isTooLarge || status == 0 || isWarning || isCancelled()
                ? nil : (text ?? "\(program) ended with status \(status)") + "."
        )
    }

    private static func socketPair() throws -> (near: OwnedDescriptor, far: OwnedDescriptor) {
        var ends: [Int32] = [-1, -1]
        try systemCall("socketpair") { socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0, &ends) }
        return (OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]))
    }

    private static func text(of file: OwnedDescriptor) throws -> String {
        defer { withExtendedLifetime(file) {} }
        try systemCall("lseek") { lseek(file.number, 0, SEEK_SET) }
        return String(decoding: try Descriptor.read(file.number, limit: 64 << 10), as: UTF8.self)
    }

    /// Waits for a child on a thread that may block.
    private static func waitBlocking(_ child: ChildProcess) throws -> Int32 {
        let result = Locked<Int32?>(nil)
        let done = Signal()
        Task.detached {
            let status = await child.wait().status
            result.withLock { $0 = status }
            done.raise()
        }
        done.wait()
        return result.withLock { $0 } ?? 1
    }
}

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

    /// tar's option, and the program that tar needs for it.
    var tool: (option: String, program: String)? {
        switch self {
        case .plain: nil
        case .gzip: ("--gzip", "gzip")
        case .bzip2: ("--bzip2", "bzip2")
        case .xz: ("--xz", "xz")
        case .zstd: ("--zstd", "zstd")
        }
    }
}

/// Unpacks archives with the system's tar.
enum Archive {
    enum Outcome {
        case unpacked
        /// Packed, but no archive: a compressed file.
        case notAnArchive
        case missingTool(String)
        case damaged(String)
    }

    /// Unpacks into an empty folder. tar makes links that lead elsewhere only at the end, so nothing is written
    /// outside. Blocks.
    static func unpack(_ file: OwnedDescriptor, _ format: ArchiveFormat, into folder: String) throws -> Outcome {
        guard let tar = Tool.find("tar") else { return .missingTool("tar") }
        if let program = format.tool?.program, Tool.find(program) == nil { return .missingTool(program) }
        var arguments = [
            "--extract", "--file=-", "--directory=\(folder)", "--numeric-owner", "--same-owner", "--same-permissions",
            // The store's own marks are never an archive's to set.
            "--xattrs", "--xattrs-include=user.*", "--xattrs-include=security.capability",
            "--xattrs-exclude=user.overlay.*", "--delay-directory-restore", "--no-overwrite-dir",
        ]
        if let option = format.tool?.option { arguments.append(option) }
        let result = try run(tar, arguments, on: file)
        if result.status == 0 {
            // Few bytes that are no archive look to tar like one without entries.
            if format.tool != nil, try RootedDirectory(folder).list("/").isEmpty {
                let list = ["--list", "--file=-"] + (format.tool.map { [$0.option] } ?? [])
                if try run(tar, list, on: file).output.isEmpty { return .notAnArchive }
            }
            return .unpacked
        }
        if result.messages.contains("does not look like a tar archive") { return .notAnArchive }
        let lines = result.messages.split(separator: "\n").filter { !$0.contains("Removing leading") }
        return .damaged(lines.first.map(String.init) ?? "tar ended with status \(result.status).")
    }

    private static func run(
        _ tar: String, _ arguments: [String], on file: OwnedDescriptor
    ) throws -> (status: Int32, output: String, messages: String) {
        var request = SpawnRequest(tar, arguments)
        request.environment = ["LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"]
        request.diesWithParent = true
        let output = try Descriptor.memoryFile([])
        let messages = try Descriptor.memoryFile([])
        try systemCall("lseek") { lseek(file.number, 0, SEEK_SET) }
        request.descriptors = [(file.number, 0), (output.number, 1), (messages.number, 2)]
        let status = try waitBlocking(try ChildProcess(request))
        return (status, try text(of: output), try text(of: messages))
    }

    private static func text(of file: OwnedDescriptor) throws -> String {
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

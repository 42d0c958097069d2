import Glibc
import Linux

/// Unpacks a context's archive with the system's tar into an empty folder.
///
/// tar makes links that lead elsewhere only at the end and refuses names with `..`, so nothing is written outside; what the
/// links point to is never read either, as the engine follows links within the context only.
struct ArchiveUnpacker {
    /// Empty, absolute.
    var folder: String
    /// How much an archive may unpack to, in bytes.
    var limit: Int64 = 32 << 30

    func unpack(_ stream: StreamReader, _ format: ArchiveFormat) async throws {
        let messages = try Descriptor.memoryFile([])
        let plain = try Descriptor.pipe()
        let unpacker = try start(
            "tar",
            [
                "--extract", "--file=-", "--directory=\(folder)", "--no-same-owner", "--same-permissions",
                "--delay-directory-restore", "--warning=no-timestamp", "--no-xattrs", "--no-acls", "--no-selinux",
            ], input: plain.read, output: nil, messages: messages)
        let target = plain.write
        do {
            try await feed(stream, format, to: target)
        } catch {
            // tar stops reading when the archive is damaged, or has ended before the stream: its status says which.
            let isEnd = (error as? SystemError)?.errno == EPIPE
            if !isEnd || Task.isCancelled { unpacker.kill() }
            target.closeNow()
            _ = await unpacker.wait()
            try Task.checkCancellation()
            guard isEnd else { throw error }
        }
        target.closeNow()
        let status = await unpacker.wait().status
        try Task.checkCancellation()
        guard status == 0 else { throw complaint(stream.name, messages) }
        let (folder, name) = (folder, stream.name)
        try await Blocking.run { _ in try Self.refuseDevices(in: folder, shown: "", name) }
    }

    /// Starts a program that reads `input`, which is closed here then.
    private func start(
        _ program: String, _ arguments: [String], input: OwnedDescriptor, output: OwnedDescriptor?,
        messages: OwnedDescriptor
    ) throws -> ChildProcess {
        guard let path = Tool.find(program) else {
            let package = program == "xz" ? "xz-utils" : program
            throw ContextError(
                .machine, "The program \(program) is missing; install it: sudo apt-get install \(package).")
        }
        let null = try Descriptor.open("/dev/null", O_WRONLY)
        var request = SpawnRequest(path, arguments)
        request.environment = ["LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"]
        request.descriptors = [(input.number, 0), ((output ?? null).number, 1), (messages.number, 2)]
        defer { withExtendedLifetime((null, messages)) {} }
        let child = try ChildProcess(request)
        input.closeNow()
        output?.closeNow()
        return child
    }

    /// Hands the stream to tar, unpacked if it is packed, and counts what comes out.
    private func feed(_ stream: StreamReader, _ format: ArchiveFormat, to target: OwnedDescriptor) async throws {
        guard let program = format.program else {
            try await Blocking.run { isCancelled in
                try stream.forEach(isCancelled) { try Descriptor.write($0, to: target.number) }
            }
            return
        }
        let messages = try Descriptor.memoryFile([])
        let packed = try Descriptor.pipe()
        let unpacked = try Descriptor.pipe()
        let child = try start(program, ["-dc"], input: packed.read, output: unpacked.write, messages: messages)
        let (input, output, name, limit) = (packed.write, unpacked.read, stream.name, limit)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await Blocking.run { isCancelled in
                        defer { input.closeNow() }
                        try Self.tolerateEnd {
                            try stream.forEach(isCancelled) { try Descriptor.write($0, to: input.number) }
                        }
                    }
                }
                group.addTask {
                    try await Blocking.run { try Self.copy(output, to: target, limit: limit, name: name, $0) }
                }
                try await group.waitForAll()
            }
        } catch {
            child.kill()
            _ = await child.wait()
            throw error
        }
        guard await child.wait().status == 0 else {
            let reason = Self.firstLine(messages, program) ?? "\(program) cannot unpack it"
            throw ContextError(.content, "\(name) is damaged: \(reason).")
        }
    }

    /// A program that ends before it read everything says by its status whether that was right.
    private static func tolerateEnd(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            guard let error = error as? SystemError, error.errno == EPIPE else { throw error }
        }
    }

    private static func copy(
        _ source: OwnedDescriptor, to target: OwnedDescriptor, limit: Int64, name: String, _ isCancelled: () -> Bool
    ) throws {
        var sum: Int64 = 0
        while true {
            let piece = try CancellableRead.bytes(of: source.number, limit: 256 << 10, isCancelled: isCancelled)
            if piece.isEmpty { return }
            sum += Int64(piece.count)
            guard sum <= limit else {
                throw ContextError(
                    .content, "\(name) unpacks to more than \(limit >> 30) GiB, which no context should hold.")
            }
            try Descriptor.write(piece, to: target.number)
        }
    }

    /// A device of the archive would be one of this machine.
    private static func refuseDevices(in folder: String, shown: String, _ name: String) throws {
        let open = try Descriptor.open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        defer { withExtendedLifetime(open) {} }
        for entry in try RootedDirectory.names(in: open.number, path: folder) {
            var status = stat()
            guard fstatat(open.number, entry, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFCHR, S_IFBLK:
                throw ContextError(.content, "\(name) holds the device \(shown)\(entry), which no context may.")
            case S_IFDIR: try refuseDevices(in: folder + "/" + entry, shown: shown + entry + "/", name)
            default: break
            }
        }
    }

    private func complaint(_ name: String, _ messages: OwnedDescriptor) -> ContextError {
        let reason = Self.firstLine(messages, "tar") ?? "tar cannot unpack it"
        if reason.contains("No space left") {
            return ContextError(.machine, "There is no room on the disk for what \(name) unpacks to.")
        }
        return ContextError(.content, "\(name) cannot be unpacked: \(reason).")
    }

    private static func firstLine(_ messages: OwnedDescriptor, _ program: String) -> String? {
        guard lseek(messages.number, 0, SEEK_SET) == 0,
            let bytes = try? Descriptor.read(messages.number, limit: 16 << 10)
        else { return nil }
        // The name in front of a line is the program's, with or without its folder.
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            (line: Substring) -> Substring in
            let line = line.drop { $0 == " " }
            return line.ranges(of: program + ": ").first.map { line[$0.upperBound...] } ?? line
        }
        guard let line = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("Removing leading") }) else { return nil }
        var text = line
        while text.last == "." { text.removeLast() }
        return String(text)
    }
}

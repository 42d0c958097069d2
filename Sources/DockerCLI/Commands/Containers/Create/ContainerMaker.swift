import EngineInterface
import Glibc
import Linux
import OCI

/// Makes the container that `run` or `create` asks for.
struct ContainerMaker: Sendable {
    let context: CommandContext

    /// Makes it and returns its identifier. Warnings, and what is said of a missing image, go to standard error.
    func make(_ creation: ContainerCreation) async throws -> String {
        let idFile = try IDFile(creation.host.containerIDFile, in: context.workingDirectory)
        defer { idFile.removeIfEmpty() }
        let reference = try Self.reference(creation.configuration.image)
        try ContainerRules.check(creation)
        let engine = try context.engine
        if creation.platform != nil || creation.pull != .missing {
            try await lookAtImage(creation, reference: reference, engine: engine)
        }
        let notice = MissingImageNotice(
            text: creation.isQuiet ? nil : reference.map { "Unable to find image '\($0.familiar)' locally" },
            output: context.error)
        let made: (id: String, warnings: [String])
        do {
            made = try await engine.createContainer(name: creation.name, creation.configuration, host: creation.host) {
                event in
                if case .preparing(_, let message, _) = event { notice.say(message, isQuiet: creation.isQuiet) }
            }
        } catch let failure as EngineError where failure.kind == .noSuchImage && creation.pull == .missing {
            notice.say(nil, isQuiet: creation.isQuiet)
            throw failure
        }
        var said: Set<String> = []
        for warning in creation.warnings + made.warnings where said.insert(warning).inserted {
            context.error.line("WARNING: \(warning)")
        }
        try idFile.write(made.id)
        return made.id
    }

    /// The image's name; `nil` for an identifier.
    private static func reference(_ text: String) throws -> Reference? {
        let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
        if digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) { return nil }
        do throws(ReferenceError) {
            return try Reference(text)
        } catch {
            throw CommandFailure(error.dockerWords, help: "\(error)")
        }
    }

    private func lookAtImage(
        _ creation: ContainerCreation, reference: Reference?, engine: any DockerEngine
    ) async throws {
        let image: StoredImageDetails
        do {
            image = try await engine.storedImage(creation.configuration.image)
        } catch let failure as EngineError where failure.kind == .noSuchImage {
            guard creation.pull == .never else { return }
            let name = reference?.familiar ?? creation.configuration.image
            throw EngineError(
                .noSuchImage, "No such image: \(name)", help: "Leave out --pull=never to let it be made ready here.")
        }
        if creation.pull == .always {
            context.error.line(
                "WARNING: images cannot be pulled yet; the one that is here is used (--pull=always).")
        }
        guard let wanted = creation.platform else { return }
        let isSame =
            wanted.os == image.platform.os && wanted.architecture == image.platform.architecture
            && (wanted.variant == nil || wanted.variant == image.platform.variant)
        guard isSame else {
            throw EngineError(
                .noSuchImage,
                "image with reference \(creation.configuration.image) was found but does not match the specified "
                    + "platform: wanted \(wanted), actual: \(image.platform)",
                help: "Containers here run programs for \(ImagePlatform.host) only.")
        }
    }
}

/// Says once that an image is missing, and then what is done about it.
private final class MissingImageNotice: Sendable {
    private let text: Locked<String?>
    private let last = Locked("")
    private let output: CommandOutput

    init(text: String?, output: CommandOutput) {
        self.text = Locked(text)
        self.output = output
    }

    func say(_ message: String?, isQuiet: Bool) {
        let first = text.withLock { text in
            defer { text = nil }
            return text
        }
        if let first { output.line(first) }
        guard let message, !isQuiet else { return }
        let isNew = last.withLock { last in
            defer { last = message }
            return last != message
        }
        if isNew { output.line(message) }
    }
}

/// The file of `--cidfile`.
private struct IDFile {
    private let path: String

    /// Makes it, empty, so that nobody else takes it. Throws Docker's words when it is there already.
    ///
    /// - Parameter name: empty for none.
    init(_ name: String, in folder: String) throws(CommandFailure) {
        path = name.isEmpty ? "" : FilePath.absolute(name, in: folder)
        guard !path.isEmpty else { return }
        do throws(SystemError) {
            _ = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o666)
        } catch {
            guard error.errno != EEXIST else {
                throw CommandFailure(
                    "container ID file found, make sure the other container isn't running or delete \(name)")
            }
            throw CommandFailure(
                "failed to create the container ID file: open \(name): \(SystemText.reason(error.errno))")
        }
    }

    func write(_ id: String) throws(CommandFailure) {
        guard !path.isEmpty else { return }
        do throws(SystemError) {
            try SmallFile.write(id, to: path, mode: 0o666)
        } catch {
            throw CommandFailure(
                "failed to write the container ID to the file: \(SystemText.reason(error.errno))")
        }
    }

    /// A container that was not made leaves no file.
    func removeIfEmpty() {
        guard !path.isEmpty else { return }
        var status = stat()
        if stat(path, &status) == 0, status.st_size == 0 { unlink(path) }
    }
}

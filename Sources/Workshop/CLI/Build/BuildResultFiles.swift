import Building
import Engine
import EngineInterface
import FoundationEssentials
import Glibc
import Linux

/// The files that a finished build leaves: outputs, identifier, metadata.
struct BuildResultFiles {
    var engine: LocalEngine
    var result: BuildResult
    var names: [String]

    /// What can be found wrong before anything is built.
    static func check(_ outputs: [BuildOutput]) throws {
        let toStandardOutput = outputs.filter { $0.destination == .standardOutput }
        guard !toStandardOutput.isEmpty else { return }
        guard toStandardOutput.count == 1 else {
            throw UsageError("Only one output can go to standard output. Give the others a file with dest=FILE.")
        }
        guard isatty(STDOUT_FILENO) == 0 else {
            throw UsageError(
                "The archive would be written to the terminal. Redirect it, or name a file: -o type=\(toStandardOutput[0].kind.rawValue),dest=FILE."
            )
        }
    }

    func write(_ outputs: [BuildOutput], iidfile: String?, metadataFile: String?) async throws {
        for output in outputs { try await write(output) }
        if let iidfile { try write(result.image.id, to: iidfile) }
        if let metadataFile {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let metadata = Metadata(id: result.image.id, names: names.joined(separator: ","))
            try write(String(decoding: try encoder.encode(metadata), as: UTF8.self) + "\n", to: metadataFile)
        }
    }

    /// The names are those of Docker's file of this kind.
    private struct Metadata: Encodable {
        var id: String
        var names: String

        enum CodingKeys: String, CodingKey {
            case id = "containerimage.config.digest"
            case names = "image.name"
        }
    }

    private func write(_ output: BuildOutput) async throws {
        let format: ImageFormat
        switch output.kind {
        case .image, .cacheonly: return
        case .local:
            guard case .path(let folder)? = output.destination else { return }
            try Paths.makeFolders(Paths.parent(folder))
            return try await engine.exportFiles(of: result.image.id, toFolder: folder)
        case .tar: format = .tar
        case .oci: format = .oci
        case .docker: format = .docker
        }
        let names = output.names.isEmpty ? names : output.names
        let images: [(reference: String, names: [String]?)] = [(result.image.id, names)]
        switch output.destination {
        case .standardOutput:
            try await engine.export(images, as: format, compression: output.compression, to: STDOUT_FILENO)
        case .path(let folder) where output.isUnpacked:
            try await engine.export(
                result.image.id, as: format, names: names, compression: output.compression, toLayout: folder)
        case .path(let path):
            try await OutputFile.write(path) {
                try await engine.export(images, as: format, compression: output.compression, to: $0)
            }
        // The kind docker without a place means the store, where the image is.
        case nil: break
        }
    }

    private func write(_ text: String, to path: String) throws {
        do throws(SystemError) {
            try SmallFile.write(text, to: path)
        } catch {
            throw UsageError("\(path) cannot be written: \(error.reason).")
        }
    }
}

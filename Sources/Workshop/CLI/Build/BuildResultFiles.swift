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
        throw UsageError("--output type=\(output.kind.rawValue) is not possible yet.")
    }

    private func write(_ text: String, to path: String) throws {
        do throws(SystemError) {
            try SmallFile.write(text, to: path)
        } catch {
            throw UsageError("\(path) cannot be written: \(error.reason).")
        }
    }
}

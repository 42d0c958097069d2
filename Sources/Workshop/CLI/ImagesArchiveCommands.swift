import ArgumentParser
import EngineInterface
import Glibc
import Linux
import Presentation

struct ImagesTagCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "Give an image another name.",
        discussion: """
            Example:
              workshop images tag web web:2
            """)

    @Argument(help: "The image's name or identifier.")
    var image: String

    @Argument(help: "The new name. Another image that has it loses it.")
    var name: String

    func run() async throws { try EngineSeam.store().tagImage(image, as: name) }
}

struct ImagesSaveCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Write images into an archive that other tools can load.",
        discussion: """
            Examples:
              workshop images save web -o web.tar
              workshop images save web --format oci | skopeo inspect oci-archive:/dev/stdin
            """)

    @Argument(help: "Names or identifiers.")
    var images: [String]

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: "How the archive is made: what docker load reads, or an OCI image layout.")
    var format: Format = .docker

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case docker, oci
    }

    func run() async throws {
        let engine = try EngineSeam.store()
        let kind: ImageFormat = format == .docker ? .docker : .oci
        // By an identifier, or all of its names; by a name, that name alone.
        let wanted = images.map { ($0, $0.hasPrefix("sha256:") ? nil : Self.isName($0) ? [$0] : nil) }
        guard let output, output != "-" else {
            guard isatty(STDOUT_FILENO) == 0 else {
                throw UsageError("The archive would be written to the terminal. Redirect it, or name a file with -o.")
            }
            return try await engine.export(wanted, as: kind, to: STDOUT_FILENO)
        }
        try await OutputFile.write(Paths.absolute(output)) { try await engine.export(wanted, as: kind, to: $0) }
    }

    /// Whether a reference is no beginning of an identifier.
    private static func isName(_ text: String) -> Bool {
        !(text.utf8.count >= 4 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) })
    }
}

struct ImagesLoadCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Take the images of an archive into the store.",
        discussion: """
            The archive is what docker save or workshop images save writes, or an OCI image layout, also compressed. \
            Every digest in it is checked.

            Examples:
              workshop images load -i web.tar
              docker save debian:12 | workshop images load
            """)

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The archive (default: standard input).", valueName: "file"),
        completion: .file())
    var input: String?

    func run() async throws {
        let engine = try EngineSeam.store()
        let images: [ImageDetails]
        if let input, input != "-" {
            let file: OwnedDescriptor
            do throws(SystemError) {
                file = try Descriptor.open(input, O_RDONLY)
            } catch {
                throw UsageError("\(input) cannot be read: \(error.reason).")
            }
            images = try await engine.load(from: file.number, subject: input)
            withExtendedLifetime(file) {}
        } else {
            guard isatty(STDIN_FILENO) == 0 else {
                throw UsageError(
                    "The archive is read from standard input. Redirect one into it, or name a file with -i.")
            }
            images = try await engine.load(from: STDIN_FILENO, subject: "standard input")
        }
        for image in images {
            Terminal.print("Loaded \(image.names.isEmpty ? image.id : image.names.joined(separator: ", "))")
        }
    }
}

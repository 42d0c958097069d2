import ArgumentParser
import Glibc
import Presentation

/// `workshop images`
struct ImagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "images", abstract: "List, prepare, name, save, load and remove images.",
        discussion: """
            Base images are assembled from packages, so no registry is needed. An image that stands in for one of a \
            registry says so. All commands of this user share them.

            Examples:
              workshop images
              workshop images prepare
              workshop images prepare node:20-alpine golang:latest
              workshop images rm workshop/go-http:image
              workshop images prune
            """,
        subcommands: [
            ImagesListCommand.self, ImagesPrepareCommand.self, ImagesTagCommand.self, ImagesSaveCommand.self,
            ImagesLoadCommand.self, ImagesRemoveCommand.self, ImagesPruneCommand.self,
        ],
        defaultSubcommand: ImagesListCommand.self)
}

struct ImagesListCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the images in the store.")

    @Flag(name: .shortAndLong, help: "List those without a name that checks made, too.")
    var all = false

    func run() async throws {
        let images = try EngineSeam.store().images().filter { all || !$0.isUnlisted }
        guard !images.isEmpty else {
            Terminal.print("There are no images yet. Make the course's base images with: workshop images prepare")
            return
        }
        Terminal.print(ImageListView(style: Terminal.style).text(images.map(\.details)))
    }
}

struct ImagesPrepareCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: "Assemble base images.",
        discussion: """
            Without names: all that the course's exercises use. What is there already is left alone; what was interrupted \
            goes on.

            Examples:
              workshop images prepare
              workshop images prepare python:3.10.6-buster
            """)

    @Argument(help: "Names, such as node:20-alpine.")
    var names: [String] = []

    @OptionGroup var options: CourseOptions

    func run() async throws {
        let wanted = names.isEmpty ? try courseImages() : names
        let progress = ProgressWriter(descriptor: STDERR_FILENO, style: Terminal.errorStyle, keepsLines: true)
        defer { progress.finish() }
        try await EngineSeam.makeEngine().prepareImages(wanted) { progress.report($0) }
        progress.finish()
        Terminal.print("Ready: \(wanted.joined(separator: ", ")).")
    }
}

extension ImagesPrepareCommand {
    /// What the exercises name. One whose exercise.yaml has mistakes does not keep the others' images from being made.
    private func courseImages() throws -> [String] {
        let exercises = try options.find().allExercises().compactMap { try? $0.exercise.get() }
        return Set(exercises.flatMap(\.images)).sorted()
    }
}

struct ImagesRemoveCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove images.",
        discussion: """
            Example:
              workshop images rm workshop/go-http:image
            """)

    @Argument(help: "Names or identifiers.")
    var names: [String]

    func run() async throws {
        let store = try EngineSeam.store()
        for name in names { try store.removeImage(name) }
    }
}

struct ImagesPruneCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove what no named image needs, the build cache included.",
        discussion: """
            Example:
              workshop images prune
            """)

    func run() async throws {
        let bytes = try EngineSeam.store().prune()
        Terminal.print("Freed \(ByteCount.text(bytes)).")
    }
}

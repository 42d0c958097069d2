import ArgumentParser
import Building
import FoundationEssentials
import Presentation

/// `workshop layers`
struct LayersCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "layers", abstract: "Show what each layer of an image holds, and what is wasted.",
        discussion: """
            On a terminal you can look around in the layers; elsewhere, and with limits, a table is printed.

            A file that a later layer overwrites or removes still takes its place in the image. Efficiency is, over all \
            paths, the smallest of a path's sizes divided by the sum of them.

            Exit status: 0, or 1 when a limit is broken.

            Examples:
              workshop layers web
              workshop layers web --lowest-efficiency 95% --highest-wasted 20m
              workshop layers web --json
            """)

    @Argument(help: "The image's name or identifier.")
    var image: String

    @Flag(help: "Print a report for programs (see docs/cli.md).")
    var json = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The Dockerfile, to name the lines that made the layers (default: Dockerfile, if it is here).",
            valueName: "path"), completion: .file())
    var file: String?

    @Flag(help: "Print the table on a terminal, too, where one can look around otherwise.")
    var table = false

    @Option(
        name: .customLong("lowest-efficiency"),
        help: ArgumentHelp("Fail below this efficiency: 0.95 or 95%.", valueName: "part"))
    var lowestEfficiency: String?

    @Option(
        name: .customLong("highest-wasted"),
        help: ArgumentHelp("Fail when more than this is wasted: 20m.", valueName: "size"))
    var highestWasted: String?

    @Option(
        name: .customLong("highest-user-wasted-percent"),
        help: ArgumentHelp(
            "Fail when more of what was added to the base image is wasted: 0.1 or 10%.", valueName: "part"))
    var highestUserWasted: String?

    func run() async throws {
        let rules = try rules()
        let found = try EngineSeam.store().layers(ofImage: image)
        let report = LayerReport(image: found.image, layers: found.layers, lines: try DockerfileLines.read(file))
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Terminal.print(bytes: Array(try encoder.encode(report)) + [0x0a])
        } else if !table, rules == LayerRules(), let screen = LayerScreen() {
            let trees = found.layers.map { ChangeTree($0.changes) }
            try await screen.run(LayerBrowser(report: report, trees: trees, style: Terminal.style))
        } else {
            Terminal.print(LayersView(style: Terminal.style).text(report))
        }
        let broken = rules.broken(by: report, size: ByteCount.text)
        for sentence in broken { Terminal.error("workshop: \(sentence)") }
        if !broken.isEmpty { throw ExitStatus.failed }
    }

    private func rules() throws -> LayerRules {
        func fraction(_ text: String?, _ option: String) throws -> Double? {
            guard let text else { return nil }
            guard let value = LayerRules.fraction(text) else {
                throw UsageError("\(option) \(text) is no part of a whole. Write one such as 0.95 or 95%.")
            }
            return value
        }
        let wasted = try highestWasted.map { text in
            guard let bytes = ByteSize.parse(text) else {
                throw UsageError("--highest-wasted \(text) is no size. Write one such as 20m.")
            }
            return bytes
        }
        return LayerRules(
            lowestEfficiency: try fraction(lowestEfficiency, "--lowest-efficiency"), highestWasted: wasted,
            highestUserWasted: try fraction(highestUserWasted, "--highest-user-wasted-percent"))
    }
}

import ArgumentParser
import Engine
import FoundationEssentials
import Host
import Linux
import Presentation
import TerminalText

/// `workshop doctor`
struct DoctorCommand: WaitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tell what this machine offers, and how to mend what is missing.",
        discussion: """
            Overlays and the container runtime are really tried, in the mode that verify would use.
            Exit status: 0 when exercises can be verified here, 3 when not.

            Examples:
              workshop doctor
              workshop doctor --json
            """)

    @Flag(help: "Print a report for programs (see docs/cli.md).")
    var json = false

    func run() async throws {
        let store = StoreLocation.standard()
        let outside = HostDoctor.outside(store: store)
        let report = HostDoctor.report(outside: outside, inside: try await Self.tryInside())
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Terminal.print(bytes: Array(try encoder.encode(report)) + [0x0a])
        } else {
            let lines = report.items.map(StatusLine.init)
            Terminal.print(StatusView(style: Terminal.style).text(lines, canVerify: report.canVerify))
        }
        if !report.canVerify { throw ExitStatus.unable }
    }

    /// What only a process in the engine's namespaces can find out. This one has threads by now and cannot enter them,
    /// and what it finds out about a failed entry is worth more than to fail.
    static func tryInside() async throws -> [HostItem] {
        let request = SpawnRequest("/proc/self/exe", [DoctorInsideCommand.name])
        let result: (termination: Termination, output: [UInt8], error: [UInt8])
        do {
            result = try await Tool.run(request)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return [HostDoctor.couldNotEnter(evidence: "\(error)")]
        }
        if let items = try? JSONDecoder().decode([HostItem].self, from: Data(result.output)) { return items }
        let evidence = Harmless.lines(String(decoding: result.error, as: UTF8.self)).joined(separator: " ")
        return [
            HostDoctor.couldNotEnter(evidence: evidence.isEmpty ? "status \(result.termination.status)" : evidence)
        ]
    }
}

/// The part of `doctor` that runs in the engine's namespaces, in a process of its own.
struct DoctorInsideCommand: ParsableCommand, NeedsNamespaces {
    static let name = "doctor-inside"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    func run() throws {
        let items = HostDoctor.inside(store: StoreLocation.standard())
        Terminal.print(bytes: Array(try JSONEncoder().encode(items)))
    }
}

extension StatusLine {
    init(_ item: HostItem) {
        let state: State =
            switch item.state {
            case .ok: .ok
            case .limited: .limited
            case .missing: .missing
            }
        self.init(
            state: state, title: item.title, found: item.found, consequence: item.consequence, mend: item.mend)
    }
}

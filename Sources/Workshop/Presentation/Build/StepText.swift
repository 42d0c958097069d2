import EngineInterface
import TerminalText

/// How a step of a build is named and timed, the same in every view.
struct StepText: Sendable {
    /// How many steps the build has; 0 while nobody knows.
    var total = 0
    /// The stage that each step began in, by the step's number.
    private var stages: [Int: String] = [:]

    /// Takes note of what later names need.
    mutating func note(_ event: BuildEvent) {
        switch event {
        case .planned(let count): total = count
        case .started(let number, let stage, _, _): stages[number] = stage
        default: break
        }
    }

    /// `[3/7 build]`
    func place(_ number: Int) -> String {
        let count = total > 0 ? "\(number)/\(total)" : "\(number)"
        return "[\(count)\(stages[number].map { " " + Harmless.line($0) } ?? "")]"
    }

    /// `[3/7 build] RUN make`
    func head(_ number: Int, _ text: String) -> String { "\(place(number)) \(Harmless.line(text))" }

    /// `12.3 s`, `4 min 5 s`
    static func seconds(_ value: Double) -> String {
        let tenths = Int((max(0, value) * 10).rounded())
        guard tenths >= 1200 else { return "\(tenths / 10).\(tenths % 10) s" }
        return "\(tenths / 600) min \(tenths / 10 % 60) s"
    }

    /// A message about a base image, without the name that stands before it anyway.
    static func preparing(_ image: String, _ message: String) -> String {
        let name = Harmless.line(image)
        let message = Harmless.line(message)
        return
            "Preparing \(name): \(message.hasPrefix(name + ": ") ? String(message.dropFirst(name.count + 2)) : message)"
    }

    static func percent(_ fraction: Double?) -> String {
        fraction.map { " \(Int(min(max($0, 0), 1) * 100)) %" } ?? ""
    }
}

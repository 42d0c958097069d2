import Dockerfile
import EngineInterface
import Images

/// Build arguments that no `ARG` asks for: mostly a misspelled name.
struct UnusedArguments {
    /// In alphabetical order; at least one.
    private let names: [String]
    /// The lines of the `ARG`s that there are.
    private let declared: [String: Int]

    /// `nil` when all are used. An `ARG` counts wherever it is, also in a stage that is not built and in a trigger.
    init?(_ request: BuildRequest, _ dockerfile: Dockerfile, _ plan: BuildPlan) {
        let instructions =
            dockerfile.globalArguments + dockerfile.stages.flatMap(\.instructions)
            + plan.stages.sorted { $0.key < $1.key }.flatMap(\.value.triggers)
        var declared: [String: Int] = [:]
        for instruction in instructions {
            guard case .arg(let declarations) = instruction.operation else { continue }
            for declaration in declarations {
                declared[declaration.name.text] = declared[declaration.name.text] ?? declaration.name.position.line
            }
        }
        // What a build takes without an ARG.
        let known = Set(Variables.proxyNames + plan.globals.names + ["SOURCE_DATE_EPOCH"])
        names = request.buildArguments.keys.filter {
            declared[$0] == nil && !known.contains($0) && !$0.hasPrefix("BUILDKIT_")
        }.sorted()
        self.declared = declared
        if names.isEmpty { return nil }
    }

    private var nearest: (name: String, argument: String)? {
        for name in names {
            if let argument = Spelling.nearest(to: name, among: declared.keys.sorted()) { return (name, argument) }
        }
        return nil
    }

    var line: Int { nearest.flatMap { declared[$0.argument] } ?? 1 }

    /// Docker's words, and what may be meant.
    var message: String {
        let help: String
        if let (name, argument) = nearest {
            help = names.count == 1 ? "Did you mean \(argument)?" : "Did you mean \(argument) by \(name)?"
        } else {
            help = "The Dockerfile has no ARG of \(names.count == 1 ? "that name" : "these names")."
        }
        return "One or more build-args [\(names.joined(separator: " "))] were not consumed. \(help)"
    }
}

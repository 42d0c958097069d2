extension BuildCheck {
    static let consistentInstructionCasing = BuildCheck(
        "ConsistentInstructionCasing", title: "All instructions are written in the same case.",
        explanation: "Keywords do not depend on case; one habit through the whole file makes it easy to read.",
        honoursComments: false
    ) { context, reporter in
        let statements = context.dockerfile.stages.flatMap { [$0.from] + $0.instructions }.map(\.statement)
        var lower = 0
        var upper = 0
        for statement in statements {
            switch statement.written.isConsistentlyLower {
            case true?: lower += 1
            case false?: upper += 1
            case nil: break
            }
        }
        let wantsLower = lower > upper
        for statement in statements {
            let wanted = wantsLower ? statement.written.lowercased() : statement.written.uppercased()
            guard statement.written != wanted else { continue }
            reporter.report(
                statement,
                "\(statement.written) is written unlike most instructions of this file, which are in \(wantsLower ? "small letters" : "capitals").",
                help: "Write \(wanted).")
        }
    }
}

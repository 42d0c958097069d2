extension BuildCheck {
    static let undefinedArgInFrom = BuildCheck(
        "UndefinedArgInFrom", title: "Variables of FROM are declared before the first FROM.",
        explanation: "FROM sees only arguments that stand before all stages; any other variable is empty."
    ) { context, reporter in
        let globals = context.globals
        for stage in context.dockerfile.stages {
            for argument in [stage.base, stage.platform].compactMap({ $0 }) {
                let expansion = Expansion(argument.text, escape: context.dockerfile.escape, globals.values)
                for name in expansion.unmatched where !globals.declared.contains(name) {
                    let nearest = Spelling.nearest(to: name, among: globals.declared.sorted())
                    reporter.report(
                        stage.from.statement, at: argument.position,
                        "FROM uses $\(name), which is not declared before the first FROM.",
                        help: nearest.map { "Did you mean $\($0)?" } ?? "Write ARG \(name)=VALUE above the first FROM.")
                }
            }
        }
    }
}

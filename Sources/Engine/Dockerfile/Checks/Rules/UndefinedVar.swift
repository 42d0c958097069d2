extension BuildCheck {
    static let undefinedVar = BuildCheck(
        "UndefinedVar", title: "Variables are defined before they are used.",
        explanation:
            "A variable without a value becomes nothing, silently: often a slip of the pen, or an ARG of another stage."
    ) { context, reporter in
        let globals = context.globals.declared
        for stage in context.stages {
            for step in stage.steps {
                for variable in step.undefined {
                    let name = variable.name
                    var help = "Define it above with ARG \(name) or ENV \(name)=VALUE."
                    if globals.contains(name) {
                        help =
                            "An ARG before the first FROM counts for FROM only. Write ARG \(name) again within the stage."
                    } else if let suggestion = variable.suggestion {
                        help = "Did you mean $\(suggestion)?"
                    }
                    var place: SourcePosition?
                    if !reporter.hasMany(in: step.statement) {
                        place = ["${\(name)", "$\(name)"].lazy
                            .map { context.place(of: $0, in: step.statement) }
                            .first { $0 != step.statement.position }
                    }
                    reporter.report(step.statement, at: place, "The variable $\(name) has no value here.", help: help)
                }
            }
        }
    }
}

extension BuildCheck {
    static let redundantTargetPlatform = BuildCheck(
        "RedundantTargetPlatform", title: "FROM does not ask for the target platform.",
        explanation: "The target platform is what FROM takes anyway."
    ) { context, reporter in
        for stage in context.dockerfile.stages {
            guard let platform = stage.platform else { continue }
            let values = context.globals.values
            let expansion = Expansion(platform.text, escape: context.dockerfile.escape, values)
            guard expansion.matched == ["TARGETPLATFORM"], expansion.unmatched.isEmpty,
                expansion.text == values["TARGETPLATFORM"]
            else { continue }
            reporter.report(
                stage.from.statement, at: platform.position,
                "--platform=\(platform.text) changes nothing: stages are built for the target platform anyway.",
                help: "Remove the flag.")
        }
    }
}

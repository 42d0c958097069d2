extension BuildCheck {
    static let fromPlatformFlagConstDisallowed = BuildCheck(
        "FromPlatformFlagConstDisallowed", title: "FROM --platform names no fixed platform.",
        explanation: "A fixed platform makes the image one for that platform only, whatever the build asks for."
    ) { context, reporter in
        for stage in context.dockerfile.stages {
            guard let platform = stage.platform else { continue }
            let expansion = Expansion(platform.text, escape: context.dockerfile.escape, context.globals.values)
            guard expansion.matched.isEmpty, expansion.unmatched.isEmpty, let parsed = PlatformName(expansion.text)
            else { continue }
            // A stage that is named for the platform is meant for it.
            let name = stage.name ?? ""
            guard !name.contains(parsed.system), !name.contains(parsed.architecture) else { continue }
            reporter.report(
                stage.from.statement, at: platform.position,
                "--platform=\(expansion.text) ties the stage to one platform.",
                help:
                    "Leave the flag out, write --platform=$BUILDPLATFORM for a stage that runs tools, or name the stage for its platform."
            )
        }
    }
}

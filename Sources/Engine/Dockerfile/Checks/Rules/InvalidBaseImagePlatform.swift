extension BuildCheck {
    static let invalidBaseImagePlatform = BuildCheck(
        "InvalidBaseImagePlatform", title: "The base image is made for the platform that is built for.",
        explanation: "Programs of another architecture do not start, or run slowly under emulation.",
        honoursComments: false
    ) { context, reporter in
        for stage in context.stages {
            guard case .image(let name) = stage.base, let text = context.facts.baseImages[name]?.platform,
                let actual = PlatformName(text)
            else { continue }
            var wanted = context.facts.targetPlatform
            if let platform = stage.stage.platform {
                wanted = Expansion(platform.text, escape: context.dockerfile.escape, context.globals.values).text
            }
            guard let expected = PlatformName(wanted),
                expected.system != actual.system || expected.architecture != actual.architecture
            else { continue }
            reporter.report(
                stage.stage.from.statement, at: stage.stage.base.position,
                "The image \(name) is made for \(text), but this build is for \(wanted).",
                help: "Pull the image for \(wanted), or say with --platform what you build for.")
        }
    }
}

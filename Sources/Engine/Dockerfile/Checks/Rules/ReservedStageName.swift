extension BuildCheck {
    static let reservedStageName = BuildCheck(
        "ReservedStageName", title: "No stage is named scratch or context.",
        explanation: "These words have a meaning of their own: the empty image, and the folder that a build is given.",
        honoursComments: false
    ) { context, reporter in
        for stage in context.dockerfile.stages {
            guard let name = stage.name, name == "scratch" || name == "context" else { continue }
            reporter.report(
                stage.from.statement,
                "A stage cannot sensibly be named \(name): the word means \(name == "scratch" ? "the empty image" : "the build's context").",
                help: "Choose another name.")
        }
    }
}

extension BuildCheck {
    static let maintainerDeprecated = BuildCheck(
        "MaintainerDeprecated", title: "The author is a label.",
        explanation: "MAINTAINER sets a single field that few tools show; labels are read by all of them."
    ) { context, reporter in
        for instruction in context.instructions {
            guard case .maintainer(let name) = instruction.operation else { continue }
            reporter.report(
                instruction.statement, "MAINTAINER is outdated.",
                help: "Write LABEL org.opencontainers.image.authors=\"\(name)\".")
        }
    }
}

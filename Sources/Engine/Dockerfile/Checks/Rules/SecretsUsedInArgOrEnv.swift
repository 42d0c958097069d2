extension BuildCheck {
    static let secretsUsedInArgOrEnv = BuildCheck(
        "SecretsUsedInArgOrEnv", title: "Secrets are not handed over with ARG or ENV.",
        explanation:
            "Both are kept in the image, where everybody who has it can read them with docker history or docker inspect."
    ) { context, reporter in
        for stage in context.stages {
            for step in stage.steps {
                switch step.instruction.operation {
                case .arg, .env:
                    for word in step.words where soundsSecret(word.text) {
                        let keyword = step.instruction.keyword
                        reporter.report(
                            step.statement, at: step.isTrigger ? nil : word.written.position,
                            "\(keyword) \(word.text) looks like a secret, and the image keeps it.",
                            help:
                                "Hand secrets over with RUN --mount=type=secret,id=NAME, or when the container starts.")
                    }
                default: continue
                }
            }
        }
    }

    private static let secretWords: Set<String> = [
        "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
    ]
    private static let harmlessWords: Set<String> = ["public", "file", "version"]

    /// Whether one of the name's parts between underscores is a word for a secret and none takes that back.
    private static func soundsSecret(_ name: String) -> Bool {
        let parts = Set(name.lowercased().split(separator: "_", omittingEmptySubsequences: false).map(String.init))
        return !parts.isDisjoint(with: secretWords) && parts.isDisjoint(with: harmlessWords)
    }
}

extension BuildCheck {
    static let courseSecretFileCopied = BuildCheck(
        "CourseSecretFileCopied", .course, title: "Files with secrets are not copied.",
        explanation:
            "Whoever has the image has the file, even when a later step removes it: the layer that brought it stays."
    ) { context, reporter in
        for stage in context.stages {
            for (_, step, _) in stage.contextCopies {
                let destination = step.words.last?.text ?? ""
                for word in step.localSources where isSecret(word.text) && !isPublicPlace(destination) {
                    reporter.report(
                        step.statement, at: step.isTrigger ? nil : word.written.position,
                        "\(word.text) usually holds secrets, and the image keeps it.",
                        help:
                            "Hand it to the command that needs it, RUN --mount=type=secret,id=NAME,target=PATH, or to the container when it starts. Put it into .dockerignore."
                    )
                }
            }
        }
    }

    private static let secretNames: Set<String> = [
        ".env", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".npmrc", ".yarnrc.yml", ".pypirc", ".netrc", "_netrc",
        ".git-credentials", ".pgpass", ".my.cnf", ".htpasswd", "kubeconfig", ".s3cfg", ".boto", "credentials.json",
        "service-account.json", "service_account.json", "secrets.json", "secrets.yml", "secrets.yaml", "master.key",
        ".ssh", ".aws", ".gnupg", ".kube",
    ]
    private static let secretEndings = [".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".ppk", ".kdbx"]
    /// Parts of names that tell examples and public keys.
    private static let harmlessParts = [
        "example", "sample", "template", "dist", "defaults", "public", ".pub", "cert", "chain", "bundle", "ca.", "root",
        "signing", "archive", "release", "gpg", "test", "dummy", "apt", "repo",
    ]

    private static func isSecret(_ path: String) -> Bool {
        let parts = PathText.clean(path).lowercased().split(separator: "/").map(String.init)
        guard let name = parts.last, !harmlessParts.contains(where: { name.contains($0) }) else { return false }
        let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
        if secretNames.contains(plain) || plain.hasPrefix(".env.") { return true }
        if secretEndings.contains(where: { plain.hasSuffix($0) }) { return true }
        let tail = parts.suffix(2).joined(separator: "/")
        return [".aws/credentials", ".docker/config.json", ".kube/config", ".config/gcloud"].contains(tail)
    }

    /// Folders of public keys.
    private static func isPublicPlace(_ path: String) -> Bool {
        ["/etc/apt", "/usr/share/keyrings", "/usr/local/share/ca-certificates", "/etc/pki", "/etc/apk/keys"]
            .contains { path.hasPrefix($0) }
    }
}

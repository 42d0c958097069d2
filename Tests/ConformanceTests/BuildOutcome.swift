import OCI

/// What a build gave, as the goldens keep it.
struct BuildOutcome: Codable, Equatable, Sendable {
    enum End: String, Codable, Sendable { case built, failed }
    enum Origin: String, Codable, Sendable { case base, nothing }

    struct Health: Codable, Equatable, Sendable {
        var Test: [String]?
        var Interval: Int64?
        var Timeout: Int64?
        var StartPeriod: Int64?
        var StartInterval: Int64?
        var Retries: Int?
    }

    /// The image's configuration; what is empty is left out.
    struct Config: Codable, Equatable, Sendable {
        var User: String?
        var ExposedPorts: [String]?
        var Env: [String]?
        var Entrypoint: [String]?
        var Cmd: [String]?
        var Volumes: [String]?
        var WorkingDir: String?
        var Labels: [String: String]?
        var StopSignal: String?
        var Healthcheck: Health?
        var Shell: [String]?
        var OnBuild: [String]?

        init(_ config: ImageConfig) {
            func kept<Value: Collection>(_ value: Value?) -> Value? { value?.isEmpty == false ? value : nil }
            User = kept(config.user)
            ExposedPorts = kept(config.exposedPorts)
            Env = kept(config.env)
            Entrypoint = kept(config.entrypoint)
            Cmd = kept(config.cmd)
            Volumes = kept(config.volumes)
            WorkingDir = kept(config.workingDir)
            Labels = kept(config.labels)
            StopSignal = kept(config.stopSignal)
            Healthcheck = config.healthcheck.map { check in
                Health(
                    Test: kept(check.test), Interval: check.interval, Timeout: check.timeout,
                    StartPeriod: check.startPeriod, StartInterval: check.startInterval, Retries: check.retries)
            }
            Shell = kept(config.shell)
            OnBuild = kept(config.onBuild)
        }
    }

    var outcome: End
    var message: String?
    var exitStatus: Int32?
    var line: Int?
    var config: Config?
    /// What the tree's lines tell: the whole tree, or how it differs from the image `base`.
    var from: Origin?
    var tree: [String]?

    /// A tree as lines: the whole, or what tells it from the base's.
    static func lines(_ tree: [String: String], from origin: Origin, base: [String: String]) -> [String] {
        switch origin {
        case .nothing: return tree.map { "\($0) \($1)" }.sorted()
        case .base:
            let changes = tree.filter { base[$0] != $1 }.map { "\($0) \($1)" }
            return (changes + base.keys.filter { tree[$0] == nil }.map { "\($0) -" }).sorted()
        }
    }

    /// How this result differs from another one, as lines for a person; none when it does not.
    func differences(from expected: BuildOutcome) -> [String] {
        if outcome != expected.outcome {
            return [
                "it \(outcome.rawValue)\(message.map { ": \($0)" } ?? ""), expected: \(expected.outcome.rawValue)"
                    + (expected.message.map { ": \($0)" } ?? "")
            ]
        }
        var result: [String] = []
        func compare<Value: Equatable>(_ name: String, _ own: Value?, _ other: Value?) {
            if own != other {
                result.append(
                    "\(name): \(own.map { "\($0)" } ?? "none"), expected: \(other.map { "\($0)" } ?? "none")")
            }
        }
        if outcome == .failed {
            compare("exit status", exitStatus, expected.exitStatus)
            // BuildKit does not know the place of every error.
            if expected.line != nil { compare("line", line, expected.line) }
        }
        compare("User", config?.User, expected.config?.User)
        compare("ExposedPorts", config?.ExposedPorts, expected.config?.ExposedPorts)
        compare("Env", config?.Env, expected.config?.Env)
        compare("Entrypoint", config?.Entrypoint, expected.config?.Entrypoint)
        compare("Cmd", config?.Cmd, expected.config?.Cmd)
        compare("Volumes", config?.Volumes, expected.config?.Volumes)
        compare("WorkingDir", config?.WorkingDir, expected.config?.WorkingDir)
        compare("Labels", config?.Labels, expected.config?.Labels)
        compare("StopSignal", config?.StopSignal, expected.config?.StopSignal)
        compare("Healthcheck", config?.Healthcheck, expected.config?.Healthcheck)
        compare("Shell", config?.Shell, expected.config?.Shell)
        compare("OnBuild", config?.OnBuild, expected.config?.OnBuild)
        let (own, other) = (Set(tree ?? []), Set(expected.tree ?? []))
        result += other.subtracting(own).sorted().map { "missing  \($0)" }
        result += own.subtracting(other).sorted().map { "too much \($0)" }
        return result
    }
}

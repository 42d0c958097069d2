import Dockerfile
import Engine
import EngineInterface
import Linux

/// Runs the build checks over what a build is about to read.
struct BuildChecker {
    let dockerfile: Dockerfile
    private var facts = CheckFacts()
    private let configuration: CheckConfiguration?

    /// Reads the Dockerfile and the ignore file.
    ///
    /// - Throws: ``BuildFailure`` when the Dockerfile cannot be parsed; `nil` is returned when it cannot be read, which
    ///   the build says better.
    init?(_ request: BuildRequest) throws {
        guard let bytes = request.dockerfileBytes ?? Self.read(request.dockerfile, request.context) else { return nil }
        let name = "BUILDKIT_DOCKERFILE_CHECK"
        configuration = try (request.buildArguments[name] ?? Environment.value(name)).map(Self.configuration)
        do throws(DockerfileError) {
            dockerfile = try Dockerfile.parse(bytes, file: request.dockerfile)
        } catch {
            throw BuildFailure(
                error.kind == .unknownInstruction ? .unknownInstruction : .syntax, error.message, file: error.file,
                line: error.line, excerpt: Dockerfile.excerpt(of: bytes, around: error.line), help: error.help)
        }
        facts.buildArguments = request.buildArguments
        facts.target = request.target
        if let platform = request.platform { facts.targetPlatform = platform }
        facts.ignoreFile = .absent
        for name in IgnoreFile.candidates(dockerfile: request.dockerfile) {
            guard let bytes = Self.read(name, request.context) else { continue }
            facts.ignoreFile = (try? IgnoreFile(bytes, file: name)).map { .found($0) } ?? .unknown
            break
        }
    }

    private static func configuration(_ text: String) throws -> CheckConfiguration {
        do throws(ValueFault) {
            return try CheckConfiguration(text)
        } catch {
            throw UsageError("BUILDKIT_DOCKERFILE_CHECK: \(error.message) \(error.help ?? "")")
        }
    }

    /// A path within the context cannot lead out of it.
    private static func read(_ path: String, _ context: String) -> [UInt8]? {
        let limit = (16 << 20) + 1
        if path.hasPrefix("/") { return try? SmallFile.read(path, limit: limit) }
        return try? RootedDirectory(context).read(path, limit: limit)
    }

    /// What the parser remarks and a rule of the checks says, too.
    func isRepeated(_ warning: BuildWarning) -> Bool {
        let rules: Set<DockerfileWarning.Rule> = [
            .emptyContinuation, .duplicateStageName, .deprecatedMaintainer, .legacyAssignment,
        ]
        return dockerfile.warnings.contains {
            rules.contains($0.rule) && $0.line == warning.line && $0.message == warning.message
        }
    }

    /// What the rules find. Base images are looked up among those that the store has; `isComplete` says whether it had
    /// all of them. Without a target, everything in the file is looked at unless it is `ofBuild`, which looks at the
    /// stages that it needs.
    func report(
        _ sets: Set<CheckSet>, engine: LocalEngine, ofBuild: Bool = false
    ) throws -> (report: CheckReport, isComplete: Bool) {
        var facts = facts
        if ofBuild || facts.target != nil {
            facts.stages = BuildChecks.neededStages(of: dockerfile, facts: facts)
        }
        var isComplete = true
        for name in BuildChecks.baseImages(of: dockerfile, facts: facts) {
            guard let (config, platform) = try? engine.storedBase(name) else {
                isComplete = false
                continue
            }
            facts.baseImages[name] = CheckFacts.BaseImage(
                environment: config.env, user: config.user ?? "", workingDirectory: config.workingDir ?? "/",
                shell: config.shell ?? [], platform: platform, onBuild: config.onBuild,
                entrypoint: config.entrypoint ?? [], command: config.cmd ?? [],
                exposesPorts: !config.exposedPorts.isEmpty)
        }
        do throws(DockerfileError) {
            return (
                try BuildChecks.run(dockerfile, facts: facts, sets: sets, configuration: configuration), isComplete
            )
        } catch {
            throw BuildFailure(
                .syntax, error.message, file: error.file, line: error.line,
                excerpt: dockerfile.excerpt(around: error.line...error.line), help: error.help)
        }
    }
}

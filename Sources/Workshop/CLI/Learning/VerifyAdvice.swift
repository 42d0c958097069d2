import Course
import Dockerfile
import Engine
import EngineInterface
import Verify

/// What the build checks say about the Dockerfiles that an exercise builds.
enum VerifyAdvice {
    /// What it says of lines that the starter gives is left out: they are not the learner's.
    ///
    /// Files that cannot be read or parsed have been spoken about by the exercise's own checks, and give nothing here.
    static func find(_ exercise: Exercise, in directory: String, engine: LocalEngine) -> [Advice] {
        var seen: Set<String> = []
        var advice: [Advice] = []
        for located in exercise.checks.flatMap(\.actions) {
            guard case .build(let action) = located.action, !action.mustFail else { continue }
            let context = action.context == "." ? "" : action.context + "/"
            guard seen.insert(context + action.dockerfile).inserted else { continue }
            var request = BuildRequest(context: "\(directory)/\(context)", dockerfile: action.dockerfile)
            request.buildArguments = action.arguments
            guard let checker = try? BuildChecker(request),
                let report = try? checker.report([.buildkit, .course], engine: engine).report
            else { continue }
            let starter = StarterLines(exercise: exercise, file: context + action.dockerfile)
            advice += report.findings.filter { starter.isOwn(line: $0.line, of: checker.dockerfile) }.map {
                Advice(
                    file: context + action.dockerfile, line: $0.line, rule: $0.rule, severity: $0.severity.rawValue,
                    message: $0.message, help: $0.help)
            }
        }
        return advice
    }
}

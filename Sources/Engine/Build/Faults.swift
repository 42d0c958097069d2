import Dockerfile
import EngineInterface

/// Makes ``BuildFailure``s that show where in the Dockerfile they come from.
struct Faults: Sendable {
    /// The Dockerfile as the user named it.
    let file: String
    let dockerfile: Dockerfile

    func failure(
        _ kind: BuildFailure.Kind, _ message: String, at statement: Statement, line: Int? = nil, help: String? = nil,
        exitStatus: Int32? = nil, outputTail: [String] = []
    ) -> BuildFailure {
        BuildFailure(
            kind, message, file: file, line: line ?? statement.line,
            excerpt: dockerfile.excerpt(
                around: statement.line...max(statement.line, min(statement.lastLine, statement.line + 10))),
            exitStatus: exitStatus, outputTail: outputTail, help: help)
    }

    func failure(_ error: ExpansionError, at statement: Statement) -> BuildFailure {
        failure(.variable, error.message, at: statement, help: error.help)
    }

    func failure(_ error: DockerfileError, at statement: Statement) -> BuildFailure {
        failure(Self.kind(error.kind), error.message, at: statement, help: error.help)
    }

    /// A fault in a file that could not even be parsed.
    static func failure(_ error: DockerfileError, in bytes: [UInt8]) -> BuildFailure {
        BuildFailure(
            kind(error.kind), error.message, file: error.file, line: error.line,
            excerpt: Dockerfile.excerpt(of: bytes, around: error.line), help: error.help)
    }

    private static func kind(_ kind: DockerfileError.Kind) -> BuildFailure.Kind {
        switch kind {
        case .empty: .emptyDockerfile
        case .unknownInstruction: .unknownInstruction
        case .variable: .variable
        default: .syntax
        }
    }
}

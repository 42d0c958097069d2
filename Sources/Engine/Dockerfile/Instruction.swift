/// An instruction as it stands in the file: its text and its place.
public struct Statement: Sendable {
    /// In capitals: `RUN`, `COPY`, ….
    public let keyword: String
    /// The keyword as it is written.
    public let written: String
    /// The file as its reader named it.
    public let file: String
    /// Where the keyword stands.
    public let position: SourcePosition
    /// The last line, heredocs included, counted from 1.
    public let lastLine: Int
    /// The bytes as they stand in the file, from the first line to the last.
    public let source: ArraySlice<UInt8>
    /// The instruction on one line, continued lines joined, heredocs left out.
    public let text: String
    /// What stands behind the keyword, flags included, variables not expanded, on one line; heredocs follow on their
    /// own lines.
    public let arguments: String
    /// Comments since the instruction before, without `#`, from the last empty one on.
    public let comments: [String]
    /// The files that are written into the Dockerfile behind it.
    public let heredocs: [Heredoc]

    /// The line on which it begins, counted from 1.
    public var line: Int { position.line }
}

/// A typed instruction. Variables in it are not expanded yet.
public struct Instruction: Sendable {
    /// Its text and its place.
    public let statement: Statement
    /// What it asks for.
    public let operation: InstructionOperation

    /// In capitals.
    public var keyword: String { statement.keyword }
    /// The line on which it begins, counted from 1.
    public var line: Int { statement.line }
}

/// What an instruction asks for. See the Dockerfile reference for each.
public enum InstructionOperation: Sendable {
    case from(FromOperation)
    case run(RunOperation)
    case copy(CopyOperation)
    /// `ADD`: a copy that also takes addresses and unpacks archives.
    case add(CopyOperation)
    case env([Assignment])
    case label([Assignment])
    case arg([ArgumentDeclaration])
    case expose([Argument])
    case entrypoint(WrittenCommand)
    case cmd(WrittenCommand)
    case volume([Argument])
    case user(Argument)
    case workdir(Argument)
    case onBuild(Trigger)
    case stopSignal(Argument)
    case healthcheck(HealthcheckOperation)
    case shell([String])
    case maintainer(String)
}

/// `FROM [--platform=…] base [AS name]`.
public struct FromOperation: Sendable, Hashable {
    /// An image or an earlier stage.
    public var base: Argument
    /// The value of `--platform`.
    public var platform: Argument?
    /// In lower case.
    public var name: String?
}

/// A command in one of its two forms.
public struct WrittenCommand: Sendable, Hashable {
    /// How the command is written.
    public enum Form: Sendable, Hashable {
        /// Text for a shell. It is not split.
        case shell(String)
        /// A list of strings, run as it is.
        case exec([String])
    }
    /// The command.
    public var form: Form
    /// Where it begins.
    public var position: SourcePosition
}

/// `RUN [flags] command`.
public struct RunOperation: Sendable {
    /// What is run.
    public var command: WrittenCommand
    /// The values of `--mount`; ``MountSpecification`` reads them once variables are expanded.
    public var mounts: [Argument]
    /// The value of `--network`.
    public var network: RunNetwork?
    /// The value of `--security`.
    public var security: RunSecurity?
    /// The heredocs that the command reads.
    public var heredocs: [Heredoc]
}

/// What a `RUN` can reach.
public enum RunNetwork: String, Sendable, CaseIterable {
    case `default`, none, host
}

/// Which rights a `RUN` has.
public enum RunSecurity: String, Sendable, CaseIterable {
    case sandbox, insecure
}

/// `COPY` and `ADD`.
public struct CopyOperation: Sendable, Hashable {
    /// The stage, its number, or an image.
    public var from: Argument?
    /// The value of `--chown`: a user, and a group behind a colon.
    public var chown: Argument?
    /// The value of `--chmod`: octal digits or symbolic changes.
    public var chmod: Argument?
    /// Whether `--link` is given.
    public var link: Bool
    /// Keep the sources' folders.
    public var parents: Bool
    /// Patterns of what is left out.
    public var excludes: [Argument]
    /// `ADD` only.
    public var keepGitDir: Bool?
    /// `ADD` only.
    public var checksum: Argument?
    /// `ADD` only: whether archives are unpacked; `nil`, local ones are.
    public var unpack: Bool?
    /// Paths and patterns, in order; heredocs left out.
    public var sources: [Argument]
    /// Sources that are written into the Dockerfile.
    public var heredocs: [Heredoc]
    /// A path in the image; a slash at its end means a folder.
    public var destination: Argument
}

/// `name=value`.
public struct Assignment: Sendable, Hashable {
    /// The variable's or label's name.
    public var name: Argument
    /// As written: with quotes and variables.
    public var value: String
    /// The old form without `=`.
    public var isLegacy: Bool
}

/// `ARG name[=default]`.
public struct ArgumentDeclaration: Sendable, Hashable {
    /// The variable's or label's name.
    public var name: Argument
    /// As written: with quotes and variables.
    public var value: String?
}

/// `HEALTHCHECK`. Durations are nanoseconds; 0 means the default.
public struct HealthcheckOperation: Sendable, Hashable {
    /// `nil`: `HEALTHCHECK NONE`.
    public var command: WrittenCommand?
    /// Between two checks.
    public var interval: Int64
    /// After which a check counts as failed.
    public var timeout: Int64
    /// In which failures do not count.
    public var startPeriod: Int64
    /// Between two checks in the start period.
    public var startInterval: Int64
    /// How many failures in a row make the container unhealthy.
    public var retries: Int
}

/// What `ONBUILD` keeps for the images that build on this one.
public struct Trigger: Sendable, Hashable {
    /// The instruction, heredocs included.
    public var text: String
    /// Its keyword, in capitals.
    public var keyword: String
}

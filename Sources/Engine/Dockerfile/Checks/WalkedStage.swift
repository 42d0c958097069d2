/// A stage as a build goes through it: its variables, its working directory and its user followed step by step.
struct WalkedStage: Sendable {
    let stage: Dockerfile.Stage
    let base: StageBases.Base
    /// Whether the stage's files are in the image that the build makes.
    let isShipped: Bool
    /// Whether it is the stage that the build is asked for.
    let isTarget: Bool
    /// Triggers that take effect here, then the stage's own instructions.
    let steps: [WalkedStep]
    /// What holds at the stage's end.
    let end: StageState
}

/// An instruction and what holds before it.
struct WalkedStep: Sendable {
    let instruction: Instruction
    /// It comes from an `ONBUILD` of what the stage builds on.
    let isTrigger: Bool
    /// `ENV`: the names; `COPY`, `ADD`: sources and destination; `WORKDIR`, `USER`: the value; `EXPOSE`: the ports.
    let words: [ExpandedWord]
    /// Variables that are used and surely have no value, once for each word that uses them.
    let undefined: [UndefinedVariable]
    /// What a `RUN` runs, when rules of the course want to know and a shell reads it.
    let script: ShellScript?
    /// The working directory, `nil` when it is not known.
    let folder: String?
    /// Whether `SHELL`, here or in what the stage builds on, names the shell; `nil` when that is not known.
    let hasOwnShell: Bool?
    /// Whether a `WORKDIR` stands before it in the file.
    let hasWorkdir: Bool

    var statement: Statement { instruction.statement }
}

/// A word with its variables replaced.
struct ExpandedWord: Sendable {
    /// As written.
    let written: Argument
    let text: String
    /// Whether the text is what a build would see: no variable in it that may come from the base image.
    let isCertain: Bool
}

/// A variable that has no value.
struct UndefinedVariable: Sendable {
    let name: String
    /// A variable with a similar name that has one.
    let suggestion: String?
}

/// What instructions change for those that follow.
struct StageState: Sendable {
    /// Variables that have a value.
    var variables: [String: String] = [:]
    /// Whether the base image's variables are among them.
    var knowsVariables = true
    /// The names that `ARG` declares, with a value or not.
    var declared: Set<String> = []
    var folder: String? = "/"
    var hasWorkdir = false
    var hasOwnShell: Bool? = false
    /// As `USER` or the base image has it; `nil` when it is not known.
    var user: String? = ""
    var exposesPorts = false
    var entrypoint: WrittenCommand.Form?
    var command: WrittenCommand.Form?
    /// Whether this stage has a `CMD` of its own; an `ENTRYPOINT` clears one that is inherited.
    var commandIsOwn = false
    var hasHealthcheck = false
    /// What `ONBUILD` keeps for stages that build on this one.
    var triggers: [Trigger] = []
}

extension WalkedStage {
    /// The `RUN` instructions that a shell reads.
    var runs: [(step: WalkedStep, run: RunOperation, script: ShellScript)] {
        steps.compactMap { step in
            guard case .run(let run) = step.instruction.operation, let script = step.script else { return nil }
            return (step, run, script)
        }
    }

    /// The `COPY` and `ADD` instructions that read the context.
    var contextCopies: [(offset: Int, step: WalkedStep, copy: CopyOperation)] {
        steps.enumerated().compactMap { offset, step in
            switch step.instruction.operation {
            case .copy(let copy) where copy.from == nil: return (offset, step, copy)
            case .add(let copy): return (offset, step, copy)
            default: return nil
            }
        }
    }
}

extension WalkedStep {
    /// The sources of a `COPY` or `ADD`, variables expanded, addresses and heredocs left out.
    var localSources: [ExpandedWord] { words.dropLast().filter { !SourceText.isRemote($0.text) } }

    /// Whether it copies the whole context.
    var copiesWholeContext: Bool {
        localSources.contains { ["", ".", "./", "/", "*", "./*"].contains($0.text) && $0.isCertain }
    }
}

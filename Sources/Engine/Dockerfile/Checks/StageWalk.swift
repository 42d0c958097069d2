/// Goes through the stages that are built, in their order.
struct StageWalk {
    private(set) var stages: [WalkedStage] = []
    private let dockerfile: Dockerfile
    private let facts: CheckFacts
    private let globals: GlobalScope
    private var ends: [Int: StageState] = [:]
    /// Looking for similar names takes time; nobody reads hundreds of suggestions.
    private var suggestionsLeft = 100

    /// What every stage has when neither image nor file say more.
    private static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    /// Arguments that builders read and instructions never see.
    private static let hiddenArguments: Set<String> = ["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"]

    /// Whether rules want to know what commands a `RUN` holds.
    private let readsScripts: Bool

    init(
        _ dockerfile: Dockerfile, facts: CheckFacts, globals: GlobalScope, bases: StageBases, readsScripts: Bool
    ) {
        self.dockerfile = dockerfile
        self.readsScripts = readsScripts
        self.facts = facts
        self.globals = globals
        let needs = StageNeeds(dockerfile, bases: bases.bases, target: facts.target)
        let shipped = Set(bases.chain(from: needs.target))
        for stage in dockerfile.stages where facts.stages?.contains(stage.index) != false {
            walk(
                stage, bases.bases[stage.index], isShipped: shipped.contains(stage.index),
                isTarget: stage.index == needs.target, isNeeded: needs.stages.contains(stage.index))
        }
    }

    private mutating func walk(
        _ stage: Dockerfile.Stage, _ base: StageBases.Base, isShipped: Bool, isTarget: Bool,
        isNeeded: Bool
    ) {
        var state = start(base)
        var triggers: [Instruction] = []
        switch base {
        // In stages that nothing needs, Docker's checks take no notice of triggers.
        case _ where !isNeeded: break
        case .stage:
            triggers = state.triggers.compactMap { trigger($0.text, stage) }
        case .image(let name):
            triggers = (facts.baseImages[name]?.onBuild ?? []).compactMap { trigger($0, stage) }
        case .scratch, .unknown: break
        }
        state.triggers = []
        var steps: [WalkedStep] = []
        steps.reserveCapacity(triggers.count + stage.instructions.count)
        for instruction in triggers { steps.append(step(instruction, isTrigger: true, &state)) }
        for instruction in stage.instructions { steps.append(step(instruction, isTrigger: false, &state)) }
        ends[stage.index] = state
        stages.append(
            WalkedStage(stage: stage, base: base, isShipped: isShipped, isTarget: isTarget, steps: steps, end: state))
    }

    private func trigger(_ text: String, _ stage: Dockerfile.Stage) -> Instruction? {
        try? Dockerfile.parseTrigger(text, file: dockerfile.file, line: stage.from.line)
    }

    private func start(_ base: StageBases.Base) -> StageState {
        var state = StageState()
        switch base {
        case .scratch: break
        case .stage(let index):
            state = ends[index] ?? StageState()
            state.commandIsOwn = false
        case .image(let name):
            let image = facts.baseImages[name] ?? CheckFacts.BaseImage()
            state.knowsVariables = image.environment != nil
            for entry in image.environment ?? [] {
                let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                state.variables[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
            }
            state.folder = image.workingDirectory.flatMap { Self.folder($0, in: "/") }
            state.hasOwnShell = image.shell.map { !$0.isEmpty }
            state.user = image.user
            state.exposesPorts = image.exposesPorts ?? false
            state.entrypoint = image.entrypoint.flatMap { $0.isEmpty ? nil : .exec($0) }
            state.command = image.command.flatMap { $0.isEmpty ? nil : .exec($0) }
        case .unknown:
            state.knowsVariables = false
            state.folder = nil
            state.hasOwnShell = nil
            state.user = nil
        }
        if state.variables["PATH"] == nil { state.variables["PATH"] = Self.defaultPath }
        return state
    }

    private mutating func step(_ instruction: Instruction, isTrigger: Bool, _ state: inout StageState) -> WalkedStep {
        // Only what is needed: a copy of all variables for each step would cost time that grows with its square.
        let (folder, hasOwnShell, hasWorkdir) = (state.folder, state.hasOwnShell, state.hasWorkdir)
        var words: [ExpandedWord] = []
        var undefined: [UndefinedVariable] = []
        var script: ShellScript?
        func note(_ expansion: Expansion) {
            guard state.knowsVariables else { return }
            for name in expansion.unmatched
            where !state.declared.contains(name) && !Self.hiddenArguments.contains(name) {
                var suggestion: String?
                if suggestionsLeft > 0 {
                    suggestionsLeft -= 1
                    suggestion = Spelling.nearest(to: name, among: state.variables.keys.sorted().prefix(1000))
                }
                undefined.append(UndefinedVariable(name: name, suggestion: suggestion))
            }
        }
        @discardableResult
        func expand(_ argument: Argument, notes: Bool = true) -> ExpandedWord {
            let expansion = Expansion(argument.text, escape: dockerfile.escape, state.variables)
            if notes { note(expansion) }
            let isCertain = !expansion.failed && (state.knowsVariables || expansion.unmatched.isEmpty)
            return ExpandedWord(written: argument, text: expansion.text, isCertain: isCertain)
        }
        func expand(_ text: String) -> ExpandedWord { expand(Argument(text, at: instruction.statement.position)) }

        switch instruction.operation {
        case .env(let assignments):
            var new: [(String, String)] = []
            for assignment in assignments {
                let name = expand(assignment.name)
                words.append(name)
                new.append((name.text, expand(assignment.value).text))
            }
            for (name, value) in new { state.variables[name] = value }
        case .label(let assignments):
            for assignment in assignments {
                expand(assignment.name)
                _ = expand(assignment.value)
            }
        case .copy(let copy), .add(let copy):
            for flag in [copy.chown, copy.chmod, copy.checksum] { if let flag { expand(flag) } }
            words = (copy.sources + [copy.destination]).map { expand($0) }
            for heredoc in copy.heredocs where heredoc.expands {
                note(Expansion(heredoc.text, escape: dockerfile.escape, state.variables, isHeredoc: true))
            }
        case .run(let run):
            if readsScripts { script = ShellScript(run) }
            for mount in run.mounts where mount.text.contains("$") {
                _ = try? MountSpecification(mount.text) { text in
                    let expansion = Expansion(text, escape: dockerfile.escape, state.variables)
                    note(expansion)
                    return expansion.text
                }
            }
        case .workdir(let path):
            let word = expand(path)
            words = [word]
            state.folder = word.isCertain ? Self.folder(word.text, in: state.folder) : nil
            state.hasWorkdir = true
        case .user(let user):
            let word = expand(user)
            words = [word]
            state.user = word.isCertain ? word.text : nil
        case .stopSignal(let signal): words = [expand(signal)]
        case .volume(let paths): words = paths.map { expand($0) }
        case .expose(let ports):
            state.exposesPorts = true
            words = ports.flatMap { port -> [ExpandedWord] in
                let word = expand(port, notes: false)
                return word.text.split(whereSeparator: \.isWhitespace).map {
                    ExpandedWord(written: port, text: String($0), isCertain: word.isCertain)
                }
            }
        case .arg(let declarations):
            for declaration in declarations {
                let name = declaration.name.text
                words.append(ExpandedWord(written: declaration.name, text: name, isCertain: true))
                var value = facts.buildArguments[name]
                if value == nil, let written = declaration.value {
                    value = expand(Argument(written, at: declaration.name.position)).text
                }
                value = value ?? globals.values[name]
                if let value, !Self.hiddenArguments.contains(name) { state.variables[name] = value }
                state.declared.insert(name)
            }
        case .entrypoint(let command):
            state.entrypoint = command.form
            if !state.commandIsOwn { state.command = nil }
        case .cmd(let command):
            state.command = command.form
            state.commandIsOwn = true
        case .healthcheck(let check): state.hasHealthcheck = check.command != nil
        case .shell(let shell): state.hasOwnShell = !shell.isEmpty
        case .onBuild(let trigger): state.triggers.append(trigger)
        case .from, .maintainer: break
        }
        return WalkedStep(
            instruction: instruction, isTrigger: isTrigger, words: words, undefined: undefined, script: script,
            folder: folder, hasOwnShell: hasOwnShell, hasWorkdir: hasWorkdir)
    }

    /// The working directory that a `WORKDIR` leads to.
    private static func folder(_ path: String, in folder: String?) -> String? {
        if path.hasPrefix("/") { return PathText.clean(path) }
        return folder.map { PathText.clean($0 + "/" + path) }
    }
}

import Dockerfile
import EngineInterface
import OCI

extension StageBuilder {
    /// Does what an instruction asks for.
    mutating func perform(_ instruction: Instruction, escape: Unicode.Scalar) async throws -> StepOutcome {
        let statement = instruction.statement
        switch instruction.operation {
        case .from: return StepOutcome(isCached: true)
        case .run(let run): return try await self.run(run, statement, escape: escape)
        case .copy(let copy), .add(let copy): return try await self.copy(copy, statement, escape: escape)
        case .workdir(let path): return try await workdir(try expand(path.text, escape: escape, statement), statement)
        case .env(let assignments):
            let pairs = try expanded(assignments, escape, statement)
            for (name, value) in pairs {
                variables[name] = value
                config.setEnvironment(name, to: value)
            }
            return configured("ENV " + pairs.map { "\($0)=\($1)" }.joined(separator: " "))
        case .label(let assignments):
            let pairs = try expanded(assignments, escape, statement)
            for (name, value) in pairs { config.labels[name] = value }
            return configured("LABEL " + pairs.map { "\($0)=\($1)" }.joined(separator: " "))
        case .arg(let declarations): return try declare(declarations, escape, statement)
        case .expose(let words): return try expose(words, escape, statement)
        case .volume(let words):
            let paths = try words.map { try expand($0.text, escape: escape, statement) }
            if paths.contains("") { throw faults.failure(.syntax, "A path of VOLUME is empty.", at: statement) }
            config.volumes = Set(config.volumes).union(paths).sorted()
            return configured("VOLUME [\(paths.joined(separator: " "))]")
        case .user(let user):
            let name = try expand(user.text, escape: escape, statement)
            config.user = name
            return configured("USER \(name)")
        case .stopSignal(let signal):
            let name = try expand(signal.text, escape: escape, statement)
            guard StopSignal.isValid(name) else {
                throw faults.failure(
                    .syntax, "\(name.isEmpty ? "An empty text" : name) is not a signal.", at: statement,
                    help: "Write a name such as SIGTERM or a number from 1 to 64.")
            }
            config.stopSignal = name
            return configured("STOPSIGNAL \(name)")
        case .cmd(let command):
            config.cmd = arguments(of: command)
            hasCommand = true
            return configured("CMD " + Self.quoted(config.cmd ?? []))
        case .entrypoint(let command):
            let list = arguments(of: command)
            config.entrypoint = list.isEmpty ? nil : list
            // The base image's CMD was meant for the base image's entry point.
            if !hasCommand { config.cmd = nil }
            return configured("ENTRYPOINT " + Self.quoted(list))
        case .shell(let shell):
            config.shell = shell
            return configured("SHELL [\(shell.joined(separator: " "))]")
        case .healthcheck(let check): return configured(healthcheck(check, statement))
        case .onBuild(let trigger):
            config.onBuild.append(trigger.text)
            return configured("ONBUILD \(trigger.text)")
        case .maintainer(let name): return configured("MAINTAINER \(name)")
        }
    }

    /// All values see the variables as they were before the instruction.
    private func expanded(
        _ assignments: [Assignment], _ escape: Unicode.Scalar, _ statement: Statement
    ) throws -> [(String, String)] {
        try assignments.map { assignment in
            let name = try expand(assignment.name.text, escape: escape, statement)
            if name.isEmpty {
                throw faults.failure(.syntax, "A name of \(statement.keyword) is empty.", at: statement)
            }
            return (name, try expand(assignment.value, escape: escape, statement))
        }
    }

    private mutating func declare(
        _ declarations: [ArgumentDeclaration], _ escape: Unicode.Scalar, _ statement: Statement
    ) throws -> StepOutcome {
        var shown: [String] = []
        var inputs: [String: String] = [:]
        for declaration in declarations {
            let name = declaration.name.text
            var value = session.request.buildArguments[name]
            if value == nil, let text = declaration.value { value = try expand(text, escape: escape, statement) }
            if value == nil { value = session.plan.globals[name] }
            if let value { variables[name] = value }
            if !arguments.contains(name) { arguments.append(name) }
            shown.append(value.map { "\(name)=\($0)" } ?? name)
            inputs["build argument \(name)"] = value.map {
                $0.utf8.count <= 100 && !$0.contains("\n") ? $0 : "sha256:" + KeyHasher.digest(Array($0.utf8))
            }
        }
        return configured("ARG " + shown.joined(separator: " "), inputs: inputs)
    }

    private mutating func expose(
        _ words: [Argument], _ escape: Unicode.Scalar, _ statement: Statement
    ) throws -> StepOutcome {
        let known = variables
        var ports: [String] = []
        for word in words {
            do {
                for text in try Expander(escape: escape, lookup: { known[$0] }).words(word.text) {
                    ports += try PortSpecification.ports(text)
                    guard ports.count <= PortSpecification.maximum else {
                        throw faults.failure(
                            .syntax, "EXPOSE names more than \(PortSpecification.maximum) ports.", at: statement,
                            line: word.position.line, help: "Name those on which the program listens.")
                    }
                }
            } catch let error as ExpansionError {
                throw faults.failure(error, at: statement)
            } catch let error as ValueFault {
                throw faults.failure(.syntax, error.message, at: statement, line: word.position.line, help: error.help)
            }
        }
        config.exposedPorts = Set(config.exposedPorts).union(ports).sorted()
        return configured("EXPOSE [\(ports.joined(separator: " "))]")
    }

    private mutating func healthcheck(_ check: HealthcheckOperation, _ statement: Statement) -> String {
        var health = ImageConfig.Healthcheck(test: ["NONE"])
        switch check.command?.form {
        case .shell(let text): health.test = ["CMD-SHELL", text]
        case .exec(let list): health.test = ["CMD"] + list
        case nil: break
        }
        func optional(_ value: Int64) -> Int64? { value == 0 ? nil : value }
        health.interval = optional(check.interval)
        health.timeout = optional(check.timeout)
        health.startPeriod = optional(check.startPeriod)
        health.startInterval = optional(check.startInterval)
        health.retries = check.retries == 0 ? nil : check.retries
        config.healthcheck = health
        return statement.text
    }

    static let defaultShell = ["/bin/sh", "-c"]

    /// A command as the image keeps it: a shell form gets its shell.
    func arguments(of command: WrittenCommand) -> [String] {
        switch command.form {
        case .exec(let list): list
        case .shell(let text): (config.shell ?? Self.defaultShell) + [text]
        }
    }

    /// A list as the history shows it.
    private static func quoted(_ list: [String]) -> String {
        let quoted = list.map { text in
            "\"" + text.map { $0 == "\"" ? "\\\"" : $0 == "\\" ? "\\\\" : $0 == "\n" ? "\\n" : String($0) }.joined()
                + "\""
        }
        return "[\(quoted.joined(separator: " "))]"
    }
}

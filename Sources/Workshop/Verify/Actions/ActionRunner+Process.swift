import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: ProcessAction) async throws {
        let container = try scope.container(action.container)
        let explanation = ContainerExplanation(container: container)
        var probe = Probe(seconds: action.within)
        while true {
            if let exit = try await explanation.ending() {
                throw await explanation.ended(exit, while: "so it has no processes to look at")
            }
            let processes: [ContainerProcess]
            do {
                processes = try await container.handle.processes().sorted { $0.pid < $1.pid }
            } catch let error as EngineError where error.kind == .notRunning {
                guard try await probe.next() else { throw error }
                continue
            }
            do {
                return try ProcessJudge(action: action).require(processes)
            } catch {
                if try await probe.next() { continue }
                let line =
                    action.user != nil || action.group != nil
                    ? container.image?.line(of: ["USER"]) ?? container.image?.commandLine : container.image?.commandLine
                throw error.at(line).adding(ContainerExplanation.table(processes))
            }
        }
    }
}

/// Judges a container's processes.
struct ProcessJudge: Sendable {
    let action: ProcessAction

    func require(_ processes: [ContainerProcess]) throws(Failure) {
        switch action.which {
        case .pid(let pid):
            guard let process = processes.first(where: { $0.pid == pid }) else {
                throw Failure("There is no process \(pid).", expected: "a process \(pid)", seen: "none")
            }
            try require(process)
        case .all:
            guard !processes.isEmpty else {
                throw Failure("The container has no process.", expected: "a process", seen: "none")
            }
            for process in processes { try require(process) }
        case .any:
            var first: Failure?
            for process in processes {
                do {
                    return try require(process)
                } catch {
                    first = first ?? error
                }
            }
            throw Failure(
                "None of the container's processes is as one of them should be.", expected: first?.expected,
                seen: "none of \(processes.count)")
        }
    }

    private func require(_ process: ContainerProcess) throws(Failure) {
        let name = "Process \(process.pid) (\(Comparison.short(process.command.joined(separator: " "))))"
        for user in Set([process.user, process.effectiveUser]).sorted() {
            try Comparison.require(
                action.user, of: Double(user), "\(name) runs as the user \(user)\(user == 0 ? ", which is root" : "").")
        }
        try Comparison.require(action.group, of: Double(process.group), "\(name) runs in the group \(process.group).")
        try Comparison.require(
            action.command, of: process.command.joined(separator: " "), "\(name) is another command.")
        if action.hasNoCapabilities && process.effectiveCapabilities != 0 {
            throw Failure(
                "\(name) has capabilities, rights of root.", expected: "none",
                seen: "0x" + String(process.effectiveCapabilities, radix: 16))
        }
    }
}

import Course
import EngineInterface
import OCI

extension ActionRunner {
    func run(_ action: StopAction) async throws {
        let container = try scope.container(action.container)
        let explanation = ContainerExplanation(container: container)
        if let exit = try await explanation.ending() {
            throw await explanation.ended(exit, while: "before it was told to stop")
        }
        var signal: Int32?
        if let name = action.signal {
            guard let number = SignalName.number(name) else { throw CheckFault("There is no signal \(name).") }
            signal = number
        }
        let processes = await explanation.processes()
        let report = try await container.handle.stop(signal: signal, graceSeconds: action.within)
        if report.wasKilled {
            throw await notStopped(action, container, processes: processes, signal: signal)
        }
        if let exceeded = report.exit.exceeded, exceeded != .time {
            throw await explanation.ended(report.exit, while: "while it was told to stop")
        }
        if let exit = action.exit, !exit.holds(for: Double(report.exit.status)) {
            throw Failure(
                "The container \(container.name) stopped \(Wording.exit(report.exit)).",
                expected: "exit status \(Wording.describe(exit))", seen: "exit status \(report.exit.status)",
                location: container.image?.commandLine
            ).adding(await explanation.output())
        }
    }

    private func notStopped(
        _ action: StopAction, _ container: TestContainer, processes: [ContainerProcess], signal: Int32?
    ) async -> Failure {
        let imageSignal = container.handle.image.config.stopSignal
        let name = signal.map(SignalName.name) ?? imageSignal ?? "SIGTERM"
        var failure = Failure(
            "The container \(container.name) did not end within \(Wording.seconds(action.within)) after \(name) "
                + "and had to be killed.",
            expected: "an end within \(Wording.seconds(action.within))", seen: "it went on running",
            location: container.image?.commandLine)
        if let first = processes.first(where: { $0.pid == 1 }) {
            if first.isShellWithCommand {
                failure.message += " Its first process is a shell, which keeps the signal to itself."
                failure.hint =
                    "Write the command as a list, CMD [\"program\", \"argument\"], or put exec before the program's name, "
                    + "so that the program itself is process 1."
            } else if signal == nil, let imageSignal, SignalName.number(imageSignal) != 15 {
                failure.message += " The image asks for this signal with STOPSIGNAL."
                failure.location = container.image?.line(of: ["STOPSIGNAL"]) ?? failure.location
            }
        }
        return failure.adding(
            ContainerExplanation.table(processes), await ContainerExplanation(container: container).output())
    }

    func restart(_ name: String) async throws {
        let container = try scope.container(name)
        if try await ContainerExplanation(container: container).ending() == nil {
            _ = try await container.handle.stop(signal: nil, graceSeconds: 10)
        }
        do {
            try await container.handle.start()
        } catch let error as EngineError where Verdicts.isLearners(error.kind) {
            throw Failure(
                "The container \(name) could not be started again. \(error.message)",
                location: container.image?.commandLine, hint: error.help)
        }
    }

    func remove(_ name: String, volumes: Bool) async throws {
        let container = try scope.container(name)
        try await container.handle.remove(volumes: volumes)
    }

    func requireGone(_ name: String) async throws {
        let container = try scope.container(name)
        // The kernel takes a moment to let go of processes and cgroups.
        var probe = Probe(seconds: 3)
        while true {
            let remains = await container.handle.remains()
            if remains.isEmpty { return }
            guard try await probe.next() else {
                throw CheckFault("Of the container \(name), this is left: \(Wording.list(remains)).")
            }
        }
    }
}

import Course
import EngineInterface
import OCI

/// What can be said about a container when something did not go as it should.
struct ContainerExplanation: Sendable {
    let container: TestContainer

    /// How it ended, or `nil` while it runs.
    func ending() async throws -> ContainerExit? {
        if case .exited(let exit) = try await container.handle.state() { return exit }
        return nil
    }

    /// The last lines that it wrote.
    func output() async -> Evidence? {
        guard let logs = try? await container.handle.logs() else { return nil }
        if let evidence = Evidence.tail("the last lines that \(container.name) wrote", logs.allText) { return evidence }
        return Evidence(label: "what \(container.name) wrote", text: "(nothing)")
    }

    /// That it has ended although it should run.
    func ended(_ exit: ContainerExit, while purpose: String) async -> Failure {
        var failure = Failure(
            "The container \(container.name) ended \(Wording.exit(exit, limits: container.limits)), \(purpose).",
            expected: "a container that goes on running", seen: "it ended after \(Wording.seconds(exit.seconds))",
            location: container.image?.commandLine)
        failure = failure.adding(await output(), container.command)
        if exit.exceeded == nil, exit.status == 0 {
            failure.hint =
                "The container ends with its first process. Let the program run in the foreground, and make it the "
                + "last thing that the command does."
        }
        return failure
    }

    /// The processes as a table; empty when it does not run.
    func processes() async -> [ContainerProcess] {
        ((try? await container.handle.processes()) ?? []).sorted { $0.pid < $1.pid }
    }

    static func table(_ processes: [ContainerProcess]) -> Evidence? {
        guard !processes.isEmpty else { return nil }
        let lines = processes.prefix(20).map { process in
            "pid \(process.pid)  uid \(process.user)  gid \(process.group)  " + process.command.joined(separator: " ")
        }
        return Evidence(label: "its processes", text: lines.joined(separator: "\n"))
    }

    /// Why nobody can connect to a port from outside, when the container runs.
    func notListening(on port: Int) async -> Failure {
        let ports = ((try? await container.handle.listeningPorts()) ?? []).filter { !$0.isUDP }
        var failure: Failure
        if let own = ports.first(where: { $0.port == port && $0.isLoopbackOnly }) {
            failure = Failure(
                "The program listens on \(own.address):\(port) only, which nobody outside the container can reach.",
                expected: "0.0.0.0:\(port)", seen: "\(own.address):\(port)",
                hint: "Let the program listen on 0.0.0.0, all addresses of the container.")
        } else if !ports.isEmpty {
            let others = Set(ports.map { ($0.isLoopbackOnly ? "\($0.address):" : "") + String($0.port) }).sorted()
            failure = Failure(
                "Nobody listens on port \(port) in the container \(container.name). "
                    + "It listens on \(others.count == 1 ? "port" : "the ports") \(Wording.list(others)).",
                expected: "port \(port)", seen: "port \(Wording.list(others))")
            failure.location = container.image?.line(of: ["ENV", "CMD", "ENTRYPOINT"], naming: String(ports[0].port))
        } else {
            failure = Failure(
                "The container \(container.name) runs, but nobody in it listens on port \(port) or any other.",
                expected: "port \(port)", seen: "no port")
        }
        failure.location = failure.location ?? container.image?.commandLine
        return failure.adding(await output(), Self.table(await processes()))
    }
}

extension ContainerProcess {
    /// Whether this is a shell that runs a command for somebody: `sh -c …`.
    var isShellWithCommand: Bool {
        guard let program = command.first?.split(separator: "/").last.map(String.init) else { return false }
        let shells = ["sh", "bash", "ash", "dash", "zsh", "ksh"]
        let arguments = program == "busybox" ? command.dropFirst(2) : command.dropFirst()
        let isShell =
            shells.contains(program) || (program == "busybox" && command.dropFirst().first.map(shells.contains) == true)
        return isShell && arguments.contains { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("c") }
    }
}

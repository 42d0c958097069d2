import DockerCLI
import Engine
import EngineInterface
import Glibc
import Linux

/// The docker-compatible command line: `workshop docker …`, or this program called by the name `docker`.
enum DockerEntry {
    /// The words after `docker` when this call is for it, else `nil`.
    static func words(program: String, _ arguments: [String]) -> [String]? {
        if program.split(separator: "/").last == "docker" { return arguments }
        return arguments.first == "docker" ? Array(arguments.dropFirst()) : nil
    }

    /// Runs the words to the end, and returns the exit status.
    static func run(_ words: [String], build: @escaping @Sendable ([String]) -> Int32) -> Int32 {
        let supervisor = EarlySupervisor()
        let startsContainer = startsContainer(words)
        return DockerMain.run(
            arguments: words,
            host: DockerHost(
                version: Workshop.versionNumber,
                enterNamespaces: {
                    try EngineProcess.enterNamespaces()
                    // Its start goes on beside this command's own work.
                    if startsContainer { supervisor.begin() }
                },
                openEngine: { LocalDockerEngine(try EngineSeam.store(), supervisor: supervisor) },
                build: build, otherStores: CallersStore()))
    }

    private static func startsContainer(_ words: [String]) -> Bool {
        let rest = words.first == "container" ? words.dropFirst() : words[...]
        return rest.first == "run" || rest.first == "start"
    }
}

/// The store of the user who called `sudo docker …`.
private struct CallersStore: OtherStores {
    func owner(of kind: EngineError.Kind, named reference: String) async -> String? {
        guard getuid() == 0, let name = getenv("SUDO_USER").map({ String(cString: $0) }), name != "root" else {
            return nil
        }
        return StoreLocation.ofUser(name).flatMap { ForeignStore(root: $0).holds(kind, reference) ? name : nil }
    }
}

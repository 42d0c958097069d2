import DockerFlags

@testable import DockerCLI

/// What `docker create WORD… alpine` asks for.
func creation(
    _ words: [String], environment: [String: String] = [:], folder: String = "/home/ada/app"
) throws -> ContainerCreation {
    guard case .run(let invocation) = try DockerCommandLine().parse(["create"] + words + ["alpine"]) else {
        throw CommandFailure("no command")
    }
    return try ContainerCreation(invocation, environment: environment, folder: folder)
}

/// The same for a line that is split at spaces.
func creation(_ line: String) throws -> ContainerCreation {
    try creation(line.split(separator: " ").map(String.init))
}

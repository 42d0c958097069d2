/// All commands of a command line, found by the words that name them.
public struct DockerCommandTree: Sendable {
    /// The commands, in the order in which help lists those of a group.
    public let commands: [DockerCommand]
    private let places: [String: Place]

    /// Where a path leads.
    private struct Place: Sendable {
        let index: Int
        /// The path with aliases replaced.
        let path: [String]
    }

    /// Joins commands to a tree. Where two claim one path, the first has it.
    public init(_ commands: [DockerCommand]) {
        self.commands = commands
        var places: [String: Place] = [:]
        for (index, command) in commands.enumerated() {
            for path in [command.path] + command.shortcuts {
                let key = path.joined(separator: " ")
                places[key] = places[key] ?? Place(index: index, path: path)
            }
            for alias in command.aliases {
                let key = (command.path.dropLast() + [alias]).joined(separator: " ")
                places[key] = places[key] ?? Place(index: index, path: command.path)
            }
        }
        self.places = places
    }

    /// The command under exactly those words, and the path that messages name.
    public func command(at words: [String]) -> (command: DockerCommand, path: [String])? {
        guard let place = places[words.joined(separator: " ")], !words.isEmpty else { return nil }
        return (commands[place.index], place.path)
    }

    /// The command listed under that path with spaces, such as `container ls`.
    public func command(id: String) -> DockerCommand? {
        commands.first { $0.id == id }
    }

    /// What stands directly below a path, each under its name there: `container` has `ls`, `run` and so on; the empty path has
    /// groups and shortcuts.
    public func children(of path: [String]) -> [(name: String, command: DockerCommand)] {
        var found: [(name: String, command: DockerCommand)] = []
        for command in commands {
            for candidate in [command.path] + command.shortcuts
            where candidate.count == path.count + 1 && Array(candidate.dropLast()) == path {
                if let name = candidate.last { found.append((name, command)) }
            }
        }
        return found.sorted { $0.name < $1.name }
    }
}

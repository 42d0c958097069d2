import EngineInterface

/// Why a command ends before its work is done, in words that are printed as they are.
struct CommandFailure: Error, Equatable, CustomStringConvertible {
    /// Docker's words, without a newline at the end.
    var message: String
    /// One sentence of help for the next line.
    var help: String?
    /// The exit status.
    var status: Int32

    init(_ message: String, help: String? = nil, status: Int32 = 1) {
        self.message = message
        self.help = help
        self.status = status
    }

    var description: String { help.map { message + "\n" + $0 } ?? message }
}

extension EngineError {
    /// Docker's line for an error of the engine.
    var daemonLine: String { "Error response from daemon: " + message }

    /// The engine's own sentence of help, or the usual one for the kind of error.
    var advice: String? {
        if let help { return help }
        return switch kind {
        case .noSuchContainer: "List all containers, also those that have ended, with: docker ps -a"
        case .noSuchImage: "List the images that are here with: docker images"
        case .noSuchVolume: "List the volumes with: docker volume ls"
        case .noSuchNetwork: "List the networks with: docker network ls"
        case .notRunning: "Start it with: docker start NAME"
        default: nil
        }
    }

    /// What was asked for and not found: what follows the last `: ` of Docker's words.
    var missingReference: String? {
        switch kind {
        case .noSuchContainer, .noSuchImage, .noSuchVolume, .noSuchNetwork:
            // No name has a space in it.
            guard let space = message.lastIndex(of: " "), message[..<space].hasSuffix(":") else { return nil }
            let reference = message[message.index(after: space)...]
            return reference.isEmpty ? nil : String(reference)
        default: return nil
        }
    }
}

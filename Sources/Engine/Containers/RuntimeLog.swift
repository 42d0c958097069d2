import EngineInterface
import Foundation
import Linux

/// What an OCI runtime writes to its log, a JSON object a line.
enum RuntimeLog {
    private struct Entry: Decodable {
        var level: String
        var msg: String
    }

    /// The last error in a log, in the runtime's words.
    static func message(in path: String) -> String? {
        guard let text = SmallFile.text(path) else { return nil }
        let decoder = JSONDecoder()
        let messages = text.split(separator: "\n").compactMap { line -> String? in
            guard let entry = try? decoder.decode(Entry.self, from: Data(line.utf8)), entry.level == "error" else {
                return nil
            }
            return entry.msg
        }
        return messages.last
    }

    /// An error in the engine's terms, with a look at the program that could not be started.
    ///
    /// - Parameter command: the program as it was asked for, where the message does not name its path.
    static func classify(_ message: String, in root: RootedDirectory?, command: String = "") -> EngineError {
        var error = classify(message)
        guard let program = program(in: message) ?? (command.hasPrefix("/") ? command : nil), let root,
            let fault = ProgramFault(program, in: root)
        else {
            return error
        }
        switch error.kind {
        case .commandNotFound: error.message = "\(program) is in the image, but what it needs to start is not."
        case .commandNotExecutable where fault == .noInterpreter || fault == .program:
            guard message.lowercased().contains("exec format error") else { return error }
            error.message = "\(program) is not a program that this machine can run."
        default: return error
        }
        error.help = fault.help(program)
        return error
    }

    /// The path in crun's ``exec container process `/path`: …``.
    static func program(in message: String) -> String? {
        let parts = message.split(separator: "`", omittingEmptySubsequences: false)
        return parts.count == 3 && message.hasPrefix("exec container process") ? String(parts[1]) : nil
    }

    /// crun and runc say the same things in different words.
    static func classify(_ message: String) -> EngineError {
        let text = message.lowercased()
        if text.contains("missing dynamic library") {
            return EngineError(
                .commandNotFound,
                "The program is in the image, but what it needs to start is not: \(quoted(message)).",
                help: "Its interpreter (the first line of a script) or its loader and libraries are missing. For a Go "
                    + "program build with CGO_ENABLED=0; for a script use an image that has its shell.")
        }
        let isForbidden = text.contains("permission denied") || text.contains("operation not permitted")
        if isForbidden && (text.contains("exec") || text.contains("open executable")) {
            return EngineError(
                .commandNotExecutable, "The command cannot be executed: \(quoted(message)).",
                help: "Give the file the execute permission (chmod +x, or COPY --chmod=755).")
        }
        if text.contains("not found in $path") || (text.contains("exec") && text.contains("no such file")) {
            return EngineError(
                .commandNotFound, "The command is not in the image: \(quoted(message)).",
                help: "Check the spelling and the path, and that a COPY or RUN puts it there.")
        }
        if text.contains("exec format error") {
            return EngineError(
                .commandNotExecutable, "The file is not a program that this machine can run: \(quoted(message)).",
                help: "A script needs a first line such as #!/bin/sh; a program must be built for this processor.")
        }
        if text.contains("chdir") || text.contains("cwd") {
            return EngineError(
                .invalidArgument, "The working directory cannot be entered: \(quoted(message)).",
                help: "Check WORKDIR and whether the USER may enter that folder.")
        }
        if text.contains("no space left") {
            return EngineError(.diskFull, "No room is left on the disk: \(quoted(message)).")
        }
        if text.contains("mount") {
            return EngineError(.mount, "Something could not be mounted into the container: \(quoted(message)).")
        }
        return EngineError(.failure, "The container could not be started: \(quoted(message)).")
    }

    private static func quoted(_ message: String) -> String {
        var text = message
        while text.hasSuffix("\n") || text.hasSuffix(".") { text.removeLast() }
        return text
    }
}

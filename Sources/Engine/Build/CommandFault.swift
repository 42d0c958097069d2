import EngineInterface

/// What to try when a command of a `RUN` failed.
enum CommandFault {
    /// A sentence for the commonest causes; a general one otherwise.
    static func help(status: Int32, output: [String], step: RunStep) -> String {
        let text = output.suffix(20).joined(separator: "\n")
        let lowered = text.lowercased()
        if status == 127 || lowered.contains("command not found") || lowered.contains(": not found") {
            let name = missingCommand(output)
            return name.map { "The image has no command \($0): install it in a step above, or check its spelling." }
                ?? "A command is not in the image: install it in a step above, or check its spelling."
        }
        if isNetworkFault(lowered) {
            return step.network == .none
                ? "The step runs without a network (--network=none); leave the flag out."
                : "The network could not be reached: check this machine's connection, then try again."
        }
        if lowered.contains("permission denied") || lowered.contains("operation not permitted")
            || lowered.contains("eacces")
        {
            return step.user.isEmpty || step.user == "root" || step.user == "0"
                ? "A file may not be used this way: a script needs its execute bit (RUN chmod +x, or COPY --chmod=755)."
                : "The step runs as \(step.user): do what needs root before the USER instruction, or give the files to the user with COPY --chown."
        }
        if lowered.contains("no such file or directory") || lowered.contains("enoent") {
            return
                "A file is missing: look whether a COPY above brings it, and where to; the step runs in \(step.workingDirectory)."
        }
        if lowered.contains("exec format error") {
            return "The program is for another kind of machine, or a script lacks its first line, such as #!/bin/sh."
        }
        if lowered.contains("no space left") { return "The disk is full: free some space and try again." }
        if lowered.contains("invalid cross-device link") {
            return "Folders of the base image cannot be renamed here: copy the folder and remove the old one instead."
        }
        if status == 137 { return "The command was killed, mostly for using too much memory." }
        if status == 126 { return "The command was found but cannot be executed: check its mode and its first line." }
        return output.isEmpty
            ? "It wrote nothing; run it with more output, for example with set -x."
            : "Read its last lines; they mostly say why."
    }

    private static func isNetworkFault(_ text: String) -> Bool {
        [
            "temporary failure resolving", "could not resolve", "network is unreachable", "network unreachable",
            "bad address", "enotfound", "eai_again", "etimedout", "connection timed out", "no route to host",
            "name resolution", "name or service not known", "dial tcp",
        ].contains { text.contains($0) }
    }

    /// The name in `sh: 1: nmp: not found`, `bash: line 1: nmp: command not found`, `/bin/sh: nmp: not found`.
    private static func missingCommand(_ output: [String]) -> String? {
        for line in output.reversed() {
            let parts = line.split(separator: ":").map { $0.drop { $0 == " " } }
            guard let index = parts.lastIndex(where: { $0 == "not found" || $0 == "command not found" }), index > 0
            else {
                continue
            }
            return String(parts[index - 1])
        }
        return nil
    }

    static func helpForMissingCommand(_ arguments: [String], isEmptyImage: Bool) -> String {
        let name = arguments.first ?? ""
        if isEmptyImage {
            return
                "The image is empty (FROM scratch), so nothing can run in it: do the work in another stage and COPY --from it."
        }
        if name.hasSuffix("/sh") || name.hasSuffix("/bash") || name == "sh" || name == "bash" {
            return
                "The image has no \(name): write the command as a list (RUN [\"program\", \"argument\"]), or take a base image that has a shell."
        }
        return
            "Install \(name) in a step above, check its spelling, or write the command without a list, so that a shell runs it."
    }

    static func limitMessage(_ limit: ExceededLimit, _ limits: ResourceLimits) -> String {
        switch limit {
        case .time: "The command of RUN took longer than \(limits.seconds.map { "\(Int($0)) seconds" } ?? "allowed")."
        case .memory: "The command of RUN used more than \(size(limits.memoryBytes)) of memory."
        case .processes:
            "The command of RUN started more than \(limits.processes.map(String.init) ?? "the allowed number of") processes."
        case .disk: "The command of RUN wrote more than \(size(limits.diskBytes))."
        }
    }

    static func limitHelp(_ limit: ExceededLimit) -> String {
        switch limit {
        case .time: "Does it wait for input, or run a service that never ends? A service belongs into CMD."
        case .memory: "Make it work on less at once."
        case .processes: "Look for a loop that starts processes."
        case .disk: "Look for a loop that writes, and for downloads that are not needed."
        }
    }

    private static func size(_ bytes: Int64?) -> String {
        guard let bytes else { return "the allowed amount" }
        return bytes >= 1 << 30 ? "\(bytes >> 30) GiB" : "\(bytes >> 20) MiB"
    }
}

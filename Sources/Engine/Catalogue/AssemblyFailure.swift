import EngineInterface
import Linux

/// What a script's end says about why the layer could not be made.
enum AssemblyFailure {
    static func error(part: Part, termination: Termination, output: String) -> EngineError {
        let lines = output.split(whereSeparator: \.isNewline).map(String.init)
        let last = lines.suffix(6).joined(separator: "\n")
        if output.contains("No space left on device") || output.contains("don't have enough free space") {
            return EngineError(
                .diskFull, "The disk became full while preparing \(part.title).",
                help: "Free about 1 GB and try again; what is finished is kept.")
        }
        switch termination {
        case .exited(Script.pipMissing): return HostTools.noPip
        case .exited(Script.wrongDigest):
            return EngineError(
                .failure,
                "A file that was fetched for \(part.title) is not the one that was expected, so it was not used.",
                help: "Somebody may have replaced it on the way. Try again on another network.")
        case .exited(Script.networkFailure):
            if let reason = lines.last(where: isSignatureComplaint) {
                return EngineError(
                    .failure, "The package mirror's signature does not hold: \(reason)",
                    help: "Bring the package debian-archive-keyring up to date, and check the machine's clock.")
            }
            let complaints = lines.filter(isComplaint)
            let reason = (complaints.last { $0.contains("ailed to fetch") } ?? complaints.last).map { " (\($0))" } ?? ""
            return EngineError(
                .network, "Fetching what \(part.title) is made of failed\(reason).",
                help:
                    "Preparing an image needs the network once. Connect this machine, see that 'apt-get update' and 'pip download' "
                    + "work (a proxy may have to be set), and try again; what is finished is kept.")
        default:
            let end =
                switch termination {
                case .exited(let status): "ended with status \(status)"
                case .signalled(let signal): "was ended by signal \(signal)"
                }
            return EngineError(
                .failure, "Preparing \(part.title) failed: the assembly \(end).\n\(last)",
                help: "Try again; 'workshop doctor' shows whether this machine can work.")
        }
    }

    private static func isComplaint(_ line: String) -> Bool {
        line.hasPrefix("E: ") || line.hasPrefix("Err:") || line.hasPrefix("ERROR: ") || line.hasPrefix("W: Failed")
    }

    private static func isSignatureComplaint(_ line: String) -> Bool {
        ["GPG error", "NO_PUBKEY", "BADSIG", "is not signed", "EXPKEYSIG", "not valid yet"].contains {
            line.contains($0)
        }
    }
}

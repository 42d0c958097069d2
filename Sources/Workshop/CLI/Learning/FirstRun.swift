import Engine
import Glibc
import Host
import Linux
import Progress
import TerminalText

/// Looks once whether this machine can build and run exercises, before a learner meets an error that speaks of the kernel.
enum FirstRun {
    /// Explains what is missing, on standard error. Nothing is said when all is well, and it is not looked at again then.
    ///
    /// - Returns: whether something was said.
    @discardableResult
    static func check(_ learner: Learner) async -> Bool {
        let mark = learner.store.folder + "/machine-checked"
        if Paths.exists(mark) { return false }
        let store = StoreLocation.standard()
        guard
            let report = try? await HostDoctor.report(
                outside: HostDoctor.outside(store: store), inside: DoctorCommand.tryInside())
        else { return false }
        let missing = report.items.filter { $0.isRequired && $0.state == .missing }
        if missing.isEmpty {
            try? Paths.makeFolders(learner.store.folder)
            try? SmallFile.write("", to: mark)
            return false
        }
        Terminal.error(text(missing))
        return true
    }

    /// What is missing, in the learner's words.
    static func text(_ missing: [HostItem]) -> String {
        var lines = [
            "Before you begin: this machine lacks something that containers need, so exercises cannot be checked yet.",
            "",
        ]
        for item in missing {
            lines.append("  \(Harmless.line(item.title)): \(Harmless.line(item.found))")
            if let consequence = item.consequence { lines.append("    \(consequence)") }
            lines += item.mend.isEmpty ? [] : ["    This mends it:"] + item.mend.map { "      $ \($0)" }
        }
        return (lines + ["", "workshop doctor looks again and shows everything.", ""]).joined(separator: "\n")
    }
}

/// Where learners' progress is kept.
public enum ProgressLocation {
    /// The folder, absolute. It need not exist yet.
    ///
    /// `$WORKSHOP_PROGRESS`; else `$WORKSHOP_HOME/progress`, so that whoever has a store of their own has progress of their own, too; for root
    /// `/var/lib/workshop/progress`; else `$XDG_STATE_HOME/workshop/progress`, or `$XDG_DATA_HOME/workshop/progress` when
    /// only that variable is set, or `~/.local/state/workshop/progress`.
    /// - Parameters:
    ///   - isRoot: whether the user is root outside of any user namespace.
    ///   - environment: the value of a variable.
    ///   - currentFolder: where relative paths begin.
    public static func folder(
        isRoot: Bool, currentFolder: String, environment: (String) -> String?
    ) -> String {
        func variable(_ name: String) -> String? {
            guard let value = environment(name), !value.isEmpty else { return nil }
            return value.hasPrefix("/") ? value : currentFolder + "/" + value
        }
        if let folder = variable("WORKSHOP_PROGRESS") { return folder }
        if let home = variable("WORKSHOP_HOME") { return home + "/progress" }
        if isRoot { return "/var/lib/workshop/progress" }
        if let state = variable("XDG_STATE_HOME") ?? variable("XDG_DATA_HOME") { return state + "/workshop/progress" }
        return (variable("HOME") ?? "/tmp") + "/.local/state/workshop/progress"
    }
}

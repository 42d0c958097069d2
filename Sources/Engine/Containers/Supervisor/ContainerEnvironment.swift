import EngineInterface

/// The variables of a container's processes, in the order in which Docker sets them.
enum ContainerEnvironment {
    /// - Parameters:
    ///   - configured: `NAME=value`; an entry without `=` takes the variable away.
    static func make(
        _ configured: [String], hostName: String, home: String, hasTerminal: Bool, adding later: [String] = []
    ) -> [String] {
        var result = ["PATH=" + ProcessChoice.defaultPath, "HOSTNAME=" + hostName]
        if hasTerminal { result.append("TERM=xterm") }
        for entry in configured + later { set(entry, in: &result) }
        if !result.contains(where: { $0.hasPrefix("HOME=") }) { result.append("HOME=" + home) }
        return result
    }

    private static func set(_ entry: String, in list: inout [String]) {
        let name = String(entry.prefix { $0 != "=" })
        let index = list.firstIndex { $0.hasPrefix(name + "=") }
        guard entry.contains("=") else {
            if let index { list.remove(at: index) }
            return
        }
        if let index { list[index] = entry } else { list.append(entry) }
    }
}

import EngineInterface

/// `--ssh default`, `--ssh ID=SOCKET`, `--ssh ID=KEY[,KEY…]`
public enum AgentOption {
    /// - Parameters:
    ///   - environment: looks up a variable.
    ///   - absolute: makes a path absolute.
    public static func parse(
        _ text: String, environment: (String) -> String?, absolute: (String) -> String
    ) throws(OptionError) -> BuildAgent {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let id = parts[0].isEmpty ? "default" : parts[0]
        let paths = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
        if !paths.isEmpty { return BuildAgent(id: id, paths: paths.map(absolute)) }
        guard let socket = environment("SSH_AUTH_SOCK"), !socket.isEmpty else {
            throw OptionError(
                "--ssh \(text) means your SSH agent, but SSH_AUTH_SOCK is not set. Start one with eval $(ssh-agent), "
                    + "or name a key: --ssh \(id)=FILE.")
        }
        return BuildAgent(id: id, paths: [absolute(socket)])
    }
}

import Glibc
import Linux

/// Downloads with the system's curl.
enum WebFetcher {
    /// The largest download, in bytes.
    private static let largest = 8 << 30

    /// - Parameter path: the file to write, which does not exist yet. Absolute.
    static func fetch(_ address: String, to path: String) async throws {
        guard let curl = Tool.find("curl") else {
            throw ContextError(.machine, "The program curl is missing; install it: sudo apt-get install curl.")
        }
        var request = SpawnRequest(
            curl,
            [
                "--disable", "--silent", "--show-error", "--fail", "--location", "--max-redirs", "10", "--proto",
                "=http,https", "--proto-redir", "=http,https", "--connect-timeout", "30", "--max-filesize",
                "\(largest)",
                "--output", path, "--", address,
            ])
        request.newSession = true
        let result = try await Tool.run(request)
        guard result.termination.status == 0 else {
            let text = String(decoding: result.error, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
            let reason = text.split(separator: ") ", maxSplits: 1).last.map(String.init) ?? text
            throw ContextError(
                .content,
                "\(address) cannot be fetched: \(reason.isEmpty ? "curl gave no reason" : reason). Check the address and the network."
            )
        }
    }
}

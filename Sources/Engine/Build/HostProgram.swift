import EngineInterface
import Glibc
import Linux

/// Programs of the host that fetch something: they see no settings of the user's, and end with everything that they
/// started.
enum HostProgram {
    /// What a program came to.
    struct Outcome {
        var status: Int32
        var output: [UInt8]
        /// The last lines of its messages, without credentials in addresses.
        var message: String
        /// Whether its time was over.
        var timedOut: Bool
    }

    /// Nothing that is fetched takes longer, in seconds.
    static let maximumSeconds = 900.0

    /// What programs see of this process's environment: the way to the network and to certificates.
    static var environment: [String] {
        let names =
            Variables.proxyNames + ["SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "TMPDIR"]
        return ["PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin", "LC_ALL=C"]
            + names.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
    }

    /// Runs a program with the file mode mask 022 in a process namespace of its own.
    static func run(
        _ path: String, _ arguments: [String], environment: [String], directory: String? = nil,
        maximumFileBytes: Int64? = nil
    ) async throws -> Outcome {
        var request = SpawnRequest("/bin/sh", ["-c", "umask 022; exec \"$@\"", "sh", path] + arguments)
        request.environment = environment
        request.directory = directory
        request.newSession = true
        // When its first process ends, or this one, the kernel ends all others.
        request.newNamespaces = [.pid, .mount]
        request.mountsProc = true
        if let maximumFileBytes { request.limits.append((1, UInt64(maximumFileBytes))) }
        let spawn = request
        let result = try await withThrowingTaskGroup(
            of: (termination: Termination, output: [UInt8], error: [UInt8])?.self
        ) { group in
            group.addTask { try await Tool.run(spawn, limit: 1 << 20) }
            group.addTask {
                try await Task.sleep(for: .seconds(maximumSeconds))
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let result else { return Outcome(status: 124, output: [], message: "", timedOut: true) }
        let lines = String(decoding: result.error, as: UTF8.self).split(separator: "\n").suffix(3)
        let message = lines.map { line in
            line.split(separator: " ", omittingEmptySubsequences: false).map { RemoteSource.shown(String($0)) }.joined(
                separator: " ")
        }
        return Outcome(
            status: result.termination.status, output: result.output, message: message.joined(separator: " "),
            timedOut: false)
    }
}

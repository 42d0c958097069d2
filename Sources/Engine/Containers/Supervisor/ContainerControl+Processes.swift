import EngineInterface
import Glibc
import Linux

extension ContainerControl {
    /// What the host's `ps` says of the container's processes: titles and rows.
    ///
    /// - Parameter psArguments: as `docker top` takes them; none means `-ef`.
    public func processes(psArguments: [String] = []) async throws -> (titles: [String], rows: [[String]]) {
        let status = try folder.status()
        guard status.isRunning, status.process > 0 else { throw notRunning }
        let pids = Set(ProcessStopper.all(below: status.process))
        guard let path = Tool.find("ps") else {
            throw EngineError(
                .hostUnable, "The program ps, which lists processes, is not installed.",
                help: "Install it with: apt-get install procps")
        }
        let arguments = psArguments.isEmpty ? ["-ef"] : psArguments
        let listed = try await Tool.run(SpawnRequest(path, arguments), limit: 16 << 20)
        guard listed.termination == .exited(0) else {
            let reason = String(decoding: listed.error, as: UTF8.self).split(separator: "\n").first.map(String.init)
            throw EngineError(.invalidArgument, "error running ps: \(reason ?? "it failed")")
        }
        var lines = String(decoding: listed.output, as: UTF8.self).split(separator: "\n")[...]
        guard let first = lines.popFirst() else { return ([], []) }
        let titles = first.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let column = titles.firstIndex(of: "PID") else {
            throw EngineError(
                .invalidArgument, "Couldn't find PID field in ps output",
                help: "Let ps print the processes' numbers: -o pid,comm")
        }
        var rows: [[String]] = []
        var isIncluded = false
        for line in lines {
            let fields = line.split(separator: " ", maxSplits: titles.count - 1, omittingEmptySubsequences: true)
                .map { String($0).trimmedOfSpace }
            guard fields.count > column else { continue }
            // Lines of threads follow their process and have a dash.
            if fields[column] != "-" { isIncluded = pid_t(fields[column]).map(pids.contains) ?? false }
            if isIncluded { rows.append(fields) }
        }
        return (titles, rows)
    }
}

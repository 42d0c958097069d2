import EngineInterface
import Foundation
import Glibc
import Linux

/// Who holds a port of this machine.
enum PortHolder {
    /// A sentence about the process that has the port.
    static func find(_ port: Int, _ transport: PortBinding.Transport) -> String {
        let sockets = Set(["", "6"].flatMap { inodes(port, "/proc/net/\(transport.rawValue)\($0)", transport) })
        guard !sockets.isEmpty, let (process, name) = process(holding: sockets) else {
            return "A program of another user has the port."
        }
        return "The program \(name) (process \(process)) has the port."
    }

    /// The lowest port that everybody may take.
    static func firstFreePort() -> Int {
        let text = SmallFile.text("/proc/sys/net/ipv4/ip_unprivileged_port_start") ?? ""
        return Int(text.filter(\.isNumber)) ?? 1024
    }

    private static func inodes(_ port: Int, _ table: String, _ transport: PortBinding.Transport) -> [String] {
        (SmallFile.text(table) ?? "").split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, let digits = fields[1].split(separator: ":").last, Int(digits, radix: 16) == port,
                // 0A is LISTEN.
                transport == .udp || fields[3] == "0A"
            else { return nil }
            return String(fields[9])
        }
    }

    private static func process(holding sockets: Set<String>) -> (Int32, String)? {
        let targets = Set(sockets.map { "socket:[\($0)]" })
        let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        for process in processes where process != getpid() {
            let folder = "/proc/\(process)/fd"
            for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                var buffer = [CChar](repeating: 0, count: 128)
                let count = readlink("\(folder)/\(entry)", &buffer, buffer.count)
                guard count > 0 else { continue }
                let target = buffer.withUnsafeBytes { String(decoding: $0.prefix(count), as: UTF8.self) }
                guard targets.contains(target) else { continue }
                let name = SmallFile.text("/proc/\(process)/comm")?.split(separator: "\n").first.map(String.init)
                return (process, name ?? "?")
            }
        }
        return nil
    }
}

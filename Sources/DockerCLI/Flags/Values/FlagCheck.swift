import Glibc

/// What docker's client checks of options before anything runs. Each says what is wrong, or nil where nothing is.
enum FlagCheck {
    typealias Check = @Sendable (String) -> String?

    /// What `--network` may be completed with.
    static let networks: DockerCompletion = .either([
        .objects(.networks), .words(["host", "none"]), .named(before: "container:", .containers),
    ])

    static let stream: Check = { text in
        ["stdin", "stdout", "stderr"].contains(text.lowercased()) ? nil : "valid streams are STDIN, STDOUT and STDERR"
    }

    static let environment: Check = { text in
        text.isEmpty || text.hasPrefix("=") ? "invalid environment variable: \(text)" : nil
    }

    static let label: Check = { text in
        let key = text.prefix { $0 != "=" }.drop { $0 == " " || $0 == "\t" }
        if key.isEmpty { return "invalid label '\(text)': empty name" }
        return key.contains { $0 == " " || $0 == "\t" } ? "label '\(key)' contains whitespaces" : nil
    }

    static let address: Check = { text in
        isAddress(GoText.trimmed(text)) ? nil : "IP address is not correctly formatted: \(text)"
    }

    static let extraHost: Check = { text in
        guard let separator = text.firstIndex(of: "=") ?? text.firstIndex(of: ":") else {
            return "bad format for add-host: \(GoText.quoted(text))"
        }
        let name = text[..<separator]
        guard !name.isEmpty, !name.contains(":") else { return "bad format for add-host: \(GoText.quoted(text))" }
        var value = String(text[text.index(after: separator)...])
        if value == "host-gateway" { return nil }
        if value.count > 2, value.hasPrefix("["), value.hasSuffix("]") { value = String(value.dropFirst().dropLast()) }
        return isAddress(GoText.trimmed(value)) ? nil : "invalid IP address in add-host: \(GoText.quoted(value))"
    }

    static let searchDomain: Check = { text in
        let domain = text.drop { $0 == " " }
        let trimmed = String(domain.reversed().drop { $0 == " " }.reversed())
        if trimmed == "." { return nil }
        var labels = trimmed.split(separator: ".", omittingEmptySubsequences: false)
        if labels.count > 1, labels.last == "" { labels.removeLast() }
        let isValid =
            trimmed.contains { $0.isASCII && $0.isLetter } && trimmed.utf8.count < 255
            && labels.allSatisfy { label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            }
        return isValid ? nil : "\(trimmed) is not a valid domain"
    }

    static let link: Check = { text in
        if text.isEmpty { return "empty string specified for links" }
        return text.split(separator: ":", omittingEmptySubsequences: false).count > 2
            ? "bad format for links: \(text)" : nil
    }

    static let kernelSetting: Check = { text in
        let name = text.prefix { $0 != "=" }
        let isAllowed =
            text.contains("=")
            && (name.hasPrefix("net.") || name.hasPrefix("fs.mqueue.") || kernelSettings.contains(String(name)))
        return isAllowed ? nil : "sysctl '\(text)' is not allowed"
    }

    private static let kernelSettings: Set<String> = [
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax",
        "kernel.shmmni", "kernel.shm_rmid_forced",
    ]

    static let deviceRule: Check = { text in
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        let numbers = parts.count == 3 ? parts[1].split(separator: ":", omittingEmptySubsequences: false) : []
        let isValid =
            parts.count == 3 && ["a", "b", "c"].contains(parts[0]) && numbers.count == 2
            && numbers.allSatisfy { $0 == "*" || (!$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber }) }
            && (1...3).contains(parts[2].count) && parts[2].allSatisfy { "rwm".contains($0) }
        return isValid ? nil : "invalid device cgroup format '\(text)'"
    }

    static let deviceBytes: Check = { text in
        deviceComplaint(text)
            ?? {
                let isRate = (try? MemorySize.bytes(deviceValue(text))) != nil
                return isRate
                    ? nil
                    : "invalid rate for device: \(text). The correct format is <device-path>:<number>[<unit>]. "
                        + "Number must be a positive integer. Unit is optional and can be kb, mb, or gb"
            }()
    }

    static let deviceOperations: Check = { text in
        deviceComplaint(text)
            ?? {
                UInt64(deviceValue(text)) != nil
                    ? nil
                    : "invalid rate for device: \(text). The correct format is <device-path>:<number>. "
                        + "Number must be a positive integer"
            }()
    }

    static let deviceWeight: Check = { text in
        deviceComplaint(text)
            ?? {
                guard let weight = UInt16(deviceValue(text)), weight == 0 || (10...1000).contains(weight) else {
                    return "invalid weight for device: \(text)"
                }
                return nil
            }()
    }

    /// Requests for graphics processors: `all`, a number, or fields such as `device=0`.
    static let gpus: Check = { text in
        do throws(DockerValueError) {
            var seen: Set<String> = []
            for field in try CommaSeparated.fields(text) {
                let key = String(field.prefix { $0 != "=" })
                guard seen.insert(key).inserted else { return "gpu request key '\(key)' can be specified only once" }
                guard field.contains("=") else {
                    seen.insert("count")
                    if let complaint = count(key) { return complaint }
                    continue
                }
                switch key {
                case "driver", "device", "capabilities", "options": break
                case "count":
                    if let complaint = count(String(field.dropFirst(key.count + 1))) { return complaint }
                default: return "unexpected key '\(key)' in '\(field)'"
                }
            }
            return text.isEmpty ? "EOF" : nil
        } catch {
            return error.reason
        }
    }

    private static func count(_ text: String) -> String? {
        text == "all" || Int(text) != nil
            ? nil : "invalid count (\(text)): value must be either \"all\" or an integer: invalid syntax"
    }

    private static func deviceComplaint(_ text: String) -> String? {
        guard let separator = text.firstIndex(of: ":"), separator > text.startIndex else {
            return "bad format: \(text)"
        }
        return text.hasPrefix("/dev/") ? nil : "bad format for device path: \(text)"
    }

    private static func deviceValue(_ text: String) -> String {
        text.firstIndex(of: ":").map { String(text[text.index(after: $0)...]) } ?? ""
    }

    private static func isAddress(_ text: String) -> Bool {
        var buffer = in6_addr()
        guard !text.contains("\0") else { return false }
        return inet_pton(AF_INET, text, &buffer) == 1 || inet_pton(AF_INET6, text, &buffer) == 1
    }
}

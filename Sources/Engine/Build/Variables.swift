import Dockerfile
import OCI

/// Variables in their order of definition.
struct Variables: Sendable, Equatable {
    private(set) var names: [String] = []
    private var values: [String: String] = [:]

    init() {}

    /// From `NAME=value` entries.
    init(_ entries: [String]) {
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            self[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
        }
    }

    subscript(_ name: String) -> String? {
        get { values[name] }
        set {
            if values[name] == nil && newValue != nil { names.append(name) }
            if newValue == nil { names.removeAll { $0 == name } }
            values[name] = newValue
        }
    }

    /// `NAME=value` entries.
    var entries: [String] { names.map { "\($0)=\(values[$0] ?? "")" } }

    static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// Arguments that need no `ARG` and are not part of any cache key.
    static let proxyNames = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
        "ALL_PROXY", "all_proxy",
    ]

    /// The variables that tell programs of proxies, as build arguments give them: each in capitals and in small letters,
    /// because programs do not agree on one.
    static func proxies(_ arguments: [String: String]) -> Variables {
        var result = Variables()
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) where proxyNames.contains(name.lowercased()) {
            result[name.uppercased()] = value
            result[name.lowercased()] = value
        }
        return result
    }

    /// The arguments that every build has; stages see them after an `ARG` of that name.
    static func platform(_ platform: ImagePlatform, target: String) -> Variables {
        var result = Variables()
        for (side, platform) in [("BUILD", ImagePlatform.host), ("TARGET", platform)] {
            result["\(side)PLATFORM"] = platform.description
            result["\(side)OS"] = platform.os
            result["\(side)OSVERSION"] = ""
            result["\(side)ARCH"] = platform.architecture
            result["\(side)VARIANT"] = platform.variant ?? ""
        }
        result["TARGETSTAGE"] = target.isEmpty ? "default" : target
        return result
    }
}

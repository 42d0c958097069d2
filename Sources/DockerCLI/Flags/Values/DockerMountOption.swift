/// A mount as `--mount` takes it: comma-separated `key=value` fields.
public struct DockerMountOption: Sendable, Equatable {
    /// `bind`, `volume`, `tmpfs` and what else is written there, lowered; `volume` where nothing is.
    public var type = "volume"
    /// A volume's name or a path, as written; nil where none is.
    public var source: String?
    /// Where in the container.
    public var target = ""
    /// Whether the container may only read.
    public var isReadOnly = false
    /// `consistency`, which means something on other systems only.
    public var consistency: String?
    /// `bind-propagation`, lowered.
    public var propagation: String?
    /// How mounts below a bind mount are treated: `enabled`, `disabled`, `writable` or `readonly`.
    public var recursion: String?
    /// Whether an empty volume stays empty: `volume-nocopy`.
    public var isWithoutCopy = false
    /// `volume-subpath` or `image-subpath`.
    public var subpath: String?
    /// `volume-driver`.
    public var driver: String?
    /// `volume-opt`.
    public var driverOptions: [String: String] = [:]
    /// `volume-label`.
    public var labels: [String: String] = [:]
    /// `tmpfs-size`, in bytes.
    public var size: Int64?
    /// `tmpfs-mode`.
    public var mode: UInt32?

    private var families: Set<String> = []

    /// Reads a mount.
    public init(_ text: String) throws(DockerValueError) {
        for field in try CommaSeparated.fields(text) { try take(field) }
        guard !type.isEmpty else { throw DockerValueError("type is required") }
        guard !target.isEmpty else { throw DockerValueError("target is required") }
        for family in ["volume", "image", "bind", "tmpfs"] where families.contains(family) && type != family {
            throw DockerValueError("cannot mix '\(family)-*' options with mount type '\(type)'")
        }
        try checkRecursion()
    }

    private mutating func take(_ field: String) throws(DockerValueError) {
        let key = field.prefix { $0 != "=" }.lowercased()
        let value = field.firstIndex(of: "=").map { String(field[field.index(after: $0)...]) }
        if let family = ["volume", "image", "bind", "tmpfs"].first(where: { key.hasPrefix($0 + "-") }) {
            families.insert(family)
        }
        guard let value else {
            switch key {
            case "readonly", "ro": isReadOnly = true
            case "volume-nocopy": isWithoutCopy = true
            case "bind-nonrecursive": recursion = "disabled"
            default: throw DockerValueError("invalid field '\(field)' must be a key=value pair")
            }
            return
        }
        if try takeGeneral(key, value) { return }
        guard try takeOfType(key, value) else { throw DockerValueError("unexpected key '\(key)' in '\(field)'") }
    }

    private mutating func takeGeneral(_ key: String, _ value: String) throws(DockerValueError) -> Bool {
        switch key {
        case "type": type = value.lowercased()
        case "source", "src": source = value
        case "target", "dst", "destination": target = value
        case "readonly", "ro": isReadOnly = try Self.bool(key, value)
        case "consistency": consistency = value.lowercased()
        default: return false
        }
        return true
    }

    private mutating func takeOfType(_ key: String, _ value: String) throws(DockerValueError) -> Bool {
        switch key {
        case "bind-propagation": propagation = value.lowercased()
        case "bind-nonrecursive": recursion = try Self.bool(key, value) ? "disabled" : nil
        case "bind-recursive":
            guard ["enabled", "disabled", "writable", "readonly"].contains(value) else {
                throw DockerValueError(
                    "invalid value for \(key): \(value) (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")"
                )
            }
            recursion = value
        case "volume-subpath", "image-subpath": subpath = value
        case "volume-nocopy": isWithoutCopy = try Self.bool(key, value)
        case "volume-label": Self.set(&labels, value)
        case "volume-driver": driver = value
        case "volume-opt": Self.set(&driverOptions, value)
        case "tmpfs-size":
            guard let bytes = try? MemorySize.bytes(value) else { throw Self.invalid(key, value) }
            size = bytes
        case "tmpfs-mode":
            guard !value.hasPrefix("+"), let bits = UInt32(value, radix: 8) else { throw Self.invalid(key, value) }
            mode = bits
        default: return false
        }
        return true
    }

    private func checkRecursion() throws(DockerValueError) {
        guard let recursion, ["writable", "readonly"].contains(recursion) else { return }
        guard isReadOnly else {
            throw DockerValueError(
                "option 'bind-recursive=\(recursion)' requires 'readonly' to be specified in conjunction")
        }
        if recursion == "readonly", propagation != "rprivate" {
            throw DockerValueError(
                "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction")
        }
    }

    private static func bool(_ key: String, _ value: String) throws(DockerValueError) -> Bool {
        guard let truth = try? GoNumber.bool(value) else { throw invalid(key, value) }
        return truth
    }

    private static func set(_ map: inout [String: String], _ value: String) {
        let key = String(value.prefix { $0 != "=" })
        if !key.isEmpty { map[key] = String(value.dropFirst(key.count + 1)) }
    }

    private static func invalid(_ key: String, _ value: String) -> DockerValueError {
        DockerValueError("invalid value for \(key): \(value)")
    }

    static let complaint: @Sendable (String) -> String? = { text in
        do throws(DockerValueError) {
            _ = try DockerMountOption(text)
            return nil
        } catch {
            return text.isEmpty ? "EOF" : error.reason
        }
    }
}

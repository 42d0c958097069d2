/// A network as `--network` takes it: its name, or comma-separated `key=value` fields.
public struct DockerNetworkOption: Sendable, Equatable {
    /// The network's name, or a mode: `host`, `none`, `container:NAME`.
    public var name = ""
    /// Further names of the container there.
    public var aliases: [String] = []
    /// `ip`.
    public var address: String?
    /// `ip6`.
    public var address6: String?
    /// `mac-address`.
    public var macAddress: String?
    /// `link-local-ip`.
    public var linkLocalAddresses: [String] = []
    /// `driver-opt`.
    public var driverOptions: [String: String] = [:]
    /// `gw-priority`: the network with the highest one is the way out.
    public var gatewayPriority: Int64 = 0

    /// Reads a network.
    public init(_ text: String) throws(DockerValueError) {
        guard Self.isLong(text) else {
            name = text
            return
        }
        for field in try CommaSeparated.fields(text) { try take(field) }
        guard !name.isEmpty else { throw DockerValueError("network name/id is not specified") }
    }

    private mutating func take(_ field: String) throws(DockerValueError) {
        guard let (key, value) = Self.pair(field) else { throw DockerValueError("invalid field \(field)") }
        switch key {
        case "name": name = value
        case "alias": aliases.append(value)
        case "ip": address = value
        case "ip6": address6 = value
        case "mac-address": macAddress = value
        case "link-local-ip": linkLocalAddresses.append(value)
        case "driver-opt":
            guard let (option, setting) = Self.pair(value) else {
                throw DockerValueError("invalid key value pair format in driver options")
            }
            driverOptions[option] = setting
        case "gw-priority":
            guard let number = Int64(value) else {
                throw DockerValueError("invalid gw-priority (\(value)): invalid syntax")
            }
            gatewayPriority = number
        default: throw DockerValueError("invalid field key \(key)")
        }
    }

    /// Docker lowers the whole field, values too.
    private static func pair(_ field: String) -> (key: String, value: String)? {
        let lowered = field.lowercased()
        guard let separator = lowered.firstIndex(of: "="), separator > lowered.startIndex else { return nil }
        return (GoText.trimmed(lowered[..<separator]), GoText.trimmed(lowered[lowered.index(after: separator)...]))
    }

    /// Fields have a letter, a digit or `_` on both sides of a `=`.
    private static func isLong(_ text: String) -> Bool {
        func isWord(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
        }
        let bytes = Array(text.utf8)
        return bytes.indices.contains { index in
            bytes[index] == 61 && index > 0 && index + 1 < bytes.count && isWord(bytes[index - 1])
                && isWord(bytes[index + 1])
        }
    }

    static let complaint: @Sendable (String) -> String? = { text in
        do throws(DockerValueError) {
            _ = try DockerNetworkOption(text)
            return nil
        } catch {
            return error.reason
        }
    }
}

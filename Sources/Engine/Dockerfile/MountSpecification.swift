/// What `RUN --mount=…` asks for. See "RUN --mount" in the Dockerfile reference.
public struct MountSpecification: Sendable, Hashable {
    /// What is mounted.
    public enum Kind: String, Sendable, CaseIterable {
        case bind, cache, tmpfs, secret, ssh
    }
    /// How steps that run at once share a cache.
    public enum Sharing: String, Sendable, CaseIterable {
        case shared, `private`, locked
    }
    /// What is mounted.
    public var kind = Kind.bind
    /// A stage or an image; `nil` is the context, or an empty folder for a cache.
    public var from: String?
    /// A path in `from` or in the context; of a secret, its identifier.
    public var source: String?
    /// A path in the image, absolute or relative to the working directory.
    public var target: String?
    /// Whether the command cannot write to it.
    public var isReadOnly = true
    /// The identifier of a cache, a secret or an agent socket.
    public var id: String?
    /// Of a cache; `nil` is shared.
    public var sharing: Sharing?
    /// Whether the step fails when the secret or socket is missing.
    public var isRequired = false
    /// The variable that holds the secret; empty stands for the secret's own name.
    public var environmentName: String?
    /// The largest size of a tmpfs, in bytes.
    public var size: Int64?
    /// The permissions of a cache's folder or of a secret's file.
    public var mode: UInt32?
    /// Who owns that.
    public var user: UInt32?
    /// Which group owns that.
    public var group: UInt32?

    private static let keys = [
        "type", "from", "source", "src", "target", "dst", "destination", "readonly", "ro", "readwrite", "rw",
        "required",
        "size", "id", "sharing", "mode", "uid", "gid", "env",
    ]

    /// Reads `key=value` pairs between commas. A pair with a comma in it stands in double quotes.
    ///
    /// `expand` is applied to each value.
    public init(_ text: String, expand: (String) throws(ExpansionError) -> String = { $0 }) throws(ValueFault) {
        var access: Bool?
        for field in try Self.fields(text) {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            try set(parts[0].lowercased(), parts.count == 2 ? try Self.expanded(parts[1], expand) : nil, &access)
        }
        isReadOnly = access ?? (kind != .cache && kind != .tmpfs)
        try check()
    }

    private static func expanded(
        _ text: String, _ expand: (String) throws(ExpansionError) -> String
    ) throws(ValueFault) -> String {
        do throws(ExpansionError) {
            return try expand(text)
        } catch {
            throw ValueFault(message: error.message, help: error.help)
        }
    }

    private mutating func set(_ key: String, _ value: String?, _ access: inout Bool?) throws(ValueFault) {
        guard Self.keys.contains(key) else {
            if key.isEmpty {
                throw ValueFault(message: "A key of --mount is missing before or behind a comma.", help: nil)
            }
            throw ValueFault(
                message: "--mount has no key \(key).",
                help: Spelling.nearest(to: key, among: Self.keys).map { "Did you mean \($0)?" }
                    ?? "It knows type, source, target, from, id, readonly, size, mode, uid, gid, sharing, required and env."
            )
        }
        switch key {
        case "readonly", "ro": access = try flag(key, value)
        case "readwrite", "rw": access = try !flag(key, value)
        case "required":
            try require(kind == .secret || kind == .ssh, key)
            isRequired = try flag(key, value)
        default:
            guard let value else {
                throw ValueFault(message: "The key \(key) of --mount has no value.", help: "Write \(key)=VALUE.")
            }
            try set(key, to: value)
        }
    }

    private mutating func set(_ key: String, to value: String) throws(ValueFault) {
        switch key {
        case "type": kind = try choice(key, value, Kind.self)
        case "from": from = value
        case "source", "src": source = value
        case "target", "dst", "destination": target = value
        case "id": id = value
        case "sharing": sharing = try choice(key, value, Sharing.self)
        case "size":
            try require(kind == .tmpfs, key)
            size = ByteSize.bytes(value)
            if size == nil {
                throw ValueFault(message: "size=\(value) is not a size.", help: "Write for example size=64m.")
            }
        case "mode":
            guard !value.hasPrefix("+"), let mode = UInt32(value, radix: 8) else {
                throw ValueFault(
                    message: "mode=\(value) is not a mode.", help: "Write octal digits, for example mode=0400.")
            }
            self.mode = mode
        case "uid": user = try number(key, value)
        case "gid": group = try number(key, value)
        default: environmentName = value
        }
    }

    /// Refuses a key that this type of mount does not have. The type counts as it is known so far, as in Docker.
    private func require(_ isAllowed: Bool, _ key: String) throws(ValueFault) {
        if !isAllowed {
            throw ValueFault(
                message: "A mount of type \(kind.rawValue) has no key \(key).",
                help: "Remove \(key), or write the right type before it.")
        }
    }

    private func check() throws(ValueFault) {
        let hasOwner = kind == .secret || kind == .ssh || kind == .cache
        try require(hasOwner || mode == nil, "mode")
        try require(hasOwner || user == nil, "uid")
        try require(hasOwner || group == nil, "gid")
        try require(kind == .cache || sharing == nil, "sharing")
        try require(kind != .secret || (from ?? "").isEmpty, "from")
        if kind == .secret && (source ?? "").isEmpty && (target ?? "").isEmpty && (id ?? "").isEmpty {
            throw ValueFault(message: "A secret needs an id.", help: "Write --mount=type=secret,id=NAME.")
        }
        if kind == .secret && !(source ?? "").isEmpty && !(id ?? "").isEmpty {
            throw ValueFault(message: "A secret has either an id or a source, not both.", help: "Remove source.")
        }
    }

    private func flag(_ key: String, _ value: String?) throws(ValueFault) -> Bool {
        switch value {
        case nil, "1", "t", "T", "true", "TRUE", "True": return true
        case "0", "f", "F", "false", "FALSE", "False": return false
        default: throw ValueFault(message: "\(key)=\(value ?? "") is neither true nor false.", help: nil)
        }
    }

    private func number(_ key: String, _ value: String) throws(ValueFault) -> UInt32 {
        guard !value.hasPrefix("+"), let number = UInt32(value) else {
            throw ValueFault(message: "\(key)=\(value) is not a number.", help: "Names are not looked up here.")
        }
        return number
    }

    private func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, _ text: String, _ type: Value.Type
    ) throws(ValueFault) -> Value where Value.RawValue == String {
        if let value = Value(rawValue: text.lowercased()) { return value }
        let names = Value.allCases.map(\.rawValue)
        throw ValueFault(
            message: "\(key)=\(text) is not a value that --mount knows.",
            help: Spelling.nearest(to: text, among: names).map { "Did you mean \($0)?" }
                ?? "Use one of \(names.joined(separator: ", ")).")
    }

    /// One line of comma-separated values after RFC 4180: a field stands in quotes as a whole or not at all.
    private static func fields(_ text: String) throws(ValueFault) -> [String] {
        let misplaced = ValueFault(
            message: "In --mount=\(text.prefix(80)), a double quote stands within a field.",
            help: "Put quotes around a whole pair: \"target=/a,b\".")
        var fields: [String] = []
        var rest = text.unicodeScalars[...]
        while true {
            var field = String.UnicodeScalarView()
            if rest.first == "\"" {
                rest.removeFirst()
                while true {
                    guard let end = rest.firstIndex(of: "\"") else { throw misplaced }
                    field.append(contentsOf: rest[..<end])
                    rest = rest[end...].dropFirst()
                    // A doubled quote within quotes is one.
                    guard rest.first == "\"" else { break }
                    field.append("\"")
                    rest.removeFirst()
                }
            } else {
                let end = rest.firstIndex(of: ",") ?? rest.endIndex
                field.append(contentsOf: rest[..<end])
                if field.contains("\"") { throw misplaced }
                rest = rest[end...]
            }
            fields.append(String(field))
            guard let comma = rest.first else { return fields }
            guard comma == "," else { throw misplaced }
            rest.removeFirst()
        }
    }
}

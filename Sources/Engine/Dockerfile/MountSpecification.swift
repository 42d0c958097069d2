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
        let fields = Self.fields(text).map { field in
            field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        var access: Bool?
        // The type decides what the other keys mean, wherever it stands.
        for field in fields where field[0].lowercased() == "type" {
            try set("type", field.count == 2 ? try Self.expanded(field[1], expand) : nil, &access)
        }
        for field in fields where field[0].lowercased() != "type" {
            try set(field[0].lowercased(), field.count == 2 ? try Self.expanded(field[1], expand) : nil, &access)
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
            throw ValueFault(
                message: "--mount has no key \(key).",
                help: Spelling.nearest(to: key, among: Self.keys).map { "Did you mean \($0)?" }
                    ?? "It knows type, source, target, from, id, readonly, size, mode, uid, gid, sharing, required and env."
            )
        }
        switch key {
        case "readonly", "ro": access = try flag(key, value)
        case "readwrite", "rw": access = try !flag(key, value)
        case "required": isRequired = try flag(key, value)
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
        case "size": size = try Self.bytes(value)
        case "mode":
            guard let mode = UInt32(value, radix: 8), mode <= 0o7777 else {
                throw ValueFault(
                    message: "mode=\(value) is not a mode.", help: "Write octal digits, for example mode=0400.")
            }
            self.mode = mode
        case "uid": user = try number(key, value)
        case "gid": group = try number(key, value)
        default: environmentName = value
        }
    }

    private func check() throws(ValueFault) {
        func refuse(_ isWrong: Bool, _ key: String) throws(ValueFault) {
            if isWrong {
                throw ValueFault(message: "A mount of type \(kind.rawValue) has no key \(key).", help: "Remove \(key).")
            }
        }
        let hasOwner = kind == .secret || kind == .ssh || kind == .cache
        try refuse(!hasOwner && mode != nil, "mode")
        try refuse(!hasOwner && user != nil, "uid")
        try refuse(!hasOwner && group != nil, "gid")
        try refuse(kind != .tmpfs && size != nil, "size")
        try refuse(kind != .cache && sharing != nil, "sharing")
        try refuse(kind != .secret && kind != .ssh && isRequired, "required")
        try refuse(kind == .secret && from != nil, "from")
        if kind == .secret && source == nil && target == nil && id == nil {
            throw ValueFault(message: "A secret needs an id.", help: "Write --mount=type=secret,id=NAME.")
        }
        if kind == .secret && source != nil && id != nil {
            throw ValueFault(message: "A secret has either an id or a source, not both.", help: "Remove source.")
        }
        if (kind == .bind || kind == .cache || kind == .tmpfs) && (target ?? "").isEmpty {
            throw ValueFault(message: "The mount has no target.", help: "Write target=/PATH.")
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
        guard let number = UInt32(value) else {
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

    /// `64m`, `1.5GiB`, `1024`: units are powers of 1024.
    private static func bytes(_ text: String) throws(ValueFault) -> Int64 {
        let lowered = text.lowercased()
        let number = lowered.prefix { ("0"..."9").contains($0) || $0 == "." }
        let unit = lowered.dropFirst(number.count).drop { $0 == " " }
        let powers = ["": 0, "b": 0, "k": 10, "m": 20, "g": 30, "t": 40, "p": 50]
        let short =
            unit.hasSuffix("ib") ? unit.dropLast(2) : unit.count == 2 && unit.hasSuffix("b") ? unit.dropLast() : unit
        guard let value = Double(number), let power = powers[String(short)], value * Double(1 << power) < 9e18 else {
            throw ValueFault(message: "size=\(text) is not a size.", help: "Write for example size=64m.")
        }
        return Int64(value * Double(1 << power))
    }

    /// One line of comma-separated values after RFC 4180.
    private static func fields(_ text: String) -> [String] {
        var fields = [""]
        var isQuoted = false
        var previous: Character?
        for character in text {
            if character == "\"" {
                // A doubled quote within quotes is one.
                if !isQuoted && previous == "\"" { fields[fields.count - 1].append("\"") }
                isQuoted.toggle()
            } else if character == "," && !isQuoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
            previous = character
        }
        return fields.filter { !$0.isEmpty }
    }
}

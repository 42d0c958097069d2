/// An image's configuration file: what the image's identifier is the digest of.
///
/// See config.md of the OCI image specification. Written with the fields in the order in which BuildKit writes them.
public struct ImageDocument: Sendable, Equatable {
    /// When the image was made; `nil` when it does not say.
    public var created: Timestamp?
    /// Who made it.
    public var author: String?
    /// The machine that its programs are for.
    public var platform: ImagePlatform
    /// What containers are started with.
    public var config: ImageConfig
    /// The digests of the layers' tar archives, lowest first: `sha256:…`.
    public var diffIDs: [String]
    /// The steps that made it, first to last.
    public var history: [HistoryEntry]
    /// Fields beyond those of the specification, which readers that do not know them skip. Written, not read.
    public var additional: [String: JSONText] = [:]

    /// A document with these fields.
    public init(
        created: Timestamp? = nil, author: String? = nil, platform: ImagePlatform, config: ImageConfig,
        diffIDs: [String], history: [HistoryEntry]
    ) {
        self.created = created
        self.author = author
        self.platform = platform
        self.config = config
        self.diffIDs = diffIDs
        self.history = history
    }

    /// The document as UTF-8: the top fields sorted by name, those below in the order of the specification.
    public var bytes: [UInt8] {
        var fields: [(String, JSONText)] = [("architecture", .string(platform.architecture))]
        if let author { fields.append(("author", .string(author))) }
        fields.append(("config", Self.json(config)))
        if let created { fields.append(("created", .string(created.text))) }
        if !history.isEmpty { fields.append(("history", .array(history.map(Self.json)))) }
        fields.append(("os", .string(platform.os)))
        fields.append(("rootfs", .object([("type", .string("layers")), ("diff_ids", .strings(diffIDs))])))
        if let variant = platform.variant { fields.append(("variant", .string(variant))) }
        fields += additional.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return JSONText.object(fields).bytes
    }

    private static func json(_ entry: HistoryEntry) -> JSONText {
        var fields: [(String, JSONText)] = []
        if let created = entry.created { fields.append(("created", .string(created.text))) }
        if !entry.createdBy.isEmpty { fields.append(("created_by", .string(entry.createdBy))) }
        if let author = entry.author { fields.append(("author", .string(author))) }
        if let comment = entry.comment { fields.append(("comment", .string(comment))) }
        if entry.emptyLayer { fields.append(("empty_layer", .bool(true))) }
        return .object(fields)
    }

    private static func json(_ config: ImageConfig) -> JSONText {
        var fields: [(String, JSONText)] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { fields.append((name, .string(value))) }
        }
        func add(_ name: String, list: [String]?) {
            if let list, !list.isEmpty { fields.append((name, .strings(list))) }
        }
        func add(_ name: String, set: [String]) {
            if !set.isEmpty { fields.append((name, .set(set))) }
        }
        add("User", config.user)
        add("ExposedPorts", set: config.exposedPorts)
        add("Env", list: config.env)
        add("Entrypoint", list: config.entrypoint)
        add("Cmd", list: config.cmd)
        add("Volumes", set: config.volumes)
        add("WorkingDir", config.workingDir)
        if !config.labels.isEmpty { fields.append(("Labels", .map(config.labels))) }
        add("StopSignal", config.stopSignal)
        if config.argsEscaped == true { fields.append(("ArgsEscaped", .bool(true))) }
        if let check = config.healthcheck { fields.append(("Healthcheck", json(check))) }
        add("OnBuild", list: config.onBuild)
        add("Shell", list: config.shell)
        return .object(fields)
    }

    private static func json(_ check: ImageConfig.Healthcheck) -> JSONText {
        var fields: [(String, JSONText)] = []
        if !check.test.isEmpty { fields.append(("Test", .strings(check.test))) }
        for (name, value) in [
            ("Interval", check.interval), ("Timeout", check.timeout), ("StartPeriod", check.startPeriod),
            ("StartInterval", check.startInterval), ("Retries", check.retries.map { Int64($0) }),
        ] {
            if let value, value != 0 { fields.append((name, .integer(value))) }
        }
        return .object(fields)
    }
}

// MARK: - Reading

extension ImageDocument: Decodable {
    private enum Key: String, CodingKey {
        case created, author, architecture, os, variant, config, rootfs, history
    }

    private struct RootFileSystem: Decodable {
        var diff_ids: [String]?
    }

    private struct Entry: Decodable {
        var created: String?
        var created_by: String?
        var author: String?
        var comment: String?
        var empty_layer: Bool?
    }

    /// Reads a document that some program wrote. Fields that this program does not know are left out, so the bytes
    /// themselves have to be kept.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        // Old images have texts here that are no times.
        created = try values.decodeIfPresent(String.self, forKey: .created).flatMap { Timestamp($0) }
        author = try values.decodeIfPresent(String.self, forKey: .author).flatMap { $0.isEmpty ? nil : $0 }
        platform = ImagePlatform(
            os: try values.decodeIfPresent(String.self, forKey: .os) ?? "linux",
            architecture: try values.decodeIfPresent(String.self, forKey: .architecture)
                ?? ImagePlatform.host.architecture,
            variant: try values.decodeIfPresent(String.self, forKey: .variant).flatMap { $0.isEmpty ? nil : $0 })
        config = try values.decodeIfPresent(WrittenConfig.self, forKey: .config)?.config ?? ImageConfig()
        diffIDs = try values.decodeIfPresent(RootFileSystem.self, forKey: .rootfs)?.diff_ids ?? []
        history = try (values.decodeIfPresent([Entry].self, forKey: .history) ?? []).map { entry in
            HistoryEntry(
                createdBy: entry.created_by ?? "", time: entry.created.flatMap { Timestamp($0) },
                author: entry.author, comment: entry.comment, emptyLayer: entry.empty_layer ?? false)
        }
    }
}

/// `config` as it is written in the document.
private struct WrittenConfig: Decodable {
    private struct Nothing: Decodable {}

    private struct Check: Decodable {
        var Test: [String]?
        var Interval: Int64?
        var Timeout: Int64?
        var StartPeriod: Int64?
        var StartInterval: Int64?
        var Retries: Int?
    }

    private enum Key: String, CodingKey {
        case User, ExposedPorts, Env, Entrypoint, Cmd, Volumes, WorkingDir, Labels, StopSignal, ArgsEscaped
        case Healthcheck, OnBuild, Shell
    }

    var config = ImageConfig()

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key) throws -> String? {
            try values.decodeIfPresent(String.self, forKey: key).flatMap { $0.isEmpty ? nil : $0 }
        }
        func names(_ key: Key) throws -> [String] {
            try values.decodeIfPresent([String: Nothing].self, forKey: key)?.keys.sorted() ?? []
        }
        config.user = try text(.User)
        config.exposedPorts = try names(.ExposedPorts)
        config.env = try values.decodeIfPresent([String].self, forKey: .Env) ?? []
        config.entrypoint = try values.decodeIfPresent([String].self, forKey: .Entrypoint)
        config.cmd = try values.decodeIfPresent([String].self, forKey: .Cmd)
        config.volumes = try names(.Volumes)
        config.workingDir = try text(.WorkingDir)
        config.labels = try values.decodeIfPresent([String: String].self, forKey: .Labels) ?? [:]
        config.stopSignal = try text(.StopSignal)
        config.argsEscaped = try values.decodeIfPresent(Bool.self, forKey: .ArgsEscaped)
        config.onBuild = try values.decodeIfPresent([String].self, forKey: .OnBuild) ?? []
        config.shell = try values.decodeIfPresent([String].self, forKey: .Shell)
        if let check = try values.decodeIfPresent(Check.self, forKey: .Healthcheck) {
            var healthcheck = ImageConfig.Healthcheck(test: check.Test ?? [])
            healthcheck.interval = check.Interval
            healthcheck.timeout = check.Timeout
            healthcheck.startPeriod = check.StartPeriod
            healthcheck.startInterval = check.StartInterval
            healthcheck.retries = check.Retries
            config.healthcheck = healthcheck
        }
    }
}

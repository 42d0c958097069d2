/// A volume of the store.
public struct VolumeRecord: Codable, Sendable, Equatable {
    public var name: String
    /// `local`.
    public var driver: String
    /// Nanoseconds since 1970.
    public var created: Int64
    public var labels: [String: String]
    public var options: [String: String]
    /// The folder that holds its files.
    public var path: String
    /// Whether it was made without a name.
    public var isAnonymous: Bool

    public init(
        name: String, driver: String = "local", created: Int64, labels: [String: String] = [:],
        options: [String: String] = [:], path: String, isAnonymous: Bool = false
    ) {
        self.name = name
        self.driver = driver
        self.created = created
        self.labels = labels
        self.options = options
        self.path = path
        self.isAnonymous = isAnonymous
    }
}

/// A volume as lists show it.
public struct VolumeSummary: Sendable, Equatable {
    public var volume: VolumeRecord
    /// The containers that mount it, by their identifiers.
    public var users: [String]
    /// Bytes on the disk; only when they were asked for.
    public var bytes: Int64?

    public init(volume: VolumeRecord, users: [String], bytes: Int64? = nil) {
        self.volume = volume
        self.users = users
        self.bytes = bytes
    }
}

/// A volume to create.
public struct VolumeRequest: Sendable, Equatable {
    /// `nil` takes 64 random digits.
    public var name: String?
    public var driver = "local"
    public var labels: [String: String] = [:]
    public var options: [String: String] = [:]

    public init(name: String? = nil) { self.name = name }
}

/// Something that happened to an object of the store: what `docker events` shows.
public struct EngineEvent: Codable, Sendable, Equatable {
    public enum Subject: String, Codable, Sendable { case container, image, volume, network, builder }
    /// Nanoseconds since 1970.
    public var time: Int64
    public var subject: Subject
    /// `create`, `start`, `die`, `health_status: healthy`, ….
    public var action: String
    /// The object's identifier, or a volume's name.
    public var id: String
    /// `name`, `image`, `exitCode`, labels, ….
    public var attributes: [String: String]

    public init(time: Int64, subject: Subject, action: String, id: String, attributes: [String: String] = [:]) {
        self.time = time
        self.subject = subject
        self.action = action
        self.id = id
        self.attributes = attributes
    }
}

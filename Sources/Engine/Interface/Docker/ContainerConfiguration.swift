import OCI

/// What a container runs: Docker's `Config`.
///
/// In a request, `nil` and empty values take the image's; in a record, everything is as it takes effect.
public struct ContainerConfiguration: Codable, Sendable, Equatable {
    /// `nil` is the first twelve digits of the identifier, or the host's name on the host's network.
    public var hostname: String?
    public var domainname = ""
    /// As `USER` takes it.
    public var user: String?
    public var attachesInput = false
    public var attachesOutput = false
    public var attachesError = false
    /// `8080/tcp`, sorted. In a request, in addition to the image's.
    public var exposedPorts: [String] = []
    /// Whether the process has a terminal.
    public var hasTerminal = false
    /// Whether standard input stays open while nobody is attached.
    public var opensInput = false
    /// Whether standard input is closed when the first who attached to it leaves.
    public var closesInputAfterOne = false
    /// `NAME=value`. In a request, added to the image's.
    public var environment: [String] = []
    public var command: [String]?
    /// An empty list resets the image's.
    public var entrypoint: [String]?
    /// `["NONE"]` switches the image's off. In a request, single `nil` fields take the image's values.
    public var healthcheck: ImageConfig.Healthcheck?
    /// The image as it was asked for.
    public var image: String
    /// Absolute paths that become anonymous volumes. In a request, in addition to the image's.
    public var volumes: [String] = []
    public var workingDirectory: String?
    /// In a request, added to the image's.
    public var labels: [String: String] = [:]
    public var stopSignal: String?
    /// Seconds between the stop signal and SIGKILL; `nil` is 10, less than 0 is for ever.
    public var stopTimeout: Int?
    public var shell: [String]?
    public var onBuild: [String] = []

    public init(image: String) { self.image = image }
}

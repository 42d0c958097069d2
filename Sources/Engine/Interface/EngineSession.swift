/// Everything that the workshop needs from an engine.
///
/// The workshop depends on this protocol only, so its tests can bring an engine of their own.
public protocol ContainerEngine: Sendable {
    /// Opens a session. What it creates — containers, volumes, its network — goes when it is closed, and is
    /// removed by the next session of any process when this process dies.
    func openSession() async throws -> any EngineSession
    /// Makes sure that the named images are in the store, assembling those that the offline catalogue knows.
    func prepareImages(_ names: [String], events: @escaping BuildEventHandler) async throws
}

/// One piece of work with the engine, apart from all others.
public protocol EngineSession: Sendable {
    /// Builds an image.
    ///
    /// - Throws: ``BuildFailure`` when the Dockerfile, the context or a step is at fault; ``EngineError`` when the
    ///   engine cannot work.
    func build(_ request: BuildRequest, events: @escaping BuildEventHandler) async throws -> BuildResult
    /// The image with this identifier or name. Throws ``EngineError`` of kind `noSuchImage`.
    func image(_ reference: String) async throws -> ImageDetails
    /// The files of an image, whiteouts applied.
    func files(ofImage id: String) async throws -> any ImageFileSystem
    /// The history of an image and its layers one by one, for whoever looks for what should not be in it.
    func shipped(image id: String) async throws -> ShippedImage
    /// Creates a container without starting it. Throws ``EngineError`` of kind `noSuchImage`, `nameInUse`, `mount`, ….
    func createContainer(_ request: ContainerRequest) async throws -> any ContainerHandle
    /// Creates a named volume of this session; an existing one is left as it is.
    func createVolume(_ name: String) async throws -> VolumeDetails
    /// The volumes of this session.
    func volumes() async throws -> [VolumeDetails]
    /// Removes a volume. Throws ``EngineError`` of kind `inUse` while a container mounts it.
    func removeVolume(_ name: String) async throws
    /// A listening socket on the session's network, for a server that containers are to reach.
    ///
    /// `port` 0 takes a free one. The caller owns the descriptor. `address` is what containers connect to.
    func listen(port: Int) async throws -> SessionListener
    /// Ends everything that is left and removes it.
    func close() async
}

public struct SessionListener: Sendable {
    public var descriptor: Int32
    public var address: String
    public var port: Int

    public init(descriptor: Int32, address: String, port: Int) {
        self.descriptor = descriptor
        self.address = address
        self.port = port
    }
}

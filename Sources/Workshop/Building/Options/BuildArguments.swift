/// What somebody asked `workshop build` for, word by word: nothing is checked yet but the form.
public struct BuildArguments: Hashable, Sendable {
    // What is built, and with which values.
    public var contexts: [String] = []
    public var file: String?
    public var target: String?
    public var buildArguments: [String] = []
    public var buildContexts: [String] = []
    public var platform: String?
    public var pull = false

    // The result.
    public var tags: [String] = []
    public var labels: [String] = []
    public var outputs: [String] = []
    public var iidfile: String?
    public var metadataFile: String?
    public var load = false
    public var push = false
    public var removesContainers = false
    public var alwaysRemovesContainers = false
    public var provenance: String?
    public var sbom: String?

    // The cache.
    public var noCache = false
    public var noCacheFilter: [String] = []
    public var cacheFrom: [String] = []
    public var cacheTo: [String] = []

    // RUN steps.
    public var secrets: [String] = []
    public var agents: [String] = []
    public var network = Network.default
    public var hosts: [String] = []
    public var limits: [String] = []
    public var sharedMemory: String?
    public var memory: String?

    // What is shown.
    public var progress: ProgressView?
    public var quiet = false
    public var explain = false
    public var check = false
    public var debug = false
    public var debugStep: Int?

    public init() {}

    /// What steps reach.
    public enum Network: String, CaseIterable, Sendable {
        case `default`, none, host
    }

    /// How the build is shown.
    public enum ProgressView: String, CaseIterable, Sendable {
        case auto, plain, tty, rawjson, quiet
    }
}

import ArgumentParser
import Building

/// What is kept from earlier builds.
struct BuildCacheOptions: ParsableArguments {
    @Flag(name: .customLong("no-cache"), help: "Run every step again.")
    var noCache = false

    @Option(
        name: .customLong("no-cache-filter"),
        help: ArgumentHelp("Run the steps of these stages again.", valueName: "stage,…"))
    var noCacheFilter: [String] = []

    @Option(
        name: .customLong("cache-from"),
        help: ArgumentHelp(
            "Results of steps from elsewhere: type=local,src=FOLDER, or an image; the store's own are always used.",
            valueName: "cache"))
    var cacheFrom: [String] = []

    @Option(
        name: .customLong("cache-to"),
        help: ArgumentHelp(
            "Write the results of the steps for other machines: type=local,dest=FOLDER[,mode=max], or type=inline.",
            valueName: "cache"))
    var cacheTo: [String] = []

    func fill(_ arguments: inout BuildArguments) {
        arguments.noCache = noCache
        arguments.noCacheFilter = noCacheFilter
        arguments.cacheFrom = cacheFrom
        arguments.cacheTo = cacheTo
    }
}

/// What becomes of the result.
struct BuildResultOptions: ParsableArguments {
    @Option(
        name: [.customShort("t", allowingJoined: true), .long],
        help: ArgumentHelp("A name for the image: NAME or NAME:TAG. May be repeated.", valueName: "name"))
    var tag: [String] = []

    @Option(help: ArgumentHelp("A label for the image. May be repeated.", valueName: "name=value"))
    var label: [String] = []

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp(
            "Write the result: a FOLDER, - for a tar archive, or type=local|tar|oci|docker,dest=PATH.",
            valueName: "output"))
    var output: [String] = []

    @Option(help: ArgumentHelp("Write the image's identifier into a file.", valueName: "file"), completion: .file())
    var iidfile: String?

    @Option(
        name: .customLong("metadata-file"),
        help: ArgumentHelp("Write identifier and names, as JSON, into a file.", valueName: "file"), completion: .file())
    var metadataFile: String?

    @Flag(help: ArgumentHelp("Images are always put into the store.", visibility: .hidden))
    var load = false

    @Flag(help: ArgumentHelp("Refused with a word.", visibility: .hidden))
    var push = false

    // What scripts for Docker say, and what is so here anyway.

    @Flag(name: .customLong("rm"), help: ArgumentHelp("Containers of steps never stay.", visibility: .hidden))
    var removesContainers = false

    @Flag(name: .customLong("force-rm"), help: ArgumentHelp("Containers of steps never stay.", visibility: .hidden))
    var alwaysRemovesContainers = false

    @Option(help: ArgumentHelp("Only false: no attestations are made.", visibility: .hidden))
    var provenance: String?

    @Option(help: ArgumentHelp("Only false: no attestations are made.", visibility: .hidden))
    var sbom: String?

    func fill(_ arguments: inout BuildArguments) {
        arguments.tags = tag
        arguments.labels = label
        arguments.outputs = output
        arguments.iidfile = iidfile
        arguments.metadataFile = metadataFile
        arguments.load = load
        arguments.push = push
        arguments.removesContainers = removesContainers
        arguments.alwaysRemovesContainers = alwaysRemovesContainers
        arguments.provenance = provenance
        arguments.sbom = sbom
    }
}

/// How the build is shown, and what it explains.
struct BuildShowOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How to show what goes on (default: BUILDKIT_PROGRESS, or auto).", valueName: "view"))
    var progress: BuildArguments.ProgressView?

    @Flag(name: .shortAndLong, help: "Print nothing but the image's identifier.")
    var quiet = false

    @Flag(help: "List for every step why it ran, what it read, and what it cost.")
    var explain = false

    @Flag(help: "Only look for mistakes, by the rules of docs/rules; build nothing.")
    var check = false

    @Flag(
        help: "Open a shell in the first step that fails. --debug=STEP opens one before the step of that number.")
    var debug = false

    @Option(name: .customLong("debug-step"), help: ArgumentHelp("What --debug=STEP means.", visibility: .hidden))
    var debugStep: Int?

    func fill(_ arguments: inout BuildArguments) {
        arguments.progress = progress
        arguments.quiet = quiet
        arguments.explain = explain
        arguments.check = check
        arguments.debug = debug
        arguments.debugStep = debugStep
    }
}

extension BuildArguments.ProgressView: ExpressibleByArgument {}

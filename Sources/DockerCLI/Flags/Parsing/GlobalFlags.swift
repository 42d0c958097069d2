/// The options between `docker` and the command.
enum GlobalFlags {
    static let all: [DockerFlag] = [
        DockerFlag("config", nil, .string, "Folder of the client's configuration", completion: .directories),
        DockerFlag(
            "context", "c", .string, "Context to use; there is one here, \"default\"", completion: .objects(.contexts)),
        DockerFlag("debug", "D", .bool, "Say more about what goes on"),
        DockerFlag("host", "H", .list, "Daemon to connect to; there is none here"),
        DockerFlag(
            "log-level", "l", .string, "How much to say (\"debug\", \"info\", \"warn\", \"error\", \"fatal\")",
            initial: "info", completion: .words(levels)),
        DockerFlag("tls", nil, .bool, "Speak TLS, as --tlsverify does too"),
        DockerFlag("tlscacert", nil, .string, "Trust only certificates signed by this authority", completion: .files),
        DockerFlag("tlscert", nil, .string, "File of the TLS certificate", completion: .files),
        DockerFlag("tlskey", nil, .string, "File of the TLS key", completion: .files),
        DockerFlag("tlsverify", nil, .bool, "Speak TLS and check the other side's certificate"),
        DockerFlag("version", "v", .bool, "Print the version and stop"),
    ]

    static let levels = ["debug", "info", "warn", "error", "fatal"]

    /// What they mean here, and what is to be said of those that mean nothing.
    static func options(_ values: DockerFlagValues) throws(DockerUsageError) -> (DockerGlobalOptions, [String]) {
        var options = DockerGlobalOptions()
        options.isDebug = values.bool("debug")
        options.logLevel = values.string("log-level")
        options.hosts = values.strings("host")
        options.context = values.given("context")
        options.configFolder = values.given("config")
        options.tls = ["tls", "tlscacert", "tlscert", "tlskey", "tlsverify"].filter(values.isSet)
        // logrus knows these and two more names for them.
        guard (levels + ["panic", "warning", "trace"]).contains(options.logLevel.lowercased()) else {
            throw DockerUsageError(message: "Unable to parse logging level: \(options.logLevel)", status: 1)
        }
        if options.hosts.count > 1 {
            throw DockerUsageError(
                message: "Failed to initialize: unable to resolve docker endpoint: Specify only one -H", status: 1)
        }
        if let context = options.context, context != "default", options.hosts.isEmpty {
            throw DockerUsageError(
                message: "Failed to initialize: unable to resolve docker endpoint: context \(GoText.quoted(context)): "
                    + "context not found",
                advice: "There is one context here, \"default\": leave --context out.", status: 1)
        }
        var notes: [String] = []
        if !options.hosts.isEmpty || !options.tls.isEmpty {
            notes.append(
                "-H and the TLS options have no effect: containers run on this machine, without a daemon to connect to."
            )
        }
        return (options, notes)
    }
}

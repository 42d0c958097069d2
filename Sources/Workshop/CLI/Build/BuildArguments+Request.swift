import Building
import EngineInterface

/// From words to what the engine is asked for.
extension BuildArguments {
    var breakpoint: BuildBreakpoint? { debugStep.map { .step($0) } ?? (debug ? .failure : nil) }

    /// The request, but for context and Dockerfile.
    ///
    /// - Throws: ``UsageError`` and ``OptionError``, naming the option and what is wrong with its value.
    func request() throws -> BuildRequest {
        var request = BuildRequest(context: "/")
        try fillSource(&request)
        try fillSteps(&request)
        request.noCache = noCache
        request.noCacheStages = noCacheFilter.flatMap { $0.split(separator: ",").map(String.init) }
        request.cacheSources = try cacheFrom.map { try CacheOption.source($0, absolute: Paths.absolute) }
        request.cacheTargets = try cacheTo.map { try CacheOption.target($0, absolute: Paths.absolute) }
        try fillResult(&request)
        return request
    }

    private func fillSource(_ request: inout BuildRequest) throws {
        request.target = target
        request.buildArguments = try NamedValues.buildArguments(buildArguments, environment: Environment.value)
        request.pull = pull
        if let platform, platform.contains(",") {
            throw UsageError(
                "--platform \(platform): one build makes an image for one platform. Build them one after the other.")
        }
        request.platform = platform
        request.sourceDateEpoch = try epoch(&request)
    }

    /// From `--build-arg SOURCE_DATE_EPOCH`, or the environment, which then is an argument, too.
    private func epoch(_ request: inout BuildRequest) throws -> Int64? {
        let name = "SOURCE_DATE_EPOCH"
        let value = request.buildArguments[name] ?? Environment.value(name).flatMap { $0.isEmpty ? nil : $0 }
        guard let value else { return nil }
        guard let seconds = Int64(value), seconds >= 0 else {
            throw UsageError("\(name) is \(value), but it counts the seconds since 1970, such as 1700000000.")
        }
        request.buildArguments[name] = value
        return seconds
    }

    private func fillSteps(_ request: inout BuildRequest) throws {
        request.secrets = try secrets.map {
            try SecretOption.parse($0, environment: Environment.value, absolute: Paths.absolute)
        }
        request.agents = try agents.map {
            try AgentOption.parse($0, environment: Environment.value, absolute: Paths.absolute)
        }
        for text in hosts {
            let (name, address) = try HostOption.parse(text)
            request.hosts[name] = address
        }
        request.resourceLimits = try limits.map { try LimitOption.parse($0) }
        request.sharedMemoryBytes = try sharedMemory.map { try LimitOption.sharedMemory($0) }
        if let memory { request.limits.memoryBytes = try LimitOption.memory(memory) }
        request.network =
            switch network {
            case .default: .outbound
            case .none: .none
            case .host: .host
            }
    }

    private func fillResult(_ request: inout BuildRequest) throws {
        for (name, value) in [("provenance", provenance), ("sbom", sbom)] {
            guard let value, !["false", "0", "disabled=true"].contains(value.lowercased()) else { continue }
            throw UsageError("--\(name) \(value): no attestations are made here. Leave the option out.")
        }
        request.tags = tags
        request.labels = try NamedValues.labels(labels)
        if push {
            throw UsageError(
                "--push: images cannot be pushed to a registry from here. Write -o type=docker,dest=FILE, and push that with another tool."
            )
        }
    }
}

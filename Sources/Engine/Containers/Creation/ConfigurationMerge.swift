import EngineInterface
import OCI

extension ContainerConfiguration {
    /// The configuration as it takes effect: the request's values, the image's where the request says nothing.
    ///
    /// The rules are those of Docker's daemon, the order of variables included: the request's first.
    ///
    /// - Throws: ``EngineError`` of kind `noCommand`.
    public func merged(with image: ImageConfig) throws(EngineError) -> ContainerConfiguration {
        var result = self
        if (user ?? "").isEmpty { result.user = image.user }
        result.exposedPorts = Set(exposedPorts).union(image.exposedPorts).sorted()
        result.environment = Self.environment(environment, over: image.env)
        result.labels = image.labels.merging(labels) { _, own in own }
        if (command ?? []).isEmpty && entrypoint == nil { result.command = image.cmd }
        if entrypoint == nil { result.entrypoint = image.entrypoint }
        // `--entrypoint ""` means none at all.
        if result.entrypoint?.isEmpty == true || result.entrypoint == [""] { result.entrypoint = nil }
        if result.command?.isEmpty == true { result.command = nil }
        if (workingDirectory ?? "").isEmpty { result.workingDirectory = image.workingDir }
        result.volumes = Set(volumes).union(image.volumes).sorted()
        if (stopSignal ?? "").isEmpty { result.stopSignal = image.stopSignal }
        if shell == nil { result.shell = image.shell }
        result.healthcheck = Self.healthcheck(healthcheck, over: image.healthcheck)
        result.onBuild = []
        guard result.entrypoint != nil || result.command != nil else {
            throw EngineError(
                .noCommand, "no command specified",
                help: "The image has neither ENTRYPOINT nor CMD: write the command after the image's name, or add "
                    + "a last line such as CMD [\"/app/server\"] to its Dockerfile.")
        }
        return result
    }

    private static func environment(_ own: [String], over image: [String]) -> [String] {
        func name(_ entry: String) -> Substring { entry.prefix { $0 != "=" } }
        let names = Set(own.map(name))
        return own + image.filter { !names.contains(name($0)) }
    }

    private static func healthcheck(
        _ own: ImageConfig.Healthcheck?, over image: ImageConfig.Healthcheck?
    ) -> ImageConfig.Healthcheck? {
        guard var result = own else { return image }
        guard let image else { return result }
        func chosen<Number: Equatable & ExpressibleByIntegerLiteral>(_ own: Number?, _ image: Number?) -> Number? {
            own == nil || own == 0 ? image : own
        }
        if result.test.isEmpty { result.test = image.test }
        result.interval = chosen(result.interval, image.interval)
        result.timeout = chosen(result.timeout, image.timeout)
        result.startPeriod = chosen(result.startPeriod, image.startPeriod)
        result.startInterval = chosen(result.startInterval, image.startInterval)
        result.retries = chosen(result.retries, image.retries)
        return result
    }
}

import DockerFlags
import EngineInterface

/// `docker update`
enum UpdateAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        guard !flags.occurrences.isEmpty else {
            throw CommandFailure(
                "you must provide one or more flags when using this command",
                help: "For example: docker update --memory 512m --memory-swap 512m \(context.arguments[0])")
        }
        let policy = try flags.string("restart").nonEmpty.map { try RestartPolicy($0) }
        let changed = ContainerCreation.resources(flags)
        let changesLimits = changed != ContainerResources()
        let engine = try context.engine
        var warnings: [String] = []
        var failures: [any Error] = []
        for name in context.arguments {
            do {
                var resources: ContainerResources?
                if changesLimits {
                    let merged = try await engine.container(name).host.resources.merging(changed)
                    try ContainerRules.check(limits: merged)
                    resources = merged
                }
                warnings += try await engine.updateContainer(name, resources: resources, restartPolicy: policy)
                context.output.line(name)
            } catch let error where !(error is CancellationError) {
                failures.append(error)
            }
        }
        if !warnings.isEmpty { context.output.line(warnings.joined(separator: "\n")) }
        for failure in failures { await context.say(failure) }
        return failures.isEmpty ? 0 : 1
    }
}

extension ContainerResources {
    /// These limits with what was asked for in place of what was; what was not asked for stays.
    func merging(_ changed: ContainerResources) throws(EngineError) -> ContainerResources {
        if changed.memoryBytes > 0, changed.memorySwapBytes == 0, memorySwapBytes > 0,
            changed.memoryBytes > memorySwapBytes
        {
            throw EngineError(
                .invalidArgument,
                "Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time",
                help: "Say both: --memory 512m --memory-swap 512m")
        }
        var merged = self
        func take<Value: Equatable>(_ path: WritableKeyPath<ContainerResources, Value>, unless empty: Value) {
            if changed[keyPath: path] != empty { merged[keyPath: path] = changed[keyPath: path] }
        }
        take(\.memoryBytes, unless: 0)
        take(\.memorySwapBytes, unless: 0)
        take(\.memoryReservationBytes, unless: 0)
        take(\.nanoCPUs, unless: 0)
        take(\.cpuShares, unless: 0)
        take(\.cpuPeriod, unless: 0)
        take(\.cpuQuota, unless: 0)
        take(\.cpusetCPUs, unless: "")
        take(\.cpusetMemoryNodes, unless: "")
        take(\.processes, unless: nil)
        take(\.blockIOWeight, unless: 0)
        return merged
    }
}

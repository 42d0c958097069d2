import EngineInterface
import Linux

/// What of a request this machine cannot keep.
enum ContainerWarnings {
    /// Sentences in Docker's manner.
    static func about(_ container: StoredContainer) -> [String] {
        var warnings: [String] = []
        let mode = container.host.networkMode
        if mode == "host" && !container.host.portBindings.isEmpty {
            warnings.append("Published ports are discarded when using host network mode")
        }
        let resources = container.host.resources
        let hasLimits =
            resources.memoryBytes > 0 || resources.nanoCPUs > 0 || resources.cpuShares > 0 || resources.cpuQuota > 0
            || !resources.cpusetCPUs.isEmpty || (resources.processes ?? 0) > 0
        if hasLimits && ProcessNamespaces.isRootless {
            warnings.append(
                "Limits on processors are not kept: an ordinary user may not make control groups here; limits on memory and "
                    + "processes are kept by measuring.")
        }
        return warnings
    }
}

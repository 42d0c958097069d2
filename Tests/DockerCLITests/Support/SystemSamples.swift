import EngineInterface

extension StoreUsage {
    /// A store with nothing in it.
    static let none = StoreUsage(
        images: .none, buildCache: .none, cacheMounts: .none, drafts: .none, volumes: .none, other: 0)
}

extension StoreUsage.Part {
    static let none = StoreUsage.Part(count: 0, active: 0, bytes: 0, reclaimable: 0)
}

extension SystemInformation {
    /// A small machine.
    static let sample = SystemInformation(
        version: "1.0", storeFolder: "/home/ada/.local/share/workshop", storageDriver: "overlay2", runtime: "crun",
        runtimeVersion: "1.8.1", cgroupVersion: "2", isRootless: true, kernelVersion: "6.1.0",
        operatingSystem: "Debian GNU/Linux 12 (bookworm)", architecture: "x86_64", processors: 2,
        memoryBytes: 8 << 30, hostname: "ada-laptop",
        securityOptions: ["name=seccomp,profile=builtin", "name=rootless"],
        warnings: ["WARNING: limits are not kept"])
}

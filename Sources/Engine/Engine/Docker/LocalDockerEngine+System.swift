import Containers
import EngineInterface
import Glibc
import Images
import Linux
import OCI

extension LocalDockerEngine {
    public func systemUsage() async throws -> SystemUsage {
        SystemUsage(
            store: try engine.usage(), images: try await storedImages(),
            containers: try await containers(withSizes: true), volumes: try await volumes(withSizes: true))
    }

    public func pruneBuildCache(_ request: PruneRequest) async throws -> PruneReport { try engine.prune(request) }

    public func events(
        since: Int64?, until: Int64?
    ) async throws -> AsyncThrowingStream<EngineEvent, any Error> {
        eventLog.events(since: since, until: until)
    }

    public func systemInformation() async throws -> SystemInformation {
        let runtime = try engine.runtime()
        let unified = access("/sys/fs/cgroup/cgroup.controllers", F_OK) == 0
        let limits = !ProcessNamespaces.isRootless
        var name = utsname()
        uname(&name)
        return SystemInformation(
            version: Release.version, storeFolder: store.root, storageDriver: "overlay2",
            runtime: runtime.kind.rawValue,
            runtimeVersion: try await runtime.version(), cgroupVersion: unified ? "2" : "1",
            isRootless: ProcessNamespaces.isRootless, kernelVersion: Self.text(of: &name.release),
            operatingSystem: OperatingSystemName.read(), architecture: Self.text(of: &name.machine),
            processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            memoryBytes: Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE))),
            hostname: Self.text(of: &name.nodename),
            securityOptions: ["name=seccomp,profile=builtin"] + (limits ? [] : ["name=rootless"]),
            warnings: limits ? [] : ["WARNING: Limits on processors are not kept for an ordinary user"])
    }

    private static func text<Tuple>(of field: inout Tuple) -> String {
        withUnsafeBytes(of: &field) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

/// What /etc/os-release calls this system.
private enum OperatingSystemName {
    static func read() -> String {
        for line in (SmallFile.text("/etc/os-release") ?? "").split(separator: "\n")
        where line.hasPrefix("PRETTY_NAME=") {
            return line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
        }
        return "Linux"
    }
}

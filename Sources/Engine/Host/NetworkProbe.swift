import Glibc

/// What `RUN` steps need to reach package mirrors: a user-mode network.
enum NetworkProbe {
    static func items() -> [HostItem] {
        let distribution = Distribution.current
        let device = open("/dev/net/tun", O_RDWR | O_CLOEXEC)
        let failure = device < 0 ? errno : 0
        if device >= 0 { close(device) }
        return [
            tunnel(failure: failure),
            program(
                "slirp4netns", package: "slirp4netns", distribution,
                consequence:
                    "RUN steps cannot reach the network, so a Dockerfile that downloads something does not build."),
            program(
                "ip", package: "iproute2", fedora: "iproute", distribution,
                consequence:
                    "RUN steps cannot reach the network, so a Dockerfile that downloads something does not build."),
        ]
    }

    /// - Parameter failure: the error number of opening /dev/net/tun for reading and writing; 0 when it opened.
    static func tunnel(failure: Int32) -> HostItem {
        let title = "Network device"
        if failure == 0 {
            return HostItem(id: "tun", title: title, state: .ok, found: "/dev/net/tun can be opened")
        }
        let consequence = "RUN steps cannot reach the network, so a Dockerfile that downloads something does not build."
        if failure == ENOENT || failure == ENODEV || failure == ENXIO {
            return HostItem(
                id: "tun", title: title, state: .missing, found: "/dev/net/tun is not there", consequence: consequence,
                mend: [
                    "sudo modprobe tun",
                    "sudo mkdir -p /dev/net && sudo mknod -m 666 /dev/net/tun c 10 200",
                ])
        }
        return HostItem(
            id: "tun", title: title, state: .missing,
            found: "/dev/net/tun cannot be opened: \(String(cString: strerror(failure)))", consequence: consequence,
            mend: ["sudo chmod 666 /dev/net/tun"])
    }

    private static func program(
        _ name: String, package: String, fedora: String? = nil, _ distribution: Distribution, consequence: String
    ) -> HostItem {
        if let path = Programs.find(name) {
            return HostItem(id: name, title: name, state: .ok, found: path)
        }
        return HostItem(
            id: name, title: name, state: .missing, found: "not found", consequence: consequence,
            mend: [distribution.install(package, fedora: fedora)])
    }
}

import EngineInterface
import Glibc
import Linux

/// /etc/hosts, /etc/hostname and /etc/resolv.conf of a container, which are files of its folder.
enum ContainerTextFiles {
    /// Writes them, or again after its networks have changed: into the same files, which are mounted in the container.
    static func write(_ folder: ContainerFolder, _ settings: StoredContainer, _ network: JoinedNetworks?) throws {
        var hosts: String
        if settings.host.networkMode == "host" {
            hosts = SmallFile.text("/etc/hosts") ?? "127.0.0.1\tlocalhost\n"
            if !hosts.hasSuffix("\n") { hosts += "\n" }
        } else {
            hosts = """
                127.0.0.1\tlocalhost
                ::1\tlocalhost ip6-localhost ip6-loopback
                fe00::0\tip6-localnet
                ff00::0\tip6-mcastprefix
                ff02::1\tip6-allnodes
                ff02::2\tip6-allrouters

                """
        }
        for line in network?.hosts ?? [] { hosts += "\(line.address)\t\(line.names)\n" }
        let resolver = network?.resolver ?? SmallFile.text("/etc/resolv.conf") ?? ""
        try SmallFile.write(hosts, to: folder.hosts)
        try SmallFile.write(ContainerSpec.hostName(settings) + "\n", to: folder.hostname)
        try SmallFile.write(resolver, to: folder.resolver)
        // Whatever this process's umask is, everybody in the container reads them.
        for file in [folder.hosts, folder.hostname, folder.resolver] { chmod(file, 0o644) }
    }
}

import DockerFormat
import Testing

@Suite struct TextTests {
    @Test(arguments: Recorded.ellipsis)
    func ellipses(_ recorded: Recorded) throws {
        let parts = recorded.input.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        #expect(ellipsis(String(parts[1]), width: try #require(Int(parts[0]))) == recorded.output)
    }

    @Test(arguments: Recorded.shortID)
    func shortIdentifiers(_ recorded: Recorded) { #expect(shortID(recorded.input) == recorded.output) }

    /// Ports are written `address|host port|container's port|transport;`.
    @Test(arguments: Recorded.ports)
    func ports(_ recorded: Recorded) throws {
        let ports = try recorded.input.split(separator: ";").map { text in
            let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            let (host, container) = (try #require(UInt16(parts[1])), try #require(UInt16(parts[2])))
            return parts[0].isEmpty
                ? PortSummary(containerPort: container, transport: parts[3])
                : PortSummary(address: parts[0], hostPort: host, containerPort: container, transport: parts[3])
        }
        #expect(portList(ports) == recorded.output)
        #expect(portList(ports.reversed()) == recorded.output)
    }

    @Test(arguments: Recorded.table)
    func tables(_ recorded: Recorded) { #expect(TabWriter().align(recorded.input) == recorded.output) }

    @Test(arguments: Recorded.table20)
    func wideTables(_ recorded: Recorded) {
        #expect(TabWriter(minimumWidth: 20).align(recorded.input) == recorded.output)
    }
}

import Glibc
import Linux
import Testing

@Suite struct ProcessStatisticsTests {
    @Test func aProcessThatNobodyHasWaitedForHasEnded() throws {
        #expect(ProcessStatistics.isAlive(getpid()))
        let child = try SpawnedProcess(SpawnRequest("/bin/sh", ["-c", "exit 3"]))
        var entry = pollfd(fd: child.descriptor, events: Int16(POLLIN), revents: 0)
        #expect(poll(&entry, 1, 20_000) == 1)
        #expect(ProcessStatistics.fields(of: child.pid)?.first == "Z")
        #expect(!ProcessStatistics.isAlive(child.pid))
        #expect(child.reap() == .exited(3))
        #expect(!ProcessStatistics.isAlive(child.pid))
    }
}

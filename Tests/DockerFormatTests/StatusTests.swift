import DockerFormat
import Testing

@Suite struct StatusTests {
    static let now = GoTime(seconds: 1_000_000)

    static func ago(_ seconds: Int64) -> GoTime { GoTime(seconds: 1_000_000 - seconds) }

    @Test(arguments: [
        (ContainerStatusText.running(since: ago(5), health: nil), "Up 5 seconds"),
        (.running(since: ago(0), health: nil), "Up Less than a second"),
        (.running(since: ago(60), health: "starting"), "Up About a minute (health: starting)"),
        (.running(since: ago(180), health: "healthy"), "Up 3 minutes (healthy)"),
        (.running(since: ago(4000), health: "unhealthy"), "Up About an hour (unhealthy)"),
        (.paused(since: ago(5)), "Up 5 seconds (Paused)"),
        (.restarting(exitCode: 1, since: ago(2)), "Restarting (1) 2 seconds ago"),
        (.removing, "Removal In Progress"), (.dead, "Dead"), (.created, "Created"),
        (.exited(exitCode: 0, at: ago(7200)), "Exited (0) 2 hours ago"),
        (.exited(exitCode: 137, at: ago(-30)), "Exited (137) Less than a second ago"),
    ])
    func texts(_ status: ContainerStatusText, _ text: String) { #expect(status.text(now: Self.now) == text) }
}

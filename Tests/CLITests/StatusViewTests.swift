import Testing

@testable import Presentation

@Suite struct StatusViewTests {
    static let lines = [
        StatusLine(state: .ok, title: "Kernel", found: "Linux 6.1.0 on x86_64, Debian GNU/Linux 12 (bookworm)"),
        StatusLine(
            state: .limited, title: "Control groups",
            found: "versions 1 and 2 side by side (hybrid), not delegated to this user",
            consequence:
                "Limits are kept by a supervisor that watches each container, not by the kernel's control groups."),
        StatusLine(
            state: .missing, title: "OCI runtime", found: "neither crun nor runc found",
            consequence: "Nothing can be run, so nothing can be verified.", mend: ["sudo apt-get install crun"]),
    ]

    @Test func `plain`() throws {
        try Golden.expect(StatusView(style: .plain).text(Self.lines, canVerify: false), "doctor-plain")
    }

    @Test func `on a terminal`() throws {
        let style = OutputStyle(isTerminal: true, hasColors: true, hasSymbols: true, width: 60)
        try Golden.expect(
            StatusView(style: style).text(Array(Self.lines.prefix(2)), canVerify: true), "doctor-terminal")
    }
}

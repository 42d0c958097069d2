import Testing

@testable import Build

@Suite struct FileModeTests {
    @Test(arguments: [
        ("755", 0o600, 0o755), ("0644", 0o777, 0o644), ("4755", 0o600, 0o4755), ("u+x", 0o644, 0o744),
        ("+x", 0o644, 0o755),
        ("a-w", 0o666, 0o444), ("go=", 0o755, 0o700), ("u=rw,g=u,o-rwx", 0o755, 0o660), ("g=o", 0o704, 0o744),
        ("+X", 0o644, 0o644), ("+X", 0o744, 0o755), ("u+s,+t", 0o755, 0o5755), ("u+r-w", 0o300, 0o500),
    ])
    func modes(_ text: String, _ before: Int, _ after: Int) throws {
        let mode = try #require(FileMode(text))
        #expect(mode.applied(to: UInt32(before), isFolder: false) == UInt32(after))
    }

    @Test func foldersGetX() { #expect(FileMode("+X")?.applied(to: 0o644, isFolder: true) == 0o755) }

    @Test(arguments: ["", "999", "77777", "u", "z+x", "u+q", ",", "rwx"])
    func notModes(_ text: String) { #expect(FileMode(text) == nil) }
}

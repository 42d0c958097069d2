import OCI
import Testing

@Suite struct ReferenceTests {
    static let digest = "sha256:" + String(repeating: "0a", count: 32)

    @Test(arguments: [
        ("node", "docker.io/library/node:latest", "node:latest"),
        ("node:20-alpine", "docker.io/library/node:20-alpine", "node:20-alpine"),
        ("library/node", "docker.io/library/node:latest", "node:latest"),
        ("docker.io/node", "docker.io/library/node:latest", "node:latest"),
        ("index.docker.io/library/node:1", "docker.io/library/node:1", "node:1"),
        ("me/app", "docker.io/me/app:latest", "me/app:latest"),
        ("localhost/app", "localhost/app:latest", "localhost/app:latest"),
        ("localhost:5000/app:v1", "localhost:5000/app:v1", "localhost:5000/app:v1"),
        ("ghcr.io/me/app_x/a--b", "ghcr.io/me/app_x/a--b:latest", "ghcr.io/me/app_x/a--b:latest"),
        ("[::1]:5000/app", "[::1]:5000/app:latest", "[::1]:5000/app:latest"),
        ("Registry/app", "Registry/app:latest", "Registry/app:latest"),
        ("node@\(digest)", "docker.io/library/node@\(digest)", "node@\(digest)"),
        ("node:20@\(digest)", "docker.io/library/node:20@\(digest)", "node:20@\(digest)"),
    ])
    func valid(_ text: String, _ canonical: String, _ familiar: String) throws {
        let reference = try Reference(text)
        #expect(reference.canonical == canonical)
        #expect(reference.familiar == familiar)
        #expect(try Reference(reference.canonical) == reference)
    }

    @Test(arguments: [
        "", ":tag", "node:", "node:a/b:", "Node", "my app", "node:-x", "node:.x", "node@sha256:12", "a//b", "/a", "a/",
        "a..b", "a___b", "-a", "a-", "a.", "node:\(String(repeating: "x", count: 129))", "host:port/a",
        "ex_ample.com/a",
        String(repeating: "0a", count: 32), String(repeating: "a", count: 250), "node@md5", "a:b:c", "grüße",
    ])
    func invalid(_ text: String) {
        let error = #expect(throws: ReferenceError.self) { try Reference(text) }
        #expect(error?.text == text)
        #expect(error?.description.hasSuffix(".") == true)
    }

    @Test func capitalsAreNamed() {
        let error = #expect(throws: ReferenceError.self) { try Reference("me/MyApp:1") }
        #expect(error?.reason == .uppercase("me/MyApp"))
    }
}

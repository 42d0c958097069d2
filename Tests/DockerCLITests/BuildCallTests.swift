import Testing

@testable import DockerCLI

/// Which calls go to the builder, and with which words.
struct BuildCallTests {
    static let calls: [(String, String?)] = [
        ("build .", "."), ("image build -t x .", "-t x ."), ("builder build", ""),
        ("buildx build --load .", "--load ."),
        ("-D build .", "."), ("--host unix:///x build -t a .", "-t a ."), ("-l debug --tls buildx b .", "."),
        ("--log-level=debug build .", "."), ("run build", nil), ("buildx ls", nil), ("image ls", nil), ("", nil),
        ("--host build ps", nil), ("-- build", nil),
    ]

    @Test(arguments: calls)
    func buildsAreTold(line: String, rest: String?) {
        let words = line.split(separator: " ").map(String.init)
        #expect(BuildCall.words(of: words) == rest.map { $0.split(separator: " ").map(String.init) })
    }
}

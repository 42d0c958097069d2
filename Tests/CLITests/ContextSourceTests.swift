import Testing

@testable import Building

@Suite struct ContextSourceTests {
    static let table: [(String, ContextSource)] = [
        (".", .folder(".")), ("-", .standardInput), ("/srv/app", .folder("/srv/app")), ("-x", .folder("-x")),
        ("./a.git", .folder("./a.git")), ("me@home/app", .folder("me@home/app")), ("a b@c:d", .folder("a b@c:d")),
        ("https://host/a.git", git("https://host/a.git")),
        ("https://host/a.git#main", git("https://host/a.git", "main")),
        ("https://host/a.git#main:sub/dir", git("https://host/a.git", "main", "sub/dir")),
        ("https://host/a.git#:sub", git("https://host/a.git", nil, "sub")),
        ("https://host/a.git#", git("https://host/a.git")),
        ("git@host:me/a.git#v1", git("git@host:me/a.git", "v1")),
        ("git://host/a", git("git://host/a")), ("ssh://git@host/a", git("ssh://git@host/a")),
        ("github.com/me/a", git("https://github.com/me/a")),
        ("https://host/a.tar.gz", .web("https://host/a.tar.gz")),
        ("http://host/a.tar#x.git", .web("http://host/a.tar#x.git")),
    ]

    private static func git(_ url: String, _ reference: String? = nil, _ folder: String? = nil) -> ContextSource {
        var result = GitReference(url)
        result.reference = reference
        result.folder = folder
        return .git(result)
    }

    @Test(arguments: table)
    func `the form of an argument says what it is`(argument: String, source: ContextSource) {
        #expect(ContextSource(argument) == source)
    }

    @Test func `archives are known by their first bytes`() {
        #expect(ArchiveFormat(head: [0x1f, 0x8b, 8]) == .gzip)
        #expect(ArchiveFormat(head: Array("BZh9".utf8)) == .bzip2)
        #expect(ArchiveFormat(head: [0x28, 0xb5, 0x2f, 0xfd, 0]) == .zstd)
        #expect(ArchiveFormat(head: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) == .xz)
        #expect(ArchiveFormat(head: Array("FROM scratch\n".utf8)) == nil)
        var header = [UInt8](repeating: 0, count: 512)
        header.replaceSubrange(0..<1, with: Array("a".utf8))
        let sum = 97 + 8 * 32
        header.replaceSubrange(148..<154, with: Array(("000" + String(sum, radix: 8)).utf8))
        #expect(ArchiveFormat(head: header) == .plain)
        header[0] = 98
        #expect(ArchiveFormat(head: header) == nil)
        #expect(ArchiveFormat(head: [UInt8](repeating: 0, count: 512)) == nil)
    }
}

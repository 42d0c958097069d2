import EngineInterface
import Foundation
import Images
import Linux
import Testing

/// `ADD` of files of the network, from a server of the test's own.
@Suite(.needsNamespaces, .serialized) struct AddFileTests {
    private let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    /// printf hello | sha256sum
    private let digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

    @Test func aFileIsAddedAsItIsServed() async throws {
        try await StepBench.with { bench in
            let server = try WebServer { request in
                switch request.path {
                case "/moved": .init(code: 302, fields: ["Location": "/dir/file%20name.txt?x=1"])
                case "/dir/file%20name.txt?x=1": .init(fields: ["Last-Modified": date], body: Array("hello".utf8))
                case "/": .init(body: Array("root".utf8))
                default: .init(code: 404)
                }
            }
            defer { server.stop() }
            let outcome = try await bench.build(
                """
                FROM scratch
                ARG URL
                ADD $URL/dir/file%20name.txt?x=1 /in/
                ADD --chmod=755 --chown=5:6 $URL/moved /renamed
                ADD --checksum=sha256:\(digest) $URL/moved /checked/
                ADD $URL /slash/
                """
            ) { $0.buildArguments = ["URL": server.address] }
            #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
            #expect(try await bench.text("/in/file name.txt", in: outcome.result) == "hello")
            #expect(try await bench.text("/slash/__unnamed__", in: outcome.result) == "root")
            let id = try #require(outcome.result?.image.id)
            let record = try #require(try bench.store.image(id))
            let files = try bench.store.files(of: record)
            let added = try #require(try await files.entry(at: "/in/file name.txt", followLinks: false))
            #expect(added.mode == 0o600 && added.user == 0 && added.group == 0)
            let renamed = try #require(try await files.entry(at: "/renamed", followLinks: false))
            #expect(renamed.mode == 0o755 && renamed.user == 5 && renamed.group == 6)
            var status = stat()
            let layer = try #require(try bench.store.chain(to: record.snapshot).first)
            #expect(stat(layer.path + "/in/file name.txt", &status) == 0 && status.st_mtim.tv_sec == 784_111_777)
            #expect(try await files.entry(at: "/checked/moved", followLinks: false) != nil)
        }
    }

    @Test func whatHasNotChangedIsNotFetchedAgain() async throws {
        try await StepBench.with { bench in
            let content = Locked("hello")
            let server = try WebServer { request in
                let text = content.withLock { $0 }
                if request.fields["if-none-match"] == "\"\(text)\"" { return .init(code: 304) }
                return .init(fields: ["ETag": "\"\(text)\""], body: Array(text.utf8))
            }
            defer { server.stop() }
            let text = "FROM scratch\nADD \(server.address)/file /"
            #expect(try await bench.build(text).result?.steps[1].isCached == false)
            let second = try await bench.build(text)
            #expect(second.result?.steps[1].isCached == true)
            #expect(server.requests.count == 2 && server.requests[1].fields["if-none-match"] == "\"hello\"")
            content.withLock { $0 = "other" }
            let third = try await bench.build(text)
            #expect(third.result?.steps[1].isCached == false)
            #expect(third.result?.steps[1].reason?.contains("/file changed: its content is another") == true)
            #expect(try await bench.text("/file", in: third.result) == "other")
            // Back to what was: known by its content, though the tag is not the one that was kept.
            content.withLock { $0 = "hello" }
            #expect(try await bench.build(text).result?.steps[1].isCached == true)
            // With a checksum nobody is asked.
            let pinned = "FROM scratch\nADD --checksum=sha256:\(digest) \(server.address)/file /"
            _ = try await bench.build(pinned)
            let count = server.requests.count
            #expect(try await bench.build(pinned).result?.steps[1].isCached == true)
            #expect(server.requests.count == count)
        }
    }

    @Test func faultsOfTheNetworkAreTold() async throws {
        try await StepBench.with { bench in
            let server = try WebServer { request in
                switch request.path {
                case "/file": .init(body: Array("hello".utf8))
                case "/short": .init(body: Array("hello".utf8), length: 50)
                case "/big": .init(body: [UInt8](repeating: 65, count: 3 << 20))
                case "/liar": .init(body: [UInt8](repeating: 65, count: 3 << 20), length: 1 << 40)
                case "/local": .init(code: 302, fields: ["Location": "file:///etc/passwd"])
                case "/loop": .init(code: 302, fields: ["Location": "/loop"])
                default: .init(code: 404)
                }
            }
            defer { server.stop() }
            let wrong = String(repeating: "0", count: 64)
            let cases: [(String, String)] = [
                ("ADD \(server.address)/gone /", "404"),
                ("ADD http://127.0.0.1:1/x /", "cannot be fetched"),
                ("ADD --checksum=sha256:\(wrong) \(server.address)/file /", "has the checksum sha256:\(digest)"),
                ("ADD --checksum=md5:1 \(server.address)/file /", "is not a checksum"),
                ("ADD \(server.address)/short /", "cannot be fetched"),
                ("ADD \(server.address)/big /", "larger than 1 MiB"),
                ("ADD \(server.address)/liar /", "larger than 1 MiB"),
                ("ADD \(server.address)/local /", "cannot be fetched"),
                ("ADD \(server.address)/loop /", "cannot be fetched"),
                ("ADD http://user:pass-word@127.0.0.1:1/x /", "http://…@127.0.0.1"),
            ]
            for (line, part) in cases {
                let outcome = try await bench.build("FROM scratch\n" + line) { $0.limits.diskBytes = 1 << 20 }
                #expect(outcome.failure?.kind == .remote && outcome.failure?.line == 2, "\(line)")
                #expect(outcome.failure?.message.contains(part) == true, "\(line): \(outcome.failure?.message ?? "-")")
                #expect(outcome.failure?.message.contains("pass-word") != true)
            }
            let copied = try await bench.build("FROM scratch\nCOPY \(server.address)/file /")
            #expect(copied.failure?.help?.contains("ADD") == true)
            let local = try await bench.build("FROM scratch\nADD --checksum=sha256:\(digest) Dockerfile /")
            #expect(local.failure?.kind == .syntax)
        }
    }

    @Test func archivesOfTheNetworkAreUnpackedWhenAsked() async throws {
        try await StepBench.with { bench in
            try bench.write("inner", to: "dir/file", in: bench.folder + "/tree")
            let archive = bench.folder + "/a.tar.gz"
            let tar = try await Tool.run(
                SpawnRequest("/bin/tar", ["-czf", archive, "-C", bench.folder + "/tree", "dir"]))
            #expect(tar.termination == .exited(0))
            let bytes = try SmallFile.read(archive)
            let server = try WebServer { _ in .init(body: bytes) }
            defer { server.stop() }
            try FileManager.default.copyItem(atPath: archive, toPath: bench.context + "/a.tar.gz")
            let outcome = try await bench.build(
                """
                FROM scratch
                ADD \(server.address)/a.tar.gz /kept/
                ADD --unpack=true \(server.address)/a.tar.gz /unpacked/
                ADD --unpack=false a.tar.gz /local/
                ADD a.tar.gz /both/
                """)
            #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
            let id = try #require(outcome.result?.image.id)
            let files = try bench.store.files(of: try #require(try bench.store.image(id)))
            var found: [String] = []
            for path in ["/kept/a.tar.gz", "/unpacked/dir/file", "/local/a.tar.gz", "/both/dir/file"]
            where try await files.entry(at: path, followLinks: false)?.kind == .file { found.append(path) }
            #expect(found.count == 4, "\(found)")
        }
    }
}

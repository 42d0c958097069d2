import EngineInterface
import Foundation
import Images
import Linux
import Testing

@testable import Build

/// `ADD` of repositories, from a git daemon of the test's own.
@Suite(.needsNamespaces, .enabled(if: Tool.find("git") != nil), .serialized) struct AddRepositoryTests {
    /// A served repository.
    private struct Repository {
        let folder: String
        let port: Int
        let daemon: ChildProcess

        var address: String { "git://127.0.0.1:\(port)/work.git" }

        static func make(in folder: String) async throws -> Repository {
            mkdir(folder, 0o755)
            // A port that was free a moment ago.
            let probe = try Socket.make()
            let port = try Socket.listen(probe.number, address: "127.0.0.1", port: 0)
            probe.closeNow()
            let null = try Descriptor.open("/dev/null", O_RDWR)
            var request = SpawnRequest(
                "/usr/lib/git-core/git-daemon",
                [
                    "--reuseaddr", "--listen=127.0.0.1", "--port=\(port)", "--export-all", "--base-path=\(folder)",
                    folder,
                ])
            request.environment = environment
            request.descriptors = [(null.number, 0), (null.number, 1), (null.number, 2)]
            let daemon = try withExtendedLifetime(null) { try ChildProcess(request) }
            let repository = Repository(folder: folder, port: port, daemon: daemon)
            try await repository.git("init", "-q", "-b", "main", "work.git", in: folder)
            try await repository.commit(["file": "one", "sub/inner": "two", "sub/run": "#!x"], "first")
            while true {
                let socket = try Socket.make()
                if (try? Socket.connect(socket.number, address: "127.0.0.1", port: port, milliseconds: 1000)) != nil {
                    break
                }
                try #require(daemon.termination == nil)
                try await Task.sleep(for: .milliseconds(5))
            }
            return repository
        }

        static let environment = [
            "PATH=/usr/bin:/bin", "HOME=/nonexistent", "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a",
            "GIT_AUTHOR_EMAIL=a@b",
            "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b", "GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=safe.directory",
            "GIT_CONFIG_VALUE_0=*", "GIT_CONFIG_KEY_1=protocol.file.allow", "GIT_CONFIG_VALUE_1=always",
            "GIT_COMMITTER_DATE=1000000000 +0000", "GIT_AUTHOR_DATE=1000000000 +0000",
        ]

        @discardableResult
        func git(_ arguments: String..., in place: String? = nil) async throws -> String {
            var request = SpawnRequest("/usr/bin/git", arguments)
            request.directory = place ?? folder + "/work.git"
            request.environment = Self.environment
            let result = try await Tool.run(request)
            try #require(
                result.termination == .exited(0), "\(arguments) \(String(decoding: result.error, as: UTF8.self))")
            return String(decoding: result.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }

        func commit(_ files: [String: String], _ message: String) async throws {
            for (name, text) in files {
                let path = "\(folder)/work.git/\(name)"
                try FileManager.default.createDirectory(
                    atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
                try SmallFile.write(text, to: path)
                if text.hasPrefix("#!") { chmod(path, 0o755) }
            }
            try await git("add", "-A")
            try await git("commit", "-q", "-m", message)
        }

        func stop() async {
            daemon.kill()
            _ = await daemon.wait()
        }
    }

    private func with(_ test: (StepBench, Repository) async throws -> Void) async throws {
        try await StepBench.with { bench in
            let repository = try await Repository.make(in: bench.folder + "/served")
            do {
                try await test(bench, repository)
            } catch {
                await repository.stop()
                throw error
            }
            await repository.stop()
        }
    }

    private func paths(_ bench: StepBench, _ outcome: StepBench.Outcome) async throws -> [String] {
        let id = try #require(outcome.result?.image.id, "\(String(describing: outcome.failure))")
        let files = try bench.store.files(of: try #require(try bench.store.image(id)))
        return try await files.paths(matching: "/**", limit: 100).filter { !$0.contains("/.git/") }
    }

    @Test func commitsBranchesTagsAndFolders() async throws {
        try await with { bench, repository in
            let first = try await repository.git("rev-parse", "HEAD")
            try await repository.git("tag", "-a", "-m", "note", "v1")
            try await repository.git("checkout", "-q", "-b", "feature/x")
            try await repository.commit(["file": "branch"], "second")
            try await repository.git("checkout", "-q", "main")
            let url = repository.address
            let outcome = try await bench.build(
                """
                FROM scratch
                ADD \(url) /all
                ADD \(url)#feature/x:/sub /folder
                ADD \(url)#v1 /tag/
                ADD \(url)#\(first) /commit/
                ADD \(url)?branch=feature/x&subdir=sub/..&mtime=commit /query/
                ADD --keep-git-dir=true --checksum=\(first.prefix(10)) \(url)#main /kept
                """)
            #expect(
                try await paths(bench, outcome).filter { !$0.hasPrefix("/kept/") } == [
                    "/all", "/all/file", "/all/sub", "/all/sub/inner", "/all/sub/run", "/commit", "/commit/file",
                    "/commit/sub", "/commit/sub/inner", "/commit/sub/run", "/folder", "/folder/inner", "/folder/run",
                    "/kept",
                    "/query", "/query/file", "/query/sub", "/query/sub/inner", "/query/sub/run", "/tag", "/tag/file",
                    "/tag/sub", "/tag/sub/inner", "/tag/sub/run",
                ])
            #expect(try await bench.text("/all/file", in: outcome.result) == "one")
            #expect(try await bench.text("/query/file", in: outcome.result) == "branch")
            #expect(try await bench.text("/kept/.git/HEAD", in: outcome.result) == first + "\n")
            let id = try #require(outcome.result?.image.id)
            let record = try #require(try bench.store.image(id))
            let layers = try bench.store.chain(to: record.snapshot)
            var status = stat()
            #expect(lstat(layers[4].path + "/query/file", &status) == 0 && status.st_mtim.tv_sec == 1_000_000_000)
            #expect(lstat(layers[0].path + "/all/sub/run", &status) == 0 && status.st_mode & 0o777 == 0o755)
            #expect(lstat(layers[0].path + "/all/file", &status) == 0 && status.st_mode & 0o777 == 0o644)
        }
    }

    @Test func theCommitDecidesWhetherItIsFetchedAgain() async throws {
        try await with { bench, repository in
            let text = "FROM scratch\nADD \(repository.address) /x"
            #expect(try await bench.build(text).failure == nil)
            #expect(try await bench.build(text).result?.steps[1].isCached == true)
            try await repository.commit(["file": "changed"], "more")
            let third = try await bench.build(text)
            #expect(third.result?.steps[1].isCached == false)
            #expect(third.result?.steps[1].reason?.contains("work.git changed") == true)
            #expect(try await bench.text("/x/file", in: third.result) == "changed")
        }
    }

    @Test func faultsAreTold() async throws {
        try await with { bench, repository in
            let url = repository.address
            let cases: [(String, String)] = [
                ("ADD \(url)#nowhere /x", "has no nowhere"), ("ADD \(url)#main:missing /x", "has no folder missing"),
                ("ADD git://127.0.0.1:\(repository.port)/none.git /x", "cannot be fetched"),
                ("ADD --checksum=0123456789 \(url) /x", "not at 0123456789"),
                ("ADD \(url)#\(String(repeating: "a", count: 40)) /x", "cannot be fetched"),
                ("ADD git@127.0.0.1:nowhere/x.git /x", "cannot be fetched"),
            ]
            for (line, part) in cases {
                let outcome = try await bench.build("FROM scratch\n" + line)
                #expect(outcome.failure?.kind == .remote, "\(line)")
                #expect(outcome.failure?.message.contains(part) == true, "\(line): \(outcome.failure?.message ?? "-")")
            }
            let odd = try await bench.build("FROM scratch\nADD \(url)?color=red /x")
            #expect(odd.failure?.kind == .syntax)
        }
    }

    @Test func aRepositoryReachesNothingOfThisMachine() async throws {
        try await with { bench, repository in
            // Another repository on this machine's disk, as a submodule by its path.
            let secret = bench.folder + "/secret"
            mkdir(secret, 0o755)
            try await repository.git("init", "-q", "-b", "main", in: secret)
            try SmallFile.write("hidden", to: secret + "/file")
            try await repository.git("add", "-A", in: secret)
            try await repository.git("commit", "-q", "-m", "x", in: secret)
            try await repository.git("submodule", "add", "-q", secret, "module")
            try await repository.git("commit", "-q", "-m", "module")
            let refused = try await bench.build("FROM scratch\nADD \(repository.address) /x")
            #expect(refused.failure?.kind == .remote)
            let without = try await bench.build("FROM scratch\nADD \(repository.address)?submodules=0 /x")
            #expect(without.failure == nil)
            #expect(try await bench.text("/x/module/file", in: without.result) == nil)
            // A link that leads out stays a link.
            try await repository.git("rm", "-q", "-f", "module")
            symlink("/etc/passwd", repository.folder + "/work.git/link")
            symlink("/etc", repository.folder + "/work.git/folder")
            try await repository.git("add", "-A")
            try await repository.git("commit", "-q", "-m", "links")
            let linked = try await bench.build("FROM scratch\nADD \(repository.address) /x")
            let id = try #require(linked.result?.image.id)
            let files = try bench.store.files(of: try #require(try bench.store.image(id)))
            #expect(try await files.entry(at: "/x/link", followLinks: false)?.target == "/etc/passwd")
            #expect(try await bench.build("FROM scratch\nADD \(repository.address)#main:folder /x").failure != nil)
        }
    }

    @Test func submodulesAndPlainServersWork() async throws {
        try await with { bench, repository in
            // The same repository over HTTP, as plain files.
            let server = try WebServer(folder: repository.folder)
            defer { server.stop() }
            try await repository.git("clone", "-q", "--bare", "work.git", "plain.git", in: repository.folder)
            try await repository.git("update-server-info", in: repository.folder + "/plain.git")
            try await repository.git("submodule", "add", "-q", "\(server.address)/plain.git", "module")
            try await repository.git("commit", "-q", "-m", "module")
            let outcome = try await bench.build(
                "FROM scratch\nADD \(server.address)/plain.git#main:sub /plain\nADD \(repository.address) /x")
            // Submodules are fetched flat, which a server of plain files cannot give: then they are fetched whole.
            #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
            #expect(try await bench.text("/plain/inner", in: outcome.result) == "two")
            #expect(try await bench.text("/x/module/file", in: outcome.result) == "one")
            #expect(try await bench.text("/x/module/.git", in: outcome.result) == nil)
        }
    }
}

@Suite struct RemoteSourceTests {
    @Test(arguments: [
        ("https://h/a/b.git#main:dir", "https://h/a/b.git", "main", "dir"),
        ("https://h/b.git", "https://h/b.git", "", ""),
        ("git@h.org:a/b.git#v1", "git@h.org:a/b.git", "v1", ""), ("ssh://git@h/b", "ssh://git@h/b", "", ""),
        ("git://h/b#:../../x", "git://h/b", "", "x"), ("https://h/b.git?tag=v1", "https://h/b.git", "refs/tags/v1", ""),
        ("https://h/b.git?ref=x&subdir=a/b", "https://h/b.git", "x", "a/b"),
    ]) func repositories(_ text: String, _ remote: String, _ ref: String, _ folder: String) throws {
        let reference = try #require(try GitReference(text))
        #expect(reference.remote == remote && reference.ref == ref && reference.folder == folder)
    }

    @Test(arguments: ["https://h/file", "a/b.git", "./git@h:x", "git@h", "ftp://h/b.git", "file:///x.git", "C:x"])
    func others(_ text: String) throws { #expect(try GitReference(text) == nil) }

    @Test(arguments: [
        "https://h/b.git?color=red", "https://h/b.git#-x", "https://h/b.git?ref=a&tag=b", "ssh://-oProxyCommand=x/b",
        "https://h/b.git?checksum=xyz", "https://h/b.git?mtime=now",
    ]) func refused(_ text: String) { #expect(throws: FetchFault.self) { _ = try GitReference(text) } }

    @Test func datesOfHTTP() {
        #expect(FileFetch.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(FileFetch.seconds("yesterday") == nil)
    }
}

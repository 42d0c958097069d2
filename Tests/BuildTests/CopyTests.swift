import EngineInterface
import Foundation
import Testing

@testable import Build

/// `COPY`, `ADD` and `WORKDIR` on real files and real overlays.
@Suite(.enabled(if: Workbench.canMount)) struct CopyTests {
    /// A context with a bit of everything.
    func bench() throws -> Workbench {
        let bench = try Workbench()
        try bench.base("base:1")
        try bench.write("console.log(1)", to: "app.js")
        try bench.write("{}", to: "package.json")
        try bench.write("{\"a\":1}", to: "package-lock.json")
        try bench.write("main", to: "src/main.go")
        try bench.write("#!/bin/sh", to: "src/run.sh", mode: 0o755)
        try bench.write("deep", to: "src/lib/deep/x.txt")
        return bench
    }

    @Test(arguments: [
        // instruction, paths that must exist with their content
        ("COPY app.js /", ["/app.js": "console.log(1)"]), ("COPY app.js /new", ["/new": "console.log(1)"]),
        ("COPY app.js /new/", ["/new/app.js": "console.log(1)"]), ("COPY app.js new", ["/new": "console.log(1)"]),
        ("COPY app.js .", ["/app.js": "console.log(1)"]), ("COPY app.js /etc", ["/etc/app.js": "console.log(1)"]),
        ("COPY /app.js ./a/b/c.js", ["/a/b/c.js": "console.log(1)"]),
        ("COPY ./src/../app.js /", ["/app.js": "console.log(1)"]), ("COPY ../app.js /", ["/app.js": "console.log(1)"]),
        ("COPY package*.json /p/", ["/p/package.json": "{}", "/p/package-lock.json": "{\"a\":1}"]),
        ("COPY package.json app.js yarn.lock* /p/", ["/p/package.json": "{}", "/p/app.js": "console.log(1)"]),
        ("COPY src /s", ["/s/main.go": "main", "/s/lib/deep/x.txt": "deep"]),
        ("COPY src/ /s/", ["/s/main.go": "main", "/s/lib/deep/x.txt": "deep"]),
        ("COPY s?c/*.go /s/", ["/s/main.go": "main"]),
        ("COPY [\"app.js\", \"/with blank\"]", ["/with blank": "console.log(1)"]),
        (
            "COPY --parents src/lib/deep/x.txt app.js /p/",
            ["/p/src/lib/deep/x.txt": "deep", "/p/app.js": "console.log(1)"]
        ),
        ("COPY --parents src/./lib/**/*.txt /p/", ["/p/lib/deep/x.txt": "deep"]),
        ("COPY --link app.js /new/", ["/new/app.js": "console.log(1)"]),
        ("ADD app.js /new/", ["/new/app.js": "console.log(1)"]),
        ("COPY <<a.txt <<\"b.txt\" /h/\n1 ${X:-y}\na.txt\n2 $X\nb.txt", ["/h/a.txt": "1 y\n", "/h/b.txt": "2 $X\n"]),
        ("COPY <<EOF /one\nx\nEOF", ["/one": "x\n"]),
    ])
    func copies(_ instruction: String, _ expected: [String: String]) async throws {
        let bench = try bench()
        let result = try await bench.build("FROM base:1\n" + instruction)
        for (path, text) in expected { #expect(try await bench.text(path, in: result) == text, "\(path)") }
        #expect(!bench.hasMounts && !bench.hasDrafts)
    }

    @Test func workdirMakesItsFolderForTheUser() async throws {
        let bench = try bench()
        let result = try await bench.build(
            "FROM base:1\nUSER node\nWORKDIR /app\nWORKDIR sub/./x\nCOPY app.js .\nWORKDIR /etc")
        #expect(result.image.config.workingDir == "/etc")
        let folder = try await bench.entry("/app/sub/x", in: result)
        #expect(folder?.kind == .directory && folder?.user == 1000 && folder?.group == 1001 && folder?.mode == 0o755)
        let file = try await bench.entry("/app/sub/x/app.js", in: result)
        #expect(file?.user == 0 && file?.group == 0)
        // /etc exists, so nothing was made for it.
        #expect(result.steps.last?.bytes == 0)
        #expect(result.image.layerSizes.count == 4)
    }

    @Test func ownersModesAndTimes() async throws {
        let bench = try bench()
        chown(bench.context + "/src/main.go", 4242, 4242)
        chmod(bench.context + "/src/lib", 0o700)
        link(bench.context + "/src/main.go", bench.context + "/src/same.go")
        symlink("main.go", bench.context + "/src/link.go")
        symlink("/nowhere/at/all", bench.context + "/src/dangling")
        let old = timespec(tv_sec: 1_000_000_000, tv_nsec: 0)
        utimensat(AT_FDCWD, bench.context + "/src/run.sh", [old, old], 0)
        let result = try await bench.build(
            "FROM base:1\nCOPY src /a\nCOPY --chown=node src /b\nCOPY --chown=33:node src /c\nCOPY --chown=7 --chmod=640 src/run.sh /d\nCOPY --chmod=go-rwx src/run.sh /e\nCOPY --chown=:web app.js /f/g\n"
        )
        func entry(_ path: String) async throws -> FileEntry { try #require(try await bench.entry(path, in: result)) }
        #expect(try await entry("/a/main.go").user == 0)
        #expect(try await entry("/a/run.sh").mode == 0o755)
        #expect(try await entry("/a/lib").mode == 0o700)
        #expect(try await entry("/a/link.go").target == "main.go")
        #expect(try await entry("/a/dangling").target == "/nowhere/at/all")
        let owned = try await entry("/b/main.go")
        #expect(owned.user == 1000 && owned.group == 1001)
        #expect(try await entry("/b").user == 1000)
        let mixed = try await entry("/c/main.go")
        #expect(mixed.user == 33 && mixed.group == 1001)
        let numbered = try await entry("/d")
        #expect(numbered.user == 7 && numbered.group == 7 && numbered.mode == 0o640)
        #expect(try await entry("/e").mode == 0o700)
        #expect(try await entry("/f").group == 33)
        let layers = try bench.store.chain(to: try bench.store.image(result.image.id)?.snapshot)
        var status = stat()
        lstat(layers[1].path + "/a/run.sh", &status)
        #expect(status.st_mtim.tv_sec == 1_000_000_000)
        lstat(layers[1].path + "/a/same.go", &status)
        #expect(status.st_nlink == 2, "hard links stay together")
    }

    @Test func ignoredFilesStayOut() async throws {
        let bench = try bench()
        try bench.write("src/*\n!src/lib\nsecret\n", to: ".dockerignore")
        try bench.write("x", to: "secret/key")
        symlink("secret/key", bench.context + "/innocent")
        let result = try await bench.build("FROM base:1\nCOPY . /all\n")
        #expect(try await bench.entry("/all/src/main.go", in: result) == nil)
        #expect(try await bench.entry("/all/src/lib/deep/x.txt", in: result) != nil)
        #expect(try await bench.entry("/all/secret", in: result) == nil)
        #expect(result.steps.last?.contextSources == ["."])
        var failure = await bench.failure("FROM base:1\nCOPY app.js \\\n  secret/key /")
        #expect(failure?.kind == .source && failure?.line == 3)
        #expect(failure?.message.contains(".dockerignore leaves it out (line 3: secret)") == true)
        failure = await bench.failure("FROM base:1\nCOPY innocent /")
        #expect(failure?.message.contains("line 3: secret") == true, "links do not lead to ignored files")
        try bench.write("*", to: "Dockerfile.dockerignore")
        failure = await bench.failure("FROM base:1\nCOPY app.js /")
        #expect(failure?.message.contains("Dockerfile.dockerignore") == true)
    }

    @Test(arguments: [
        ("COPY ap.js /", "There is no ap.js", "Did you mean app.js?"),
        ("COPY App.js /", "no App.js", "Did you mean app.js?"),
        ("COPY src/mian.go /", "no src/mian.go", "Did you mean src/main.go?"),
        ("COPY x.txt /", "no x.txt", "Did you mean src/lib/deep/x.txt?"),
        ("COPY ../outside/y /", "outside the build context", "move the file"),
        ("COPY /etc/hostname /", "a path of this machine", "Copy the file into the context"),
        ("COPY zzzzzz /", "There is no zzzzzz", "named from the context"),
        ("COPY app.js package.json /x", "not a folder", "End the destination with a slash"),
        ("COPY app.js /etc/passwd/x", "/etc/passwd", ""), ("COPY src /etc/passwd", "cannot take its place", ""),
        ("COPY --chown=nobody app.js /", "no user nobody", "RUN adduser"),
        ("COPY --chmod=999 app.js /", "not a mode", "octal"),
        ("COPY a[ /", "bracket", ""),
        ("COPY --from=base:1 /etc/paswd /", "base:1 has no /etc/paswd", "Did you mean /etc/passwd?"),
    ])
    func faults(_ instruction: String, _ message: String, _ help: String) async throws {
        let bench = try bench()
        let failure = try #require(await bench.failure("FROM base:1\n" + instruction))
        #expect(failure.message.contains(message), "\(failure)")
        #expect(help.isEmpty || failure.help?.contains(help) == true, "\(failure)")
        #expect(failure.line == 2)
        #expect(!bench.hasMounts && !bench.hasDrafts)
    }

    @Test func emptyContextsAreExplained() async throws {
        let bench = try Workbench()
        let failure = await bench.failure("FROM scratch\nCOPY app.js /")
        #expect(failure?.message.contains("holds nothing to copy") == true)
    }

    @Test func linksLeadNowhereOutside() async throws {
        let bench = try bench()
        symlink("/etc/hostname", bench.context + "/evil")
        symlink("../../../../../../../etc", bench.context + "/evildir")
        let failure = await bench.failure("FROM base:1\nCOPY evil /x")
        #expect(failure?.kind == .source)
        #expect(failure?.message.contains("symbolic link to /etc/hostname") == true)
        #expect(await bench.failure("FROM base:1\nCOPY evildir/hostname /x")?.kind == .source)
        // In the image: a link to a folder of the host's is one of the image's.
        bench.runner.script { step, _ in
            symlink("/tmp/workshop-build-tests-escape", step.upper + "/out")
            symlink("/real/file", step.upper + "/linked")
            return 0
        }
        let result = try await bench.build(
            "FROM base:1\nRUN links\nCOPY app.js /out/\nCOPY app.js /linked\nCOPY src /out/dir")
        #expect(access("/tmp/workshop-build-tests-escape", F_OK) != 0)
        #expect(try await bench.text("/tmp/workshop-build-tests-escape/app.js", in: result) == "console.log(1)")
        #expect(try await bench.text("/tmp/workshop-build-tests-escape/dir/main.go", in: result) == "main")
        #expect(try await bench.text("/real/file", in: result) == "console.log(1)")
        #expect(try await bench.entry("/linked", in: result)?.kind == .symlink)
    }

    @Test func oddNames() async throws {
        let bench = try bench()
        let odd: [[UInt8]] = [Array("a b\n\"c'".utf8), [0xFF, 0xFE, 0x61], Array("ünï".utf8), Array("-rf".utf8)]
        mkdir(bench.context + "/odd", 0o755)
        for name in odd {
            let descriptor = open(bench.context + "/odd", O_RDONLY)
            let file = withName(name) { openat(descriptor, $0, O_CREAT | O_WRONLY, 0o644) }
            #expect(file >= 0)
            close(file)
            close(descriptor)
        }
        let result = try await bench.build("FROM base:1\nCOPY odd /odd")
        let layers = try bench.store.chain(to: try bench.store.image(result.image.id)?.snapshot)
        let folder = open(layers[1].path + "/odd", O_RDONLY)
        defer { close(folder) }
        #expect(Set(try FolderReader.names(in: folder, path: "odd")) == Set(odd))
        #expect(try await bench.build().isAllCached)
    }

    @Test func aChangeReusesWhatStandsBefore() async throws {
        let bench = try bench()
        let text =
            "FROM base:1\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY app.js .\nCOPY src src\nCMD [\"node\", \"app.js\"]"
        let first = try await bench.build(text)
        #expect(try await bench.build(text).isAllCached)
        #expect(try await bench.build(text).image.id == first.image.id, "the same build has the same image")
        // Times alone change nothing.
        let old = timespec(tv_sec: 1_000_000_000, tv_nsec: 0)
        utimensat(AT_FDCWD, bench.context + "/app.js", [old, old], 0)
        #expect(try await bench.build(text).isAllCached)
        try bench.write("console.log(2)", to: "app.js")
        var result = try await bench.build(text)
        #expect(result.steps.map(\.isCached) == [true, true, true, true, false, false, true])
        #expect(result.steps[4].reason == "app.js changed: its content is another.")
        #expect(result.steps[5].reason == "The step in line 5 ran again, and this one builds on it.")
        #expect(result.steps[2].contextSources == ["package-lock.json", "package.json"])
        #expect(result.steps[4].contextSources == ["app.js"])
        #expect(bench.runner.steps.count == 1)
        chmod(bench.context + "/src/main.go", 0o600)
        result = try await bench.build(text)
        #expect(result.steps[5].reason == "src/main.go changed: its mode was 644 and is 600.")
        try bench.write("new", to: "src/new.go")
        try bench.remove("src/lib/deep")
        result = try await bench.build(text)
        #expect(result.steps[5].reason == "src/lib/deep/x.txt is gone, and 2 other paths.")
        try bench.base("base:1", files: ["other": "base"])
        result = try await bench.build(text)
        #expect(result.steps[0].reason == "The base image base:1 is not the one that it was.")
        #expect(result.steps[1].reason == "The base in line 1 is another one, and this step builds on it.")
    }

    @Test func aPrivateCopyWithOneChangeSaysSo() async throws {
        let bench = try bench()
        try await bench.build("FROM base:1\nCOPY package.json /\nCOPY app.js /")
        let copy = bench.folder + "/copy"
        try FileManager.default.copyItem(atPath: bench.context, toPath: copy)
        try Data("changed".utf8).write(to: URL(fileURLWithPath: copy + "/app.js"))
        let result = try await bench.build { $0.context = copy }
        #expect(result.steps.map(\.isCached) == [true, true, false])
        #expect(result.steps[2].reason == "app.js changed: its content is another.")
    }

    @Test func filesOfOtherStages() async throws {
        let bench = try bench()
        bench.runner.script { step, _ in
            mkdir(step.upper + "/out", 0o755)
            try Data("binary".utf8).write(to: URL(fileURLWithPath: step.upper + "/out/app"))
            chown(step.upper + "/out/app", 55, 66)
            chmod(step.upper + "/out/app", 0o4755)
            return 0
        }
        let text =
            "FROM base:1 AS build\nCOPY src /src\nRUN make\nFROM scratch\nCOPY --from=build /out/app /app\nCOPY --from=base:1 /etc/passwd /etc/\nCOPY --from=0 --chown=1:2 /out /o"
        var result = try await bench.build(text)
        let app = try #require(try await bench.entry("/app", in: result))
        #expect(app.user == 55 && app.group == 66 && app.mode == 0o4755)
        #expect(try await bench.entry("/o/app", in: result)?.user == 1)
        #expect(result.steps.filter { $0.stage == 1 }.map(\.contextSources) == [[], [], [], []])
        #expect(try await bench.build(text).isAllCached)
        // The stage is built anew, but its result is the same: what copies from it need not run.
        try bench.write("// a remark", to: "src/remark.go")
        result = try await bench.build(text)
        #expect(result.steps.map(\.isCached) == [true, false, false, true, true, true, true])
        #expect(result.steps[2].reason == "The step in line 2 ran again, and this one builds on it.")
        #expect(!bench.hasMounts && !bench.hasDrafts)
    }

    @Test func excludesAndOverwriting() async throws {
        let bench = try bench()
        let result = try await bench.build(
            "FROM base:1\nCOPY --exclude=*.go --exclude=**/deep src /s\nCOPY app.js /s/run.sh\nCOPY --exclude=*lock* package*.json /p/"
        )
        #expect(try await bench.entry("/s/main.go", in: result) == nil)
        #expect(try await bench.entry("/s/lib/deep", in: result) == nil)
        #expect(try await bench.text("/s/run.sh", in: result) == "console.log(1)")
        #expect(try await bench.entry("/p/package-lock.json", in: result) == nil)
        #expect(try await bench.entry("/p/package.json", in: result) != nil)
    }

    @Test func nothingThatMatchesIsAWarning() async throws {
        let bench = try bench()
        let result = try await bench.build("FROM base:1\nCOPY *.none /x/")
        #expect(result.warnings.map(\.line) == [2])
    }

    @Test(arguments: [["-czf", "t.tar.gz"], ["-cf", "t.tar"], ["-cjf", "t.tar.bz2"], ["-cJf", "t.tar.xz"]])
    func archivesAreUnpacked(_ arguments: [String]) async throws {
        let bench = try bench()
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/bin/tar")
        tar.arguments = [
            arguments[0], "\(bench.context)/\(arguments[1])", "-C", bench.context, "--owner=12", "--group=34", "src",
        ]
        try tar.run()
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else { return }
        let result = try await bench.build(
            "FROM base:1\nADD \(arguments[1]) /in\nCOPY \(arguments[1]) /kept\nADD --unpack=false \(arguments[1]) /also"
        )
        #expect(try await bench.text("/in/src/main.go", in: result) == "main")
        #expect(try await bench.entry("/in/src/main.go", in: result)?.user == 12)
        #expect(try await bench.entry("/kept", in: result)?.kind == .file)
        #expect(try await bench.entry("/also", in: result)?.kind == .file)
    }

    @Test func hostileArchivesStayInTheImage() async throws {
        let bench = try bench()
        let victim = bench.folder + "/victim"
        mkdir(victim, 0o755)
        let script = """
            import tarfile, io, sys
            t = tarfile.open(sys.argv[1], 'w')
            def add(name, **k):
                i = tarfile.TarInfo(name)
                for key, value in k.items(): setattr(i, key, value)
                data = b'x' if i.type == tarfile.REGTYPE else b''
                i.size = len(data); t.addfile(i, io.BytesIO(data))
            add('link', type=tarfile.SYMTYPE, linkname=sys.argv[2])
            add('link/pwned')
            add('../../escaped')
            add('/absolute')
            t.close()
            """
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        python.arguments = ["-c", script, bench.context + "/evil.tar", victim]
        try python.run()
        python.waitUntilExit()
        try #require(python.terminationStatus == 0)
        _ = await bench.failure("FROM base:1\nADD evil.tar /in/")
        #expect(try FileManager.default.contentsOfDirectory(atPath: victim).isEmpty)
        #expect(access("/absolute", F_OK) != 0)
        #expect(!bench.hasMounts && !bench.hasDrafts)
    }
}

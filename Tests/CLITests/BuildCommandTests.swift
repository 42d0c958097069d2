import Foundation
import Testing

/// `workshop build` and what belongs to it, as somebody types it. The images have no programs, so nothing is downloaded.
@Suite(.serialized, .enabled(if: Command.isPossible)) struct BuildCommandTests {
    private let command: Command

    init() throws {
        command = try Command()
        try command.write("FROM scratch\nCOPY a.txt /data/\nCOPY b /data/b\nLABEL of=tests\n", to: "Dockerfile")
        try command.write("first\n", to: "a.txt")
        try command.write("second\n", to: "b/c.txt")
    }

    @Test func `a build says of each step that it ran, and why`() throws {
        let first = try command.run("build", "-t", "one", "-t", "two:2", ".")
        #expect(first.status == 0)
        #expect(first.output.isEmpty)
        #expect(first.errors.contains("#2 [2/4] COPY a.txt /data/\n"))
        #expect(first.errors.contains("ran because: "))
        #expect(first.errors.contains("Built one, two:2 ("))
        let again = try command.run("build", ".")
        #expect(again.errors.contains("all 4 steps cached"))
        try command.write("another\n", to: "a.txt")
        let changed = try command.run("build", "--explain", ".")
        #expect(changed.errors.contains("ran because: a.txt changed: its content is another."))
        #expect(changed.text.contains("[3/4] COPY b /data/b"))
        #expect(changed.text.contains("    ran     a.txt changed: its content is another."))
    }

    @Test func `what changed in a folder that is copied whole is named`() throws {
        try command.write("FROM scratch\nCOPY . /all/\n", to: "Dockerfile")
        #expect(try command.run("build", ".").status == 0)
        try command.write("another\n", to: "b/c.txt")
        let changed = try command.run("build", ".")
        #expect(changed.errors.contains("ran because: b/c.txt changed: its content is another."))
    }

    @Test func `identifiers go to standard output and into files, and are the same however the context comes`() throws {
        let quiet = try command.run("build", "-q", "--iidfile", "id", "--metadata-file", "meta.json", "-t", "x", ".")
        #expect(quiet.status == 0)
        #expect(quiet.errors.isEmpty)
        let id = quiet.text.trimmingCharacters(in: .newlines)
        #expect(id.hasPrefix("sha256:") && id.count == 71)
        #expect(try command.read("id") == id)
        let metadata = try JSONSerialization.jsonObject(with: Data(command.read("meta.json").utf8)) as? [String: String]
        #expect(metadata == ["containerimage.config.digest": id, "image.name": "x"])
        for packed in [["-c"], ["-cz"], ["-cj"], ["-cJ"]] {
            let archive = try tar(packed + ["a.txt", "b", "Dockerfile"])
            #expect(try command.run("build", "-q", "-", input: archive).text == quiet.text)
        }
        let text = Data(try command.read("Dockerfile").utf8)
        #expect(try command.run("build", "-q", "-f", "-", ".", input: text).text == quiet.text)
        #expect(try command.run("build", "--quiet=true", "--pull=false", ".").text == quiet.text)
    }

    @Test func `a Dockerfile alone on standard input has no files to copy`() throws {
        let built = try command.run("build", "-q", "-", input: Data("FROM scratch\nENV a=b\n".utf8))
        #expect(built.status == 0)
        let failed = try command.run("build", "-", input: Data("FROM scratch\nCOPY a.txt /\n".utf8))
        #expect(failed.status == 1)
        #expect(failed.errors.contains("> 2 | COPY a.txt /"))
    }

    @Test func `files of the result, in a folder that keeps what it has, and as archives`() throws {
        try command.write("mine\n", to: "out/keep.txt")
        try command.write("old\n", to: "out/data/a.txt")
        let local = try command.run("build", "-o", "out", ".")
        #expect(local.status == 0)
        #expect(try command.read("out/data/a.txt") == "first\n")
        #expect(try command.read("out/data/b/c.txt") == "second\n")
        #expect(try command.read("out/keep.txt") == "mine\n")
        let plain = try command.run("build", "-o", "-", ".")
        #expect(plain.status == 0)
        #expect(plain.output.count > 1024 && plain.output.count % 512 == 0)
        for kind in ["tar", "oci", "docker"] {
            let written = try command.run("build", "-o", "type=\(kind),dest=\(kind).tar", ".")
            #expect(written.status == 0)
            let names = String(decoding: try tar(["-tf", "\(kind).tar"]), as: UTF8.self).split(separator: "\n")
            #expect(names.contains(kind == "tar" ? "data/a.txt" : "oci-layout"))
            #expect(names.contains("manifest.json") == (kind == "docker"))
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: command.folder.path)
        #expect(!left.contains { $0.hasSuffix(".partial") })
    }

    @Test func `an archive of another build is a context of its own`() throws {
        #expect(try command.run("build", "-q", "-o", "type=oci,dest=o.tar", ".").status == 0)
        try FileManager.default.createDirectory(
            at: command.folder.appendingPathComponent("layout"), withIntermediateDirectories: true)
        _ = try tar(["-xf", "o.tar", "-C", "layout"])
        try command.write("FROM scratch\nCOPY --from=other /data/a.txt /\nCOPY --from=files c.txt /\n", to: "second")
        let built = try command.run(
            "build", "-o", "out", "-f", "second", "--build-context", "other=oci-layout://layout", "--build-context",
            "files=b", ".")
        #expect(built.status == 0, "\(built.errors)")
        #expect(try command.read("out/a.txt") == "first\n")
        #expect(try command.read("out/c.txt") == "second\n")
    }

    @Test func `images are saved, removed, loaded and named with one identifier`() throws {
        let id = try command.run("build", "-q", "-t", "kept:1", ".").text
        #expect(try command.run("images", "save", "kept:1", "-o", "saved.tar").status == 0)
        #expect(try command.run("images", "rm", "kept:1").status == 0)
        #expect(try command.run("layers", "kept:1").status == 2)
        #expect(try command.run("images", "load", "-i", "saved.tar").text == "Loaded kept:1\n")
        #expect(try command.run("images", "tag", "kept:1", "kept:2").status == 0)
        let list = try command.run("images").text
        #expect(list.contains("kept:1") && list.contains("kept:2"))
        #expect(list.contains(id.dropFirst(7).prefix(12)))
        #expect(try command.run("images", "load", input: Data("no archive".utf8)).status == 2)
    }

    @Test func `what a layer hides is shown with what to do, and limits are kept`() throws {
        try command.write("FROM scratch\nCOPY a.txt /x\nCOPY b/c.txt /x\n", to: "Dockerfile")
        #expect(try command.run("build", "-q", "-t", "w", ".").status == 0)
        let table = try command.run("layers", "w")
        #expect(table.status == 0)
        #expect(table.text.contains("written again by layer 2, line 3, COPY b/c.txt /x"))
        let report = try command.run("layers", "w", "--json", "--lowest-efficiency", "99%")
        #expect(report.status == 1)
        #expect(report.errors.contains("The efficiency is 46.1 %, and at least 99.0 % is asked for."))
        let json = try JSONSerialization.jsonObject(with: report.output) as? [String: Any]
        #expect(json?["wastedBytes"] as? Int == 6)
        #expect(try command.run("layers", "w", "--lowest-efficiency", "0.4").status == 0)
        #expect(try command.run("layers", "w", "--lowest-efficiency", "many").status == 2)
        #expect(try command.run("layers", "none").status == 2)
    }

    @Test func `what nothing needs is pruned, what has a name stays`() throws {
        #expect(try command.run("build", "-q", "-t", "kept", ".").status == 0)
        try command.write(String(repeating: "large", count: 400_000), to: "a.txt")
        #expect(try command.run("build", "-q", ".").status == 0)
        let usage =
            try JSONSerialization.jsonObject(with: command.run("system", "df", "--json").output) as? [String: Any]
        #expect((usage?["images"] as? [String: Any])?["active"] as? Int == 1)
        #expect(try command.run("prune", "--filter", "until=24h").text.hasPrefix("Freed 0 B"))
        #expect(try command.run("prune", "--keep-storage", "some").status == 2)
        #expect(try command.run("prune", "--filter", "label=x").status == 2)
        #expect(try command.run("prune", "--dry-run").text.hasPrefix("Would free "))
        #expect(try command.run("prune", "--dry-run", "--filter", "until=24h").text == "Would free 0 B.\n")
        let pruned = try command.run("prune")
        #expect(pruned.status == 0)
        #expect(pruned.text.contains("Freed 2.0 MB: 1 image, "), "\(pruned.text)")
        #expect(try command.run("images").text.contains("kept"))
        #expect(try command.run("system", "df").text.contains("together"))
    }

    @Test func `checks find mistakes, and fail a build that asks for it`() throws {
        try command.write("FROM scratch\nWORKDIR app\nCOPY a.txt .\n", to: "Dockerfile")
        let checked = try command.run("build", "--check", ".")
        #expect(checked.status == 1)
        #expect(checked.text.contains("warning: Dockerfile:2: WorkdirRelativePath: "))
        #expect(checked.text.contains("  > 2 | WORKDIR app"))
        let built = try command.run("build", ".")
        #expect(built.status == 0)
        #expect(built.errors.contains("warning: Dockerfile:2: WorkdirRelativePath: "))
        try command.write("# check=error=true\nFROM scratch\nWORKDIR app\n", to: "Dockerfile")
        let refused = try command.run("build", ".")
        #expect(refused.status == 1)
        #expect(!refused.errors.contains("#1"))
        try command.write("FROM scratch\nWORKDIR /app\nCOPY a.txt .\n", to: "Dockerfile")
        #expect(try command.run("build", "--check", ".").status == 0)
    }

    @Test func `programs get one object a line`() throws {
        let built = try command.run("build", "--progress=rawjson", ".")
        let events = try built.errors.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(events.compactMap { $0?["event"] as? String }.filter { $0 == "finished" }.count == 4)
        #expect(events.last??["event"] as? String == "built")
        try command.write("FROM scratch\nCOPY none /\n", to: "Dockerfile")
        let failed = try command.run("build", ".", environment: ["BUILDKIT_PROGRESS": "rawjson"])
        #expect(failed.status == 1)
        let last = try failed.errors.split(separator: "\n").last.map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(last??["event"] as? String == "failed")
        #expect(last??["kind"] as? String == "source")
        try command.write("FROM scratch\nMAINTAINER me\n", to: "Dockerfile")
        let remarks = try command.run("build", "--progress=rawjson", ".").errors.split(separator: "\n").filter {
            $0.contains("\"severity\"") || $0.contains("\"event\":\"warning\"")
        }
        #expect(remarks.count == 1 && remarks.first?.contains("MaintainerDeprecated") == true)
    }

    @Test(arguments: [
        (["build"], 2, "requires exactly 1 argument"), (["build", ".", "x"], 2, "but got 2: . x"),
        (["build", "none"], 2, "does not exist"), (["build", "a.txt"], 2, "is a file"),
        (["build", "-f", "none", "."], 1, "There is no none"), (["build", "-f", "c.txt", "b"], 2, "-f b/c.txt"),
        (["build", "-f", "-", "-"], 2, "not both"), (["build", "-"], 1, "is empty"),
        (["build", "--progress=tty", "."], 2, "needs a terminal"), (["build", "--target", "x", "."], 1, "no stage x"),
        (["build", "--secret", "src=x", "."], 2, "lacks the id"), (["build", "--memory", "1k", "."], 2, "6 MiB"),
        (["build", "--cache-to", "type=gha", "."], 2, "cannot be written here"),
        (["build", "--push", "."], 2, "pushed"),
        (["build", "-o", "-", "-o", "type=oci", "."], 2, "Only one output"), (["build", "--nope", "."], 2, "--nope"),
        (["build", "-t", "UPPER", "."], 2, "UPPER"), (["build", "--provenance=true", "."], 2, "attestations"),
        (["build", "--rm=true", "--provenance=false", "--cache-from", "none:1", "."], 0, "nothing of it can be"),
    ])
    func `wrong use is told with what to do`(words: [String], status: Int, text: String) throws {
        let process = try command.run(words)
        #expect(process.status == Int32(status), "\(process.errors)")
        #expect(process.errors.contains(text), "\(process.errors)")
    }

    /// Runs tar in the test's folder.
    private func tar(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["tar"] + arguments
        process.currentDirectoryURL = command.folder
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return data
    }
}

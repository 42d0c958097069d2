import EngineInterface
import Foundation
import Glibc
import Images
import Linux
import Testing

@testable import Build

/// `COPY --link`: layers that do not depend on what is below them.
@Suite(.enabled(if: Workbench.canMount)) struct LinkTests {
    @Test func aLayerIsUsedOverOtherFiles() async throws {
        let bench = try Workbench()
        try bench.write("data", to: "dir/file", mode: 0o640)
        try bench.write("more", to: "dir/sub/other")
        let text = "FROM scratch\nRUN one\nCOPY --link --chown=7:8 dir /x/dir\nCOPY --link --from=0 / /y"
        try await bench.build("FROM scratch\nRUN zero\n" + text)
        let second = try await bench.build("FROM scratch\nRUN zero\n" + text.replacing("RUN one", with: "RUN 1"))
        #expect(second.steps.map(\.isCached) == [true, true, true, false, true, true])
        #expect(try await bench.text("/x/dir/file", in: second) == "data")
        let file = try #require(try await bench.entry("/x/dir/file", in: second))
        #expect(file.user == 7 && file.group == 8 && file.mode == 0o640)
        // Without the flag, what is below counts.
        let plain = text.replacing(" --link", with: "")
        try await bench.build("FROM scratch\nRUN zero\n" + plain)
        let third = try await bench.build("FROM scratch\nRUN zero\n" + plain.replacing("RUN one", with: "RUN 1"))
        #expect(third.steps[4].isCached == false)
        // Other content is another layer.
        try bench.write("changed", to: "dir/file")
        let fourth = try await bench.build("FROM scratch\nRUN zero\n" + text.replacing("RUN one", with: "RUN uno"))
        #expect(fourth.steps[4].isCached == false)
        #expect(try await bench.text("/x/dir/file", in: fourth) == "changed")
        #expect(try await bench.text("/x/dir/file", in: second) == "data")
        #expect(try await bench.build { $0.noCache = true }.steps[4].isCached == false)
    }
}

/// Archives that harm who unpacks them.
@Suite(.enabled(if: Workbench.canMount)) struct HarmfulArchiveTests {
    private func run(_ script: String, in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", script]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(arguments: [
        "head -c 30000000 /dev/zero > f; tar -czf a.tar.gz f; rm f",
        "head -c 30000000 /dev/zero > f; tar -cJf a.tar.gz f; rm f", "truncate -s 900G f; tar -cSf a.tar.gz f; rm f",
        "truncate -s 900G f; tar -cSzf a.tar.gz f; rm f",
        "mkdir d; cd d; seq 1 30000 | xargs touch; cd ..; tar -czf a.tar.gz d; rm -r d",
    ]) func bombsAreStopped(_ script: String) async throws {
        let bench = try Workbench()
        try run(script, in: bench.context)
        let failure = await bench.failure("FROM scratch\nADD a.tar.gz /") { $0.limits.diskBytes = 10 << 20 }
        #expect(
            failure?.kind == .limit && failure?.message.contains("more than 10 MiB") == true,
            "\(failure?.message ?? "-")")
        #expect(!bench.hasDrafts && !bench.hasMounts)
    }

    @Test func brokenAndJoinedStreams() async throws {
        let bench = try Workbench()
        try run(
            """
            head -c 300000 /dev/urandom > f; tar -czf whole.tar.gz f; head -c 200000 whole.tar.gz > short.tar.gz
            tar -cf p.tar f; head -c 1000 p.tar | gzip > joined.tar.gz; tail -c +1001 p.tar | gzip >> joined.tar.gz
            cp whole.tar.gz zeros.tar.gz; head -c 4096 /dev/zero >> zeros.tar.gz
            """, in: bench.context)
        let failure = await bench.failure("FROM scratch\nADD short.tar.gz /")
        #expect(failure?.kind == .source && failure?.message.contains("unexpected end of file") == true)
        let result = try await bench.build("FROM scratch\nADD joined.tar.gz /a/\nADD zeros.tar.gz /b/")
        #expect(try await bench.entry("/a/f", in: result)?.size == 300_000)
        #expect(try await bench.entry("/b/f", in: result)?.size == 300_000)
    }
}

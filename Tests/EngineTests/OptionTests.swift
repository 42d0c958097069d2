import EngineInterface
import Foundation
import Linux
import Testing

/// What the options of `build` change in steps that really run.
@Suite(.needsNamespaces, .serialized) struct OptionTests {
    @Test func stepsGetHostsLimitsAndSharedMemory() async throws {
        try await StepBench.with { bench in
            let text =
                "FROM busybox\nRUN grep -c '10.1.2.3.*db' /etc/hosts; ulimit -n; ulimit -Hn; df -m /dev/shm | grep -o ' 8 .*8 ' || true"
            let outcome = try await bench.build(text) {
                $0.hosts = ["db": "10.1.2.3"]
                $0.resourceLimits = [ResourceLimit(name: "nofile", soft: 100, hard: 200)]
                $0.sharedMemoryBytes = 8 << 20
            }
            #expect(outcome.failure == nil)
            #expect(outcome.output.prefix(3) == ["1", "100", "200"] && outcome.output.count == 4)
            // Each of them is part of what the result depends on.
            #expect(try await bench.build(text).result?.steps[1].isCached == false)
        }
    }

    @Test func theHostsNetworkMustBeAllowed() async throws {
        try await StepBench.with { bench in
            let text = "FROM busybox\nRUN --network=host ls /sys/class/net | wc -w"
            #expect(try await bench.build(text).failure?.kind == .unsupported)
            let allowed = try await bench.build(text) { $0.network = .host }
            let own = try FileManager.default.contentsOfDirectory(atPath: "/sys/class/net")
            #expect(allowed.output == ["\(own.count)"])
        }
    }

    @Test func mountPointsLeaveNoTrace() async throws {
        try await StepBench.with { bench in
            try bench.write("x", to: "file")
            let outcome = try await bench.build(
                """
                FROM busybox
                RUN --mount=type=tmpfs,target=/a/b/c --mount=type=bind,source=file,target=/tmp/x/file \\
                    --mount=type=cache,target=/kept touch /a/b/c/1 /kept/1 /a/own
                """)
            let id = try #require(outcome.result?.image.id)
            let files = try bench.store.files(of: try #require(try bench.store.image(id)))
            var found: [String] = []
            for path in ["/a", "/a/b", "/a/own", "/tmp/x", "/kept", "/etc/hosts", "/proc", "/dev"]
            where try await files.entry(at: path, followLinks: false) != nil { found.append(path) }
            #expect(found == ["/a", "/a/own"])
        }
    }

    @Test func namedContextsStandForStagesImagesAndBases() async throws {
        try await StepBench.with { bench in
            let other = bench.folder + "/other"
            try bench.write("from other", to: "file", in: other)
            try bench.write("left out", to: "hidden", in: other)
            try bench.write("hidden\n", to: ".dockerignore", in: other)
            let text = """
                FROM busybox AS tools
                RUN echo stage > /file
                FROM alpine:3.20
                COPY --from=tools /file /one
                COPY --from=extra file /two
                RUN --mount=from=extra,target=/m cat /m/file; echo; ls /m
                """
            let outcome = try await bench.build(text) {
                $0.namedContexts = [
                    "tools": .folder(other), "docker.io/library/alpine:3.20": .image("busybox"),
                    "extra": .folder(other),
                ]
            }
            #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
            #expect(try await bench.text("/one", in: outcome.result) == "from other")
            #expect(try await bench.text("/two", in: outcome.result) == "from other")
            #expect(outcome.output == ["from other", "file"])
            let asBase = try await bench.build("FROM base\nCOPY file /x/") {
                $0.namedContexts = ["base": .folder(other)]
                $0.context = other
                $0.dockerfileBytes = Array("FROM base\nCOPY file /x/".utf8)
            }
            #expect(try await bench.text("/x/file", in: asBase.result) == "from other")
            #expect(try await bench.text("/file", in: asBase.result) == "from other")
            #expect(try await bench.text("/hidden", in: asBase.result) == nil)
            let missing = try await bench.build("FROM busybox\nCOPY --from=extra hidden /") {
                $0.namedContexts = ["extra": .folder(other)]
            }
            #expect(missing.failure?.message.contains(".dockerignore leaves it out (line 1: hidden)") == true)
        }
    }

    @Test func namedStagesRunAgain() async throws {
        try await StepBench.with { bench in
            let text = "FROM busybox AS a\nRUN echo a > /a\nFROM busybox AS b\nRUN echo b > /b\nCOPY --from=a /a /a"
            #expect(try await bench.build(text).failure == nil)
            let again = try await bench.build(text) { $0.noCacheStages = ["A"] }
            #expect(again.result?.steps.map(\.isCached) == [true, false, true, true, true])
        }
    }

    @Test(arguments: ["linux/amd64", "amd64", "x86_64", "linux/x86_64", "linux"]) func ownPlatforms(_ name: String)
        async throws
    {
        #if arch(x86_64)
            try await StepBench.with { bench in
                let outcome = try await bench.build(
                    "FROM --platform=\(name) busybox\nARG TARGETPLATFORM\nRUN echo $TARGETPLATFORM"
                ) {
                    $0.platform = name
                }
                #expect(outcome.output == ["linux/amd64"])
            }
        #endif
    }

    @Test func otherPlatformsRunNothing() async throws {
        try await StepBench.with { bench in
            try bench.write("x", to: "file")
            let copied = try await bench.build(
                """
                FROM --platform=$BUILDPLATFORM busybox AS build
                ARG TARGETPLATFORM TARGETARCH TARGETVARIANT BUILDARCH
                RUN echo $TARGETPLATFORM $TARGETARCH $TARGETVARIANT $BUILDARCH > /made
                FROM scratch
                COPY --from=build /made file* /
                """
            ) { $0.platform = "linux/arm" }
            #expect(copied.failure == nil, "\(String(describing: copied.failure))")
            #expect(try await bench.text("/made", in: copied.result)?.hasPrefix("linux/arm/v7 arm v7 ") == true)
            let run = try await bench.build("FROM busybox\nRUN true") { $0.platform = "linux/s390x" }
            #expect(run.failure?.kind == .unsupported && run.failure?.message.contains("linux/s390x") == true)
            #expect(try await bench.build("FROM --platform=a/b/c/d busybox").failure?.kind == .syntax)
            #expect(try await bench.build("ARG P\nFROM --platform=$P busybox").failure?.kind == .variable)
        }
    }
}

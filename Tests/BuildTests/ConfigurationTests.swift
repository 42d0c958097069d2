import EngineInterface
import Foundation
import OCI
import Testing

@testable import Build

/// What instructions make of the image's configuration. None of these needs a mount.
@Suite struct ConfigurationTests {
    @Test func everythingThatOnlyConfigures() async throws {
        let bench = try Workbench()
        let result = try await bench.build(
            """
            ARG BASE=scratch
            FROM $BASE AS main
            ARG VERSION=1
            ENV A=1 B="two words"
            ENV C=$A-${VERSION} A=9
            LABEL v="$VERSION" w=x
            EXPOSE 8080 53/udp 9000-9001
            VOLUME /data ["/odd"]
            VOLUME ["/x y"]
            USER 1000:1000
            STOPSIGNAL SIGINT
            HEALTHCHECK --interval=5s --retries=2 CMD curl -f localhost
            SHELL ["/bin/bash", "-c"]
            ENTRYPOINT node app.js
            CMD ["a", "b"]
            ONBUILD RUN hello
            """)
        let config = result.image.config
        #expect(config.env == ["PATH=\(Variables.defaultPath)", "A=9", "B=two words", "C=1-1"])
        #expect(config.labels == ["v": "1", "w": "x"])
        #expect(config.exposedPorts == ["53/udp", "8080/tcp", "9000/tcp", "9001/tcp"])
        #expect(config.volumes == ["/data", "/x y", "[/odd]"])
        #expect(config.user == "1000:1000")
        #expect(config.stopSignal == "SIGINT")
        #expect(config.healthcheck?.test == ["CMD-SHELL", "curl -f localhost"])
        #expect(config.healthcheck?.interval == 5_000_000_000 && config.healthcheck?.retries == 2)
        #expect(config.entrypoint == ["/bin/bash", "-c", "node app.js"])
        #expect(config.cmd == ["a", "b"])
        #expect(config.onBuild == ["RUN hello"])
        #expect(result.steps.count == 15)
        #expect(result.image.layerSizes.isEmpty)
    }

    @Test func anEntrypointResetsTheBasesCommand() async throws {
        let bench = try Workbench()
        try bench.base("base:1") { $0.cmd = ["base"] }
        #expect(try await bench.build("FROM base:1\nENTRYPOINT [\"x\"]").image.config.cmd == nil)
        #expect(try await bench.build("FROM base:1\nCMD [\"y\"]\nENTRYPOINT [\"x\"]").image.config.cmd == ["y"])
        #expect(try await bench.build("FROM base:1").image.config.cmd == ["base"])
    }

    @Test func argumentsComeFromTheBuildTheDefaultOrTheTop() async throws {
        let bench = try Workbench()
        let text =
            "ARG A=top\nARG B=${A}2\nFROM scratch\nARG A\nARG B=own\nARG C\nLABEL a=$A b=$B c=${C:-none} t=$TARGETOS\nARG TARGETOS\nLABEL t2=$TARGETOS"
        var labels = try await bench.build(text).image.config.labels
        #expect(labels == ["a": "top", "b": "own", "c": "none", "t": "", "t2": "linux"])
        labels = try await bench.build(text) { $0.buildArguments = ["A": "x", "B": "y", "C": "z"] }.image.config.labels
        #expect(labels == ["a": "x", "b": "y", "c": "z", "t": "", "t2": "linux"])
    }

    @Test func onlyNeededStagesAreBuilt() async throws {
        let bench = try Workbench()
        let text = "FROM scratch AS a\nLABEL x=1\nFROM scratch AS b\nLABEL x=2\nFROM a AS c\nLABEL y=3"
        var result = try await bench.build(text)
        #expect(result.stages.map(\.index) == [2])
        #expect(result.steps.map(\.stage) == [0, 0, 2, 2])
        #expect(result.image.config.labels == ["x": "1", "y": "3"])
        result = try await bench.build(text) { $0.alsoBuildAllStages = true }
        #expect(result.stages.map(\.name) == ["a", "b", "c"])
        #expect(result.stages.map(\.isTarget) == [false, false, true])
        result = try await bench.build(text) { $0.target = "B" }
        #expect(result.image.config.labels == ["x": "2"])
        #expect(await bench.failure(text) { $0.target = "d" }?.kind == .unknownStage)
        // A name only, as in Docker; a place is asked for as such.
        #expect(await bench.failure(text) { $0.target = "1" }?.kind == .unknownStage)
        result = try await bench.build(text) { $0.targetIndex = 1 }
        #expect(result.image.config.labels == ["x": "2"])
        #expect(await bench.failure(text) { $0.targetIndex = 3 }?.kind == .unknownStage)
    }

    @Test func triggersRunInTheImageThatBuildsOnIt() async throws {
        let bench = try Workbench()
        try bench.base("base:1") { $0.onBuild = ["ENV T=1", "LABEL t=$T"] }
        let image = try await bench.build("FROM base:1\nENV T=2").image
        #expect(image.config.labels == ["t": "1"])
        #expect(image.config.environmentValue("T") == "2")
        #expect(image.config.onBuild.isEmpty)
        try bench.base("bad:1") { $0.onBuild = ["CPOY x y"] }
        let failure = await bench.failure("FROM bad:1")
        #expect(failure?.kind == .unknownInstruction && failure?.message.contains("ONBUILD") == true)
    }

    @Test func tagsAndLabelsOfTheRequest() async throws {
        let bench = try Workbench()
        let result = try await bench.build("FROM scratch\nLABEL a=1 b=1") {
            $0.tags = ["mine:1"]
            $0.labels = ["b": "2"]
        }
        #expect(result.image.config.labels == ["a": "1", "b": "2"])
        #expect(try bench.store.image("mine:1")?.id == result.image.id)
    }

    @Test(arguments: [
        ("", BuildFailure.Kind.emptyDockerfile, nil), ("RUNN x", .unknownInstruction, 1),
        ("FROM nowhere:1", .baseImage, 1),
        ("FROM $NOTHING", .variable, 1), ("FROM scratch\nENV A=${B:?unset}", .variable, 2),
        ("FROM scratch AS first\nCOPY --from=later x /\nFROM scratch AS later", .unknownStage, 2),
        ("FROM scratch\nCOPY --from=7 x /", .unknownStage, 2), ("FROM scratch\nSTOPSIGNAL ${X}", .syntax, 2),
        ("FROM scratch AS build\nFROM scratch\nCOPY --from=biuld x /", .unknownStage, 3),
        ("FROM --platform=linux/s390x scratch\nRUN x", .unsupported, 2),
        ("FROM scratch\nRUN --security=insecure x", .unsupported, 2),
        ("FROM scratch\nRUN --network=host x", .unsupported, 2),
        ("FROM scratch\nARG P\nEXPOSE $P", .syntax, 3),
        ("FROM scratch\nARG A=0-65535\nEXPOSE $A $A $A $A $A", .syntax, 3),
    ])
    func faults(_ text: String, _ kind: BuildFailure.Kind, _ line: Int?) async throws {
        let bench = try Workbench()
        let failure = await bench.failure(text) {
            $0.buildArguments = ["P": "x"]; $0.target = text.contains("later") ? "first" : nil
        }
        #expect(failure?.kind == kind, "\(failure.map(\.description) ?? "none")")
        if let line { #expect(failure?.line == line) }
        #expect(text.isEmpty || failure?.excerpt.isEmpty == false)
    }

    @Test func missingDockerfilesSayWhatIsThere() async throws {
        let bench = try Workbench()
        try bench.write("FROM scratch", to: "dockerfile.txt")
        var failure = await bench.failure()
        #expect(failure?.kind == .missingDockerfile)
        #expect(failure?.help?.contains("dockerfile.txt") == true)
        symlink("/etc/hostname", bench.context + "/Dockerfile")
        failure = await bench.failure()
        #expect(failure?.kind == .missingDockerfile, "a link must not lead out of the context")
    }

    @Test(
        arguments: [
            (["SIT": "1"], "One or more build-args [SIT] were not consumed. Did you mean SITE?", 2),
            (
                ["OTHER": "1", "FAR": "1"],
                "One or more build-args [FAR OTHER] were not consumed. The Dockerfile has no ARG of these names.", 1
            ),
            (
                ["OTHER": "1", "SITES": "1", "SITE": "x"],
                "One or more build-args [OTHER SITES] were not consumed. Did you mean SITE by SITES?", 2
            ),
            (
                [
                    "SITE": "1", "NOT_BUILT": "1", "HTTP_PROXY": "x", "BUILDKIT_INLINE_CACHE": "1",
                    "SOURCE_DATE_EPOCH": "0",
                ],
                nil, 0
            ),
            ([:], nil, 0),
        ] as [([String: String], String?, Int)])
    func argumentsThatNobodyAsksFor(_ arguments: [String: String], message: String?, line: Int) async throws {
        let bench = try Workbench()
        let result = try await bench.build(
            "FROM scratch AS other\nARG SITE=a\nARG NOT_BUILT\nFROM scratch\nLABEL a=b",
            change: { $0.buildArguments = arguments })
        let warning = result.warnings.first { $0.message.contains("build-args") }
        #expect(warning?.message == message)
        if message != nil { #expect(warning?.line == line) }
    }

    @Test func configurationStepsAreCachedWhenNothingChanged() async throws {
        let bench = try Workbench()
        var result = try await bench.build("FROM scratch\nENV A=1\nCMD [\"x\"]")
        #expect(result.steps.map(\.isCached) == [true, false, false])
        #expect(result.steps[1].reason == "It was never built before.")
        result = try await bench.build()
        #expect(result.steps.map(\.isCached) == [true, true, true])
        let again = try await bench.build("FROM scratch\nENV A=2\nCMD [\"x\"]")
        #expect(again.steps.map(\.isCached) == [true, false, true])
        #expect(again.steps[1].reason == "The instruction changed: it was `ENV A=1`, it is `ENV A=2`.")
        #expect(again.image.id != result.image.id)
    }

    @Test func eventsCountTheSteps() async throws {
        let bench = try Workbench()
        let log = Log()
        try await bench.build("FROM scratch\nENV A=1\nMAINTAINER me") { _ in
        } events: { event in
            switch event {
            case .planned(let steps): log.add("planned \(steps)")
            case .started(let number, _, let text, let line): log.add("\(number) \(text) \(line)")
            case .finished(let number, let step): log.add("done \(number) \(step.instruction)")
            case .warning(let warning): log.add("warning \(warning.line)")
            default: break
            }
        }
        #expect(
            log.lines == [
                "planned 3", "warning 3", "1 FROM scratch 1", "done 1 FROM", "2 ENV A=1 2", "done 2 ENV",
                "3 MAINTAINER me 3",
                "done 3 MAINTAINER",
            ])
    }
}

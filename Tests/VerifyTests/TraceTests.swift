import Course
import EngineInterface
import OCI
import Synchronization
import Testing

@testable import Verify

@Suite struct TraceTests {
    private static func layer(_ createdBy: String, _ files: [FakeFile]) -> ShippedImage.Layer {
        ShippedImage.Layer(
            createdBy: createdBy,
            files: FakeFileSystem(files: Dictionary(uniqueKeysWithValues: files.map { ($0.entry.path, $0) })))
    }

    private static func image() -> FakeImage {
        var config = ImageConfig()
        config.env = ["MODE=quiet"]
        var image = FakeImage(
            config,
            steps: ["FROM alpine", "COPY token /token", "RUN --network=none ./fetch.sh", "RUN rm /token"].enumerated()
                .map {
                    BuildStep(
                        stage: 0, instruction: String($1.prefix { $0 != " " }), text: $1, line: $0 + 1, isCached: false,
                        cause: nil, seconds: 0, bytes: 1)
                })
        image.shipped = ShippedImage(
            history: ["COPY token /token # buildkit", "RUN /bin/sh -c ./fetch.sh # buildkit"],
            layers: [
                layer("COPY token /token # buildkit", [FakeFile("/other", content: "nothing")]),
                layer("RUN /bin/sh -c ./fetch.sh # buildkit", [FakeFile("/data", content: "data")]),
            ])
        return image
    }

    private func check(_ change: (inout FakeImage) -> Void = { _ in }) async throws -> CheckResult {
        let action = make(ImageAction()) { $0.lacksAnywhere = ["absent", "s3cr3t"] }
        return try await verify([.image(action)], image: make(Self.image(), change))
    }

    @Test func passesWhereNothingIsFound() async throws {
        #expect(try await check().verdict == .passed)
    }

    struct Trace: Sendable {
        var change: @Sendable (inout FakeImage) -> Void
        var place: String
        var line: Int?
    }

    static let traces: [Trace] = [
        Trace(change: { $0.result.image.config.env.append("TOKEN=s3cr3t") }, place: "the variable TOKEN", line: nil),
        Trace(change: { $0.result.image.config.labels = ["l": "as3cr3tb"] }, place: "the label l", line: nil),
        Trace(change: { $0.result.image.config.cmd = ["run", "s3cr3t"] }, place: "CMD", line: nil),
        Trace(
            change: { $0.shipped.history[1] = "RUN |1 TOKEN=s3cr3t /bin/sh -c ./fetch.sh # buildkit" },
            place: "the history, as RUN |1", line: 3),
        Trace(
            change: {
                $0.shipped.layers[0] = layer(
                    "COPY token /token # buildkit", [FakeFile("/token", content: "key\ns3cr3t\n")])
            }, place: "/token", line: 2),
        Trace(
            change: { $0.shipped.layers[1] = layer("RUN x", [FakeFile("/s3cr3t.txt")]) }, place: "/s3cr3t.txt",
            line: nil),
        Trace(
            change: {
                var link = FakeFile("/link", kind: .symlink)
                link.entry.target = "/run/s3cr3t"
                $0.shipped.layers[1] = layer("RUN x", [link])
            }, place: "/link", line: nil),
    ]

    @Test(arguments: traces.indices)
    func namesThePlace(_ index: Int) async throws {
        let trace = Self.traces[index]
        let failure = try #require(try await check(trace.change).failure)
        #expect(failure.seen?.contains(trace.place) == true, "\(String(describing: failure.seen))")
        #expect(failure.location?.line == trace.line)
        #expect(failure.evidence.contains { $0.text.hasPrefix(trace.place) })
    }

    @Test func givesABuildFreshArguments() async throws {
        let seen = Mutex<[[String: String]]>([])
        let action = make(BuildAction()) {
            $0.arguments = ["A": "x"]
            $0.freshArguments = ["B"]
        }
        let again = make(action) { $0.name = "again" }
        let report = try await verify(
            [.make("check", [.build(action), .build(again)])],
            engine: FakeEngine { request in
                seen.withLock { $0.append(request.buildArguments) }
                return FakeImage()
            })
        #expect(report.checks.first?.verdict == .passed)
        let arguments = seen.withLock { $0 }
        #expect(arguments.map { $0["A"] } == ["x", "x"])
        #expect(arguments.count == 2 && arguments[0]["B"]?.isEmpty == false && arguments[0]["B"] != arguments[1]["B"])
    }

    @Test func givesABuildItsSecrets() async throws {
        let action = make(BuildAction()) { $0.secrets = ["b": "two", "a": "one"] }
        let report = try await verify(
            [.make("check", [.build(action)])],
            engine: FakeEngine { request in
                #expect(request.secrets.map(\.id) == ["a", "b"])
                guard case .value(let bytes)? = request.secrets.first?.source else {
                    Issue.record("not a value")
                    return FakeImage()
                }
                #expect(bytes == Array("one".utf8))
                return FakeImage()
            })
        #expect(report.checks.first?.verdict == .passed)
    }
}

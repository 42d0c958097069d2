import Course
import EngineInterface
import OCI
import Testing

@testable import Verify

@Suite struct SharingTests {
    private static let image: FakeImage = {
        var config = ImageConfig()
        config.volumes = ["/data"]
        return make(FakeImage(config)) {
            $0.program = FakeProgram { container in
                container.write("ready\n")
                return ContainerExit(status: 128 + (await container.signal()), seconds: 1)
            }
        }
    }()

    private func logs(_ name: String) -> Action {
        .logs(
            make(LogsAction()) {
                $0.container = name
                $0.expect.contains = ["ready"]
            })
    }

    private func look(
        _ container: String, as name: String? = nil, anonymous: Bool? = nil, same: String? = nil, differs: String? = nil
    ) -> Action {
        .volume(
            .look(
                container: container, path: "/data", name: name, anonymous: anonymous, sameAs: same,
                differsFrom: differs))
    }

    @Test func sharesWithThoseThatNeedIt() async throws {
        let engine = FakeEngine { _ in Self.image }
        let report = try await verify(
            [
                .make("builds", [.build(BuildAction())]),
                .make(
                    "serves", needs: ["builds"], [.start("first") { $0.isShared = true }, look("first", as: "seen")]),
                .make("through", needs: ["serves"], []),
                .make("uses", needs: ["through"], [logs("first"), look("first", same: "seen")]),
                .make("stranger", needs: ["builds"], [logs("first")]),
                .make("local", needs: ["builds"], [.start("short")]),
                .make("late", needs: ["local"], [logs("short")]),
            ], engine: engine)
        #expect(
            report.checks.map(\.verdict) == [
                .passed, .passed, .passed, .passed, .couldNotBeJudged, .passed, .couldNotBeJudged,
            ])
    }

    @Test func keepsContainersOfOneNameApart() async throws {
        let engine = FakeEngine { _ in Self.image }
        let report = try await verify(
            [
                .make("builds", [.build(BuildAction())]),
                .make("shares", needs: ["builds"], [.start("web") { $0.isShared = true }]),
                .make("keeps", needs: ["shares"], [logs("web")]),
                .make("a", needs: ["builds"], [.start("web"), logs("web")]),
                .make("b", needs: ["builds"], [.start("web"), logs("web")]),
            ], engine: engine)
        #expect(report.allPassed)
        let names = engine.session?.state.withLock { $0.created.map(\.name) } ?? []
        #expect(names.count == 3 && names.allSatisfy { ["web", "web-2"].contains($0) }, "\(names)")
    }

    @Test func ordersWhatWouldDisturbEachOther() throws {
        let stop = Action.stop(make(StopAction()) { $0.container = "web" })
        let plan = try CheckPlan(
            .make([
                .make("last", needs: ["shares"], [logs("web")]),
                .make("shares", [.start("web") { $0.isShared = true }]),
                .make("stops", needs: ["shares"], [stop]),
                .make("reads", needs: ["shares"], [logs("web")]),
                .make("other", [.start("other")]),
            ]), only: [])
        let after = Dictionary(uniqueKeysWithValues: plan.entries.map { ($0.check.id, $0.after) })
        #expect(plan.entries.map(\.check.id) == ["shares", "last", "stops", "reads", "other"])
        #expect(after["stops"] == ["last"])
        #expect(after["reads"] == ["stops"])
        #expect(after["other"] == [])
        #expect(throws: VerifyError.circularNeeds(["a", "b"])) {
            _ = try CheckPlan(.make([.make("a", needs: ["b"], []), .make("b", needs: ["a"], [])]), only: [])
        }
    }

    @Test func followsVolumes() async throws {
        let report = try await verify(
            [
                .make(
                    "volumes",
                    [
                        .build(BuildAction()), .volume(.create("notes")),
                        .start("a") {
                            $0.mounts = [MountSetting(source: .volume("notes"), target: "/data", isReadOnly: false)]
                        },
                        .start("b"), .start("c"), look("a", anonymous: false, same: "notes"),
                        look("b", as: "of-b", anonymous: true, differs: "notes"),
                        look("c", differs: "of-b"), .volume(.exists("of-b")), .remove(container: "b", volumes: true),
                        .volume(.gone("of-b")), .remove(container: "a", volumes: true), .volume(.exists("notes")),
                        .volume(.remove("notes")), .volume(.gone("notes")),
                    ])
            ], engine: FakeEngine { _ in Self.image })
        let result = try #require(report.checks.first)
        #expect(result.verdict == .passed, "\(String(describing: result.failure)) \(result.problem ?? "")")
        #expect(report.leftovers == [])
    }

    @Test func saysWhatIsWrongWithVolumes() async throws {
        func failure(_ actions: Action...) async throws -> Failure? {
            try await verify([.start("a"), .volume(.create("notes"))] + actions, image: Self.image).failure
        }
        #expect(try await failure(look("a", anonymous: false))?.seen == "an anonymous volume")
        #expect(try await failure(look("a", same: "notes"))?.expected == "the volume notes")
        #expect(try await failure(look("a", as: "x"), look("a", differs: "x"))?.seen == "the same volume")
        #expect(try await failure(.volume(.gone("notes")))?.seen == "it is still there")
        let none = try await verify([.start("a"), look("a")], image: FakeImage())
        #expect(none.failure?.message == "The container a has no volume at /data.")
        #expect(try await verify([.volume(.exists("nobody"))], image: FakeImage()).verdict == .couldNotBeJudged)
    }
}

import Course
import EngineInterface
import Foundation
import Testing

@testable import Verify

/// A learner's folder that goes with the test.
final class LearnerFolder: Sendable {
    let path: String

    init(_ files: [String: String] = ["Dockerfile": "FROM scratch\n"]) throws {
        path = FileManager.default.temporaryDirectory.path + "/verify-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files {
            let url = URL(fileURLWithPath: path + "/" + name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: false, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Check {
    static func make(_ id: String, needs: [String] = [], limit: Double = 20, _ actions: [Action]) -> Check {
        Check(
            id: id, title: "Title of \(id)", reason: "Reason of \(id)", hint: "Hint of \(id)", points: 1, limit: limit,
            needs: needs, actions: actions.map { LocatedAction($0, line: 1) }, line: 1)
    }
}

extension Exercise {
    static func make(_ checks: [Check]) -> Exercise {
        Exercise(
            id: "demo", folder: "/", title: "Demo", summary: "", minutes: nil, images: [], files: ["Dockerfile"],
            limits: Limits(), checks: checks, mistakes: [], passesOnStarter: [])
    }
}

/// Values are set where they are made: `make(HTTPAction()) { $0.port = 80 }`.
func make<Value>(_ value: Value, _ change: (inout Value) throws -> Void) rethrows -> Value {
    var value = value
    try change(&value)
    return value
}

/// Verifies checks against a fake engine and makes sure that nothing is left.
func verify(
    _ checks: [Check], engine: FakeEngine, files: [String: String] = ["Dockerfile": "FROM scratch\n"],
    options: VerifyOptions = VerifyOptions()
) async throws -> VerificationReport {
    let folder = try LearnerFolder(files)
    let report = try await Verifier(
        exercise: .make(checks), directory: folder.path, engine: engine, options: options
    ).run()
    #expect(engine.remains == [])
    return report
}

/// One check that builds and does the given actions.
func verify(_ actions: [Action], image: FakeImage, limit: Double = 20) async throws -> CheckResult {
    let report = try await verify(
        [.make("check", limit: limit, [.build(BuildAction())] + actions)], engine: FakeEngine { _ in image })
    return try #require(report.checks.first)
}

extension Action {
    static func start(_ name: String, _ change: (inout ContainerSettings) -> Void = { _ in }) -> Action {
        .start(
            make(ContainerSettings()) {
                $0.name = name
                change(&$0)
            })
    }

    static func http(_ container: String, _ port: Int, _ change: (inout HTTPAction) -> Void = { _ in }) -> Action {
        .http(
            make(HTTPAction()) {
                $0.container = container
                $0.port = port
                $0.within = 2
                change(&$0)
            })
    }
}

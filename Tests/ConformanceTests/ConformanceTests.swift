import Engine
import Foundation
import Glibc
import Linux
import Testing

/// Dockerfiles that BuildKit has built, too.
///
/// `WORKSHOP_CASES` chooses topics and cases by name. `WORKSHOP_RECORD_OURS` set to 1 writes `ours.json` of the cases
/// that say why they differ. Mounting takes root, or `workshop unshare`.
@Suite struct ConformanceTests {
    static var canBuild: Bool { EngineProcess.isInNamespaces }

    @Test(.enabled(if: canBuild)) func everyCaseIsAsBuildKitBuiltIt() async throws {
        let chosen = Set(
            (ProcessInfo.processInfo.environment["WORKSHOP_CASES"] ?? "").split(separator: ",").map(String.init))
        let cases = try ConformanceCase.all(chosen)
        #expect(!cases.isEmpty)
        let runner = try await CaseRunner(folder: "/tmp/workshop-conformance-\(UUID().uuidString)")
        let verdicts = await withTaskGroup(of: Verdict.self) { group in
            var rest = cases[...]
            var verdicts: [Verdict] = []
            for test in rest.prefix(3) { group.addTask { await Self.verdict(on: test, runner) } }
            rest = rest.dropFirst(3)
            for await verdict in group {
                verdicts.append(verdict)
                if let test = rest.popFirst() { group.addTask { await Self.verdict(on: test, runner) } }
            }
            return verdicts
        }
        await runner.close()
        for verdict in verdicts.sorted(by: { $0.name < $1.name }) where !verdict.faults.isEmpty {
            Issue.record("\(verdict.name)\n  \(verdict.faults.joined(separator: "\n  "))")
        }
        let listed = verdicts.filter { $0.kind == .listed && $0.faults.isEmpty }.count
        let skipped = verdicts.filter { $0.kind == .skipped }.count
        let equal = verdicts.filter { $0.kind == .same && $0.faults.isEmpty }.count
        print(
            "conformance: \(cases.count) cases, \(equal) as BuildKit, \(listed) listed differences, "
                + "\(skipped) left out, \(verdicts.filter { !$0.faults.isEmpty }.count) wrong")
    }

    @Test func everyCaseSaysWhatItShows() throws {
        let cases = try ConformanceCase.all()
        #expect(cases.count >= 150)
        for test in cases {
            #expect(test.options.about?.isEmpty == false, "\(test.name) has no 'about'")
            let expected = try test.golden("expected.json")
            #expect(expected != nil, "\(test.name) has no expected.json; run scripts/conformance")
            #expect((test.options.says == nil) == (expected?.outcome == .built), "\(test.name): 'says' is for errors")
        }
    }

    /// What became of a case.
    private struct Verdict: Sendable {
        enum Kind: Sendable { case same, listed, skipped }
        var name: String
        var kind = Kind.same
        var faults: [String] = []
    }

    private static func verdict(on test: ConformanceCase, _ runner: CaseRunner) async -> Verdict {
        var verdict = Verdict(name: test.name)
        if test.options.needs == "root" && !isRoot {
            verdict.kind = .skipped
            return verdict
        }
        do {
            guard let expected = try test.golden("expected.json") else {
                verdict.faults = ["there is no expected.json; run scripts/conformance"]
                return verdict
            }
            let outcome = try await runner.outcome(of: test, like: expected)
            let differences = outcome.differences(from: expected) + missing(test, outcome)
            if test.options.differs == nil {
                verdict.faults = differences
                return verdict
            }
            verdict.kind = .listed
            if ProcessInfo.processInfo.environment["WORKSHOP_RECORD_OURS"] == "1" {
                try test.keep(outcome, as: "ours.json")
            }
            guard let own = try test.golden("ours.json") else {
                verdict.faults = ["there is no ours.json; set WORKSHOP_RECORD_OURS=1"] + differences
                return verdict
            }
            verdict.faults = outcome.differences(from: own)
            if differences.isEmpty { verdict.faults.append("it no longer differs from BuildKit: take 'differs' away") }
        } catch {
            verdict.faults.append("\(error)")
        }
        return verdict
    }

    /// What the message should say and does not.
    private static func missing(_ test: ConformanceCase, _ outcome: BuildOutcome) -> [String] {
        guard outcome.outcome == .failed, let message = outcome.message else { return [] }
        return (test.options.says ?? []).compactMap { pattern in
            guard let expression = try? Regex(pattern).ignoresCase() else { return "/\(pattern)/ is no expression" }
            return message.contains(expression) ? nil : "/\(pattern)/ is not in: \(message)"
        }
    }

    /// Whether this is the machine's root, not that of a user namespace.
    private static let isRoot: Bool = {
        let map = (SmallFile.text("/proc/self/uid_map") ?? "").split(whereSeparator: \.isWhitespace)
        return geteuid() == 0 && map.first == "0" && map.dropFirst().first == "0"
    }()
}

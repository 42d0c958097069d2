import Foundation
import Synchronization
import Testing

@testable import Grading

@Suite struct GraderTests {
    /// A class in a folder of its own, graded by a judge that looks for a word in the Dockerfile.
    final class Class: Sendable {
        let scratch: String
        private let holder: Holder
        let judged = Mutex<[String]>([])

        private final class Holder: Sendable {
            let path: String
            init() throws {
                path = NSTemporaryDirectory() + "workshop-class-" + UUID().uuidString
                for name in ["/submissions", "/exercise"] {
                    try FileManager.default.createDirectory(atPath: path + name, withIntermediateDirectories: true)
                }
            }
            deinit { try? FileManager.default.removeItem(atPath: path) }
        }

        init() throws {
            holder = try Holder()
            scratch = holder.path
            try write("exercise/exercise.yaml", "format: 1\n")
        }

        func write(_ name: String, _ text: String) throws {
            let file = URL(fileURLWithPath: scratch + "/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }

        func hasFile(_ name: String) -> Bool { FileManager.default.fileExists(atPath: scratch + "/" + name) }

        func text(_ name: String) throws -> String { try String(contentsOfFile: scratch + "/" + name, encoding: .utf8) }

        var request: GradeRequest {
            GradeRequest(
                exercise: "demo", exerciseFolder: scratch + "/exercise", checks: ["builds", "answers"], maximum: 3,
                submissions: scratch + "/submissions", table: scratch + "/out.csv", report: scratch + "/out.json",
                jobs: 2)
        }

        /// Passes `builds` when there is a Dockerfile and `answers` when it says so.
        func judge(_ folder: String) throws -> Judgement {
            let text = try? String(contentsOfFile: folder + "/Dockerfile", encoding: .utf8)
            judged.withLock { $0.append(text ?? "nothing") }
            func check(_ id: String, _ points: Double, _ holds: Bool) -> GradeRecord.Check {
                .init(id: id, verdict: holds ? "passed" : "failed", points: holds ? points : 0, maximum: points)
            }
            return Judgement(checks: [
                check("builds", 1, text != nil), check("answers", 2, text?.contains("answer") == true),
            ])
        }

        func grade(_ request: GradeRequest? = nil, judge: SubmissionJudge? = nil) async throws -> GradeResult {
            try await Grader(request ?? self.request, judge: judge ?? { try self.judge($0) }).run()
        }

        var judgedCount: Int { judged.withLock { $0.count } }
    }

    @Test func `one broken submission changes nothing for the others`() async throws {
        let group = try Class()
        try group.write("submissions/alice/Dockerfile", "answer")
        try group.write("submissions/bob/Dockerfile", "nothing")
        try group.write("submissions/carol.zip", "this is no archive")
        try group.write("submissions/dave/src/Dockerfile", "answer in the only top folder")
        try group.write("submissions/notes.txt", "not a submission")
        let archive = TarBuilder()
        var evil = archive
        evil.add("../../out.csv", Array("owned".utf8))
        try Data(evil.finished).write(to: URL(fileURLWithPath: group.scratch + "/submissions/eve.tar"))
        var good = archive
        good.add("frank/Dockerfile", Array("answer".utf8))
        try Data(good.finished).write(to: URL(fileURLWithPath: group.scratch + "/submissions/frank.tar"))

        let result = try await group.grade()
        #expect(!result.wasCancelled)
        #expect(result.table.records.map(\.name) == ["alice", "bob", "carol", "dave", "eve", "frank"])
        #expect(
            try group.text("out.csv")
                == [
                    "submission,points,max,percent,builds,answers,note",
                    "alice,3,3,100,passed,passed,",
                    "bob,1,3,33.3,passed,failed,",
                    "carol,0,3,0,rejected,rejected,\"The file is no ZIP archive, whatever its name says.\"",
                    "dave,3,3,100,passed,passed,",
                    "eve,0,3,0,rejected,rejected,The archive holds a name that leads outside: ../../out.csv.",
                    "frank,3,3,100,passed,passed,", "",
                ].joined(separator: "\r\n"))
        #expect(!group.hasFile("out.csv.work"))
        let report = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: group.scratch + "/out.json")))
                as? [String: Any])
        #expect(report["version"] as? Int == 1)
        #expect((report["submissions"] as? [[String: Any]])?.count == 6)
    }

    @Test func `a second run grades only what is new or changed`() async throws {
        let group = try Class()
        for name in ["alice", "bob", "carol"] { try group.write("submissions/\(name)/Dockerfile", "answer \(name)") }
        _ = try await group.grade()
        #expect(group.judgedCount == 3)
        _ = try await group.grade()
        #expect(group.judgedCount == 3)
        try group.write("submissions/bob/Dockerfile", "changed")
        let result = try await group.grade()
        #expect(group.judgedCount == 4)
        #expect(result.table.records.map(\.points) == [3, 1, 3])
        try FileManager.default.moveItem(
            atPath: group.scratch + "/submissions/carol", toPath: group.scratch + "/submissions/dora")
        _ = try await group.grade()
        #expect(group.judgedCount == 5, "a renamed submission is somebody else's")
        try group.write("exercise/exercise.yaml", "format: 1 # another check\n")
        _ = try await group.grade()
        #expect(group.judgedCount == 8)
    }

    @Test func `what could not be judged is tried once more and never counted`() async throws {
        let group = try Class()
        for name in ["alice", "bob"] { try group.write("submissions/\(name)/Dockerfile", "answer \(name)") }
        let tries = Mutex<[String: Int]>([:])
        let flaky: SubmissionJudge = { folder in
            let name = URL(fileURLWithPath: folder).lastPathComponent
            let count = tries.withLock { tries in
                tries[name, default: 0] += 1
                return tries[name] ?? 0
            }
            // Alice's first try fails; Bob's always do.
            if name == "bob" || count == 1 { throw SubmissionError.unable("The engine stumbled.") }
            return try group.judge(folder)
        }
        let result = try await group.grade(judge: flaky)
        #expect(result.table.records.map(\.outcome) == [.judged, .notJudged])
        #expect(result.table.records.map(\.attempts) == [2, 2])
        #expect(try group.text("out.csv").contains("bob,,3,,not-judged,not-judged,The engine stumbled.\r\n"))
        // The next run tries again, and only where it is needed.
        let again = try await group.grade()
        #expect(again.table.records.map(\.points) == [3, 3])
        #expect(tries.withLock { $0 } == ["alice": 2, "bob": 2])
    }

    @Test func `checks that could not be judged leave the others' points alone`() async throws {
        let group = try Class()
        try group.write("submissions/alice/Dockerfile", "answer")
        let result = try await group.grade { _ in
            Judgement(
                checks: [
                    .init(id: "builds", verdict: "passed", points: 1, maximum: 1),
                    .init(id: "answers", verdict: "not-judged", points: 0, maximum: 2),
                ], notJudged: "The engine stumbled.")
        }
        #expect(result.table.records.map(\.maximum) == [1])
        #expect(result.table.records.map(\.points) == [1])
    }

    @Test func `a submission that takes too long is not judged, and the others go on`() async throws {
        let group = try Class()
        for name in ["alice", "bob"] { try group.write("submissions/\(name)/Dockerfile", "answer \(name)") }
        var request = group.request
        request.seconds = 0.05
        let result = try await group.grade(request) { folder in
            if folder.hasSuffix("alice") { try await Task.sleep(for: .seconds(3600)) }
            return try group.judge(folder)
        }
        #expect(result.table.records.map(\.name) == ["alice", "bob"])
        #expect(result.table.records.first?.outcome == .notJudged)
        #expect(result.table.records.first?.note == "Judging took longer than 0.05 s.")
    }

    @Test func `cancelling keeps what is finished, and the next run goes on`() async throws {
        let group = try Class()
        for name in ["alice", "bob", "carol"] { try group.write("submissions/\(name)/Dockerfile", "answer \(name)") }
        var request = group.request
        request.jobs = 1
        let (started, starting) = AsyncStream.makeStream(of: Void.self)
        let ordered = request
        let run = Task {
            try await group.grade(ordered) { folder in
                if folder.hasSuffix("bob") {
                    starting.yield()
                    try await Task.sleep(for: .seconds(3600))
                }
                return try group.judge(folder)
            }
        }
        for await _ in started { break }
        run.cancel()
        let result = try await run.value
        #expect(result.wasCancelled)
        #expect(result.submissions == 3)
        #expect(result.table.records.map(\.name) == ["alice"])
        #expect(!group.hasFile("out.csv.work"))
        let again = try await group.grade()
        #expect(again.table.records.count == 3)
        #expect(group.judgedCount == 3, "alice is not judged twice")
    }

    @Test func `a line that was being written when the power went is graded anew`() async throws {
        let group = try Class()
        for name in ["alice", "bob"] { try group.write("submissions/\(name)/Dockerfile", "answer \(name)") }
        var request = group.request
        request.jobs = 1
        _ = try await group.grade(request)
        let state = try group.text("out.csv.state")
        try String(state.dropLast(10)).write(
            toFile: group.scratch + "/out.csv.state", atomically: true, encoding: .utf8)
        let result = try await group.grade(request)
        #expect(result.table.records.map(\.points) == [3, 3])
        #expect(group.judgedCount == 3)
        #expect(try group.text("out.csv.state").split(separator: "\n").count == 2)
    }

    @Test func `two runs do not write into the same file`() async throws {
        let group = try Class()
        try group.write("submissions/alice/Dockerfile", "answer")
        let other = try GradeState(path: group.request.statePath)
        let error = await #expect(throws: GradeError.self) { _ = try await group.grade() }
        withExtendedLifetime(other) {}
        guard case .busy = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `an empty folder is said to be one`() async throws {
        let group = try Class()
        await #expect(throws: GradeError.self) { _ = try await group.grade() }
    }

    static let cells: [(text: String, cell: String)] = [
        ("alice", "alice"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
        ("=1+1", "'=1+1"), ("+49", "'+49"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), ("＝1", "'＝1"), ("", ""), (" x", "\" x\""),
    ]

    @Test(arguments: cells)
    func `cells are texts to every spreadsheet`(text: String, cell: String) {
        #expect(GradeTable.cell(text) == cell)
    }

    @Test func `numbers have as many digits as they need`() {
        let table: [(Double, String)] = [
            (0, "0"), (3, "3"), (2.5, "2.5"), (33.333, "33.33"), (99.999, "100"), (0.05, "0.05"), (-1.5, "-1.5"),
        ]
        for (value, text) in table { #expect(GradeTable.number(value) == text) }
    }
}

import Foundation
import Testing

@testable import Chapters

@Suite struct ShellSessionTests {
    private func withSession(_ body: (ShellSession, String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "shell-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let session = try ShellSession(environment: ["PATH=/usr/bin:/bin", "HOME=\(folder)"], folder: folder)
        do { try await body(session, folder) } catch {
            await session.end()
            throw error
        }
        await session.end()
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test func folderVariablesAndFunctionsStay() async throws {
        try await withSession { session, folder in
            _ = try await session.run("mkdir deep && cd deep; greeting=hello\nsay() { echo \"$greeting $1\"; }")
            let result = try await session.run("say you; pwd")
            #expect(result.lines == ["hello you", folder + "/deep"])
            #expect(result.end == .status(0))
        }
    }

    @Test func bothOutputsInTheirOrderAndTheStatus() async throws {
        try await withSession { session, _ in
            let result = try await session.run("echo a; echo b >&2; printf c; (exit 7)")
            #expect(result.lines == ["a", "b", "c"])
            #expect(result.end == .status(7))
            let answer1 = try await session.run("echo $?")
            #expect(answer1.lines == ["7"])
            let answer2 = try await session.run("cat")
            #expect(answer2.end == .status(0))
        }
    }

    @Test func aMistakeInTheSyntaxDoesNotHang() async throws {
        try await withSession { session, _ in
            let result = try await session.run("echo 'open")
            #expect(result.end != .status(0))
            let answer3 = try await session.run("cat <<E\nline\nE")
            #expect(answer3.lines == ["line"])
            let answer4 = try await session.run("nosuchcommand")
            #expect(answer4.end == .status(127))
        }
    }

    @Test func moreThanAPipeHolds() async throws {
        try await withSession { session, _ in
            let result = try await session.run("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end", keep: 1 << 22)
            #expect(result.output.count == 3_000_005)
            #expect(!result.isTruncated)
            let cut = try await session.run("yes | head -c 500000", keep: 1000)
            #expect(cut.output.count == 1000 && cut.isTruncated)
            let answer5 = try await session.run("echo on")
            #expect(answer5.lines == ["on"])
        }
    }

    @Test func whatIsLeftInTheBackgroundDoesNotHoldUp() async throws {
        try await withSession { session, _ in
            let result = try await session.run("sleep 1000 & echo started")
            #expect(result.lines == ["started"])
            let process = try await session.run("echo $!").lines.first.flatMap { Int32($0) }
            let id = try #require(process)
            await session.end()
            // A killed process is gone as soon as its new parent has noticed; until then it is a zombie at most.
            var state: String?
            for _ in 0..<500 {
                state = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
                if state.map({ $0.contains(") Z ") || $0.contains(") X ") }) ?? true { return }
                try await Task.sleep(for: .milliseconds(10))
            }
            Issue.record("It lives: \(state ?? "")")
        }
    }

    @Test func endsWithTheShell() async throws {
        try await withSession { session, _ in
            let answer6 = try await session.run("echo bye; exit 5")
            #expect(answer6.end == .shellEnded(5))
            let answer7 = try await session.run("echo more")
            #expect(answer7.end == .shellEnded(5))
        }
    }

    @Test func endsAtTheTimeLimit() async throws {
        try await withSession { session, _ in
            let result = try await session.run("echo begun; sleep 1000", limit: 0.3)
            #expect(result.end == .timeLimit)
            #expect(result.lines == ["begun"])
        }
    }

    @Test func cancellingEndsIt() async throws {
        try await withSession { session, _ in
            let task = Task { try await session.run("sleep 1000") }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let answer8 = try await session.run("true")
            #expect(answer8.end != .status(0))
        }
    }

    @Test func controlCharactersAreLeftOut() {
        let result = ShellResult(
            output: Array("a\u{1b}[31mb\u{7}\tc\r\nd\u{9b}e\u{0}\n\n".utf8), isTruncated: false, end: .status(0))
        #expect(result.lines == ["a[31mb\tc", "de"])
        #expect(ShellResult(output: [0xff, 0x0a], isTruncated: false, end: .status(0)).lines == ["\u{fffd}"])
    }
}

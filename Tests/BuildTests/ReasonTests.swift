import EngineInterface
import Foundation
import Images
import OCI
import Testing

@testable import Build

/// Each change has one cause, and the step that runs first because of it names that cause.
@Suite(.enabled(if: Workbench.canMount)) struct ReasonTests {
    /// One change between two builds.
    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        /// What is replaced in the Dockerfile.
        var text: [String: String] = [:]
        var files: @Sendable (Workbench) throws -> Void = { _ in }
        var request: @Sendable (inout BuildRequest) -> Void = { _ in }
        /// The line of the first step that runs again, in the changed file.
        var line: Int
        var reason: String
        var testDescription: String { name }
    }

    private static let dockerfile = """
        ARG BASE=base:1
        FROM busy AS tools
        COPY tool.txt /tool
        FROM $BASE
        ARG A=1
        ENV E=1
        WORKDIR /work
        COPY --exclude=no* dir /dir
        COPY <<END /inline
        text
        END
        COPY --from=tools /tool /tool
        RUN one
        COPY $E.txt /named
        RUN --mount=type=bind,source=mounted,target=/m two
        RUN three
        USER node
        RUN four
        """

    static let changes: [Change] = [
        Change(
            name: "command", text: ["RUN three": "RUN 3"], line: 16,
            reason: "The instruction changed: it was `RUN /bin/sh -c three`, it is `RUN /bin/sh -c 3`."),
        Change(
            name: "flag", text: ["COPY --exclude=no* dir": "COPY --exclude=other dir"], line: 8,
            reason:
                "The instruction changed: it was `COPY --exclude=no* dir /dir`, it is `COPY --exclude=other dir /dir`."),
        Change(
            name: "destination", text: ["dir /dir": "dir /dir2"], line: 8,
            reason:
                "The instruction changed: it was `COPY --exclude=no* dir /dir`, it is `COPY --exclude=no* dir /dir2`."),
        Change(
            name: "build argument", request: { $0.buildArguments = ["A": "2"] }, line: 5,
            reason: "The build argument A was `1` and is `2`."),
        Change(
            name: "default of a build argument", text: ["ARG A=1": "ARG A=2"], line: 5,
            reason: "The instruction changed: it was `ARG A=1`, it is `ARG A=2`."),
        Change(
            name: "long build argument", request: { $0.buildArguments = ["A": String(repeating: "a", count: 200)] },
            line: 5, reason: "The build argument A is not what it was."),
        Change(
            name: "environment", text: ["ENV E=1": "ENV E=2"], line: 6,
            reason: "The instruction changed: it was `ENV E=1`, it is `ENV E=2`."),
        Change(
            name: "content", files: { try $0.write("other", to: "dir/file") }, line: 8,
            reason: "dir/file changed: its content is another."),
        Change(
            name: "mode", files: { try $0.write("file", to: "dir/file", mode: 0o755) }, line: 8,
            reason: "dir/file changed: its mode was 644 and is 755."),
        Change(name: "new file", files: { try $0.write("x", to: "dir/new") }, line: 8, reason: "dir/new is new."),
        Change(name: "gone file", files: { try $0.remove("dir/file") }, line: 8, reason: "dir/file is gone."),
        Change(
            name: "link",
            files: {
                try $0.remove("dir/link"); symlink("elsewhere", $0.context + "/dir/link")
            }, line: 8,
            reason: "dir/link changed: it points elsewhere."),
        Change(
            name: "kind",
            files: {
                try $0.remove("dir/link"); try $0.write("x", to: "dir/link")
            }, line: 8,
            reason: "dir/link changed: it was a link and is a file."),
        Change(
            name: "folder mode", files: { chmod($0.context + "/dir/sub", 0o700) }, line: 8,
            reason: "dir/sub changed: its mode was 755 and is 700."),
        Change(
            name: "ignore file", files: { try $0.write("dir/file\n", to: ".dockerignore") }, line: 8,
            reason: "dir/file is left out now: line 1 of .dockerignore is dir/file."),
        Change(
            name: "heredoc", text: ["\ntext\n": "\nother text\n"], line: 9,
            reason: "The text of <<END is not what it was."),
        Change(
            name: "another stage's file", files: { try $0.write("new tool", to: "tool.txt") }, line: 3,
            reason: "tool.txt changed: its content is another."),
        Change(
            name: "base moved",
            files: { try $0.base("base:1", files: ["moved": "1", "etc/passwd": "node:x:9:9::/:\n"]) },
            line: 4, reason: "The base image base:1 is not the one that it was."),
        Change(
            name: "base named", text: ["BASE=base:1": "BASE=base:2"],
            files: { try $0.base("base:2", files: ["other": "1", "etc/passwd": "node:x:9:9::/:\n"]) }, line: 4,
            reason: "The base image changed: it was base:1, it is base:2."),
        Change(name: "no cache", request: { $0.noCache = true }, line: 3, reason: "Caching is switched off."),
        Change(
            name: "no cache for a stage", request: { $0.noCacheStages = ["tools"] }, line: 3,
            reason: "Caching is switched off."),
        Change(
            name: "mounted file", files: { try $0.write("b", to: "mounted") }, line: 15,
            reason: "mounted changed: its content is another."),
        Change(
            name: "mount", text: ["target=/m two": "target=/n two"], line: 15,
            reason: "The mount at /m is gone."),
        Change(
            name: "user", text: ["USER node": "USER root"], line: 17,
            reason: "The instruction changed: it was `USER node`, it is `USER root`."),
        Change(
            name: "step above taken out", text: ["RUN three\n": ""], line: 17,
            reason: "The step above it, `RUN three`, is gone."),
        Change(name: "step put in", text: ["RUN three\n": "RUN new\nRUN three\n"], line: 16, reason: "It is new."),
        Change(
            name: "another network", request: { $0.network = .none }, line: 13,
            reason: "The network was `outbound` and is `none`."),
        Change(
            name: "another host", request: { $0.hosts = ["a": "10.0.0.1"] }, line: 13,
            reason: "The list of additional hosts is not what it was."),
    ]

    private func prepare() throws -> Workbench {
        let bench = try Workbench()
        try bench.base("base:1", files: ["etc/passwd": "node:x:9:9::/:\n"])
        try bench.base("busy", files: ["etc/passwd": ""])
        for path in ["dir/file", "dir/nothing", "dir/sub/inner", "tool.txt", "1.txt", "2.txt", "mounted"] {
            try bench.write(path.hasSuffix("file") ? "file" : "x", to: path)
        }
        symlink("file", bench.context + "/dir/link")
        return bench
    }

    @Test(arguments: changes) func theFirstStepNamesTheCause(_ change: Change) async throws {
        let bench = try prepare()
        let first = try await bench.build(Self.dockerfile)
        #expect(first.steps.filter { !$0.isCached }.allSatisfy { $0.reason == "It was never built before." })
        #expect(try await bench.build().isAllCached)
        var text = Self.dockerfile
        for (old, new) in change.text {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        try change.files(bench)
        let result = try await bench.build(text, change: change.request)
        let step = try #require(result.steps.first { !$0.isCached }, "nothing ran again")
        #expect(step.line == change.line && step.reason == change.reason, "\(step.line): \(step.reason ?? "-")")
        // Whatever runs because of it says so, and blames nothing else.
        for later in result.steps.drop(while: \.isCached).dropFirst() where !later.isCached {
            #expect(later.reason?.contains("no longer kept") == false, "\(later.line): \(later.reason ?? "-")")
            #expect(later.reason?.contains("What it builds on") == false, "\(later.line): \(later.reason ?? "-")")
        }
    }

    @Test func stepsBelowNameWhatTheySee() async throws {
        let bench = try prepare()
        try await bench.build(Self.dockerfile)
        let argument = try await bench.build { $0.buildArguments = ["A": "2"] }
        #expect(argument.steps.first { $0.line == 13 }?.reason == "The variable A has another value.")
        try await bench.build()
        let environment = try await bench.build(Self.dockerfile.replacing("ENV E=1", with: "ENV E=2"))
        #expect(environment.steps.first { $0.line == 13 }?.reason == "The variable E has another value.")
        #expect(environment.steps.first { $0.line == 14 }?.reason == "The variable E has another value.")
        try await bench.build(Self.dockerfile)
        let user = try await bench.build(Self.dockerfile.replacing("USER node", with: "USER root"))
        #expect(user.steps.last?.reason == "The user was `node` and is `root`.")
        try await bench.build(Self.dockerfile)
        try bench.write("other tool", to: "tool.txt")
        let tool = try await bench.build()
        #expect(tool.steps.first { $0.line == 12 }?.reason == "tool changed: its content is another.")
        #expect(
            tool.steps.first { $0.line == 13 }?.reason == "The step in line 12 ran again, and this one builds on it.")
        try bench.base("base:1", files: ["moved": "1", "etc/passwd": "node:x:9:9::/:\n"])
        let moved = try await bench.build()
        #expect(
            moved.steps.first { $0.line == 7 }?.reason
                == "The base in line 4 is another one, and this step builds on it.")
    }

    @Test func stagesKeepTheirMemoryByName() async throws {
        let bench = try prepare()
        try await bench.build("FROM base:1 AS app\nRUN one\nRUN two")
        let text = "FROM base:1 AS other\nRUN x\nFROM base:1 AS app\nRUN one\nRUN 2\nCOPY --from=other / /o"
        let result = try await bench.build(text)
        #expect(result.steps.first { $0.line == 4 }?.isCached == true)
        #expect(result.steps.first { $0.line == 5 }?.reason?.contains("it was `RUN /bin/sh -c two`") == true)
    }
}

import DockerFlags
import Testing

@testable import DockerCLI

/// Names for completion come from another process's lists.
struct CompletionTests {
    @Test func namesAreLines() async {
        let names = CompletionNames(program: "/bin/echo", words: ["-e", "web\\ndb\\n<none>:<none>\\n"])
        #expect(await names.names(of: .contexts) == [])
        let found = await names.names(of: .volumes)
        #expect(found.prefix(2) == ["web", "db"])
        #expect(!found.contains { $0.contains("<none>") })
    }

    @Test func whatGoesWrongCompletesNothing() async {
        #expect(await CompletionNames(program: "/bin/false", words: []).names(of: .containers) == [])
        #expect(await CompletionNames(program: "/nonexist", words: []).names(of: .containers) == [])
    }

    /// The lists exist as they are called.
    @Test(arguments: DockerObjectKind.allCases)
    func listsAreUnderstood(kind: DockerObjectKind) throws {
        guard let words = CompletionNames.command(for: kind) else { return }
        guard case .run(let invocation) = try DockerCommandLine().parse(words) else {
            Issue.record("\(words) is no command")
            return
        }
        #expect(CommandActions.action(for: invocation.command.id) != nil)
    }
}

import Testing

@testable import DockerCLI

struct DetachKeysTests {
    @Test(arguments: [
        ("ctrl-p,ctrl-q", [16, 17]), ("ctrl-a", [1]), ("a,b", [97, 98]), ("ctrl-@", [0]), ("ctrl-[", [27]),
        ("ctrl-\\", [28]), ("ctrl-]", [29]), ("ctrl-^", [30]), ("ctrl-_", [31]), ("DEL", [127]),
        ("ctrl-z,x", [26, 120]),
    ])
    func keysAreUnderstood(text: String, bytes: [UInt8]) throws {
        #expect(try DetachKeys(text).bytes == bytes)
    }

    @Test(arguments: ["ctrl-A", "ctrl-", "strg-a", "ab", "ctrl-p,", "ctrl-1", "é"])
    func otherTextsAreRefused(text: String) {
        #expect(throws: CommandFailure.self) { try DetachKeys(text) }
    }

    /// Pieces of input, what goes through of each, and whether the last one held the keys.
    static let inputs: [(pieces: [[UInt8]], passed: [[UInt8]], isDetached: Bool)] = [
        ([[1, 2, 3]], [[1, 2, 3]], false),
        ([[16, 17]], [[]], true),
        ([[1, 16], [17, 5]], [[1], []], true),
        ([[16], [16], [17]], [[], [16], []], true),
        ([[16, 1]], [[16, 1]], false),
        ([[16], [1]], [[], [16, 1]], false),
        ([[16, 16, 16, 17]], [[16, 16]], true),
        ([[17, 16]], [[17]], false),
    ]

    @Test(arguments: inputs.indices)
    func keysAreHeldBackUntilTheyAreKnown(index: Int) {
        let (pieces, passed, isDetached) = Self.inputs[index]
        var filter = DetachFilter(.standard)
        var results: [(bytes: [UInt8], isDetached: Bool)] = []
        for piece in pieces { results.append(filter.pass(piece)) }
        #expect(results.map(\.bytes) == passed)
        #expect(results.last?.isDetached == isDetached)
    }

    @Test func withoutKeysEverythingGoesThrough() {
        var filter = DetachFilter(DetachKeys(bytes: []))
        let (bytes, isDetached) = filter.pass([16, 17])
        #expect(bytes == [16, 17])
        #expect(!isDetached)
    }
}

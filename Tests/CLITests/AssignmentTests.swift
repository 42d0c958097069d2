import Glibc
import Linux
import Progress
import Testing

@testable import workshop

@Suite struct AssignmentTests {
    private let root: String

    init() throws {
        root = "/tmp/workshop-assignment-test-" + RandomName.hex(words: 1)
        for folder in ["", "/work", "/work/web", "/work/web/src", "/work/plain", "/far"] { mkdir(root + folder, 0o755) }
        try Marker.write("web", in: root + "/work/web")
        try Marker.write("web", in: root + "/far")
    }

    private func clean() { try? removeTree(root) }

    /// What was typed, where, what is recorded, and what is meant: an exercise and a folder.
    @Test(
        arguments: [
            (nil, nil, "/work/web", nil, "web", "/work/web"), (nil, nil, "/work/web/src", nil, "web", "/work/web"),
            ("web", nil, "/work/web", nil, "web", "/work/web"), ("web", nil, "/work/web/src", nil, "web", "/work/web"),
            ("web", nil, "/work", nil, "web", "/work/web"), ("web", nil, "/work", "/far", "web", "/work/web"),
            ("web", nil, "/work/plain", "/far", "web", "/far"), ("web", nil, "/work/plain", nil, "web", "/work/plain"),
            ("other", nil, "/work/web", nil, "other", "/work/web"),
            ("web", "/work/plain", "/work/web", "/far", "web", "/work/plain"),
            (nil, "/work/web", "/", nil, "web", "/work/web"),
        ] as [(String?, String?, String, String?, String, String)])
    func whatIsMeant(
        _ id: String?, _ directory: String?, _ here: String, _ recorded: String?, _ exercise: String, _ folder: String
    ) throws {
        defer { clean() }
        let assignment = try Assignment(
            id: id, directory: directory.map { root + $0 }, here: root + here,
            recorded: { _ in recorded.map { root + $0 } })
        #expect(assignment.exercise == exercise)
        #expect(assignment.directory == root + folder)
    }

    @Test(
        arguments: [
            (nil, nil, nil, "Which exercise?"), (nil, "/work/web/src", nil, "Which exercise?"),
            (nil, "/nowhere", nil, "is no folder"), ("web", nil, "/gone", "is not there any more"),
            ("other", nil, "/far", "is not there any more"),
        ] as [(String?, String?, String?, String)])
    func whatCannotBeMeant(_ id: String?, _ directory: String?, _ recorded: String?, _ words: String) {
        defer { clean() }
        let error = #expect(throws: UsageError.self) {
            try Assignment(
                id: id, directory: directory.map { root + $0 }, here: root + "/work/plain",
                recorded: { _ in recorded.map { root + $0 } })
        }
        #expect(error?.description.contains(words) == true)
    }
}

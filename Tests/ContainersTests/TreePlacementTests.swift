import Foundation
import Glibc
import Linux
import Testing

@testable import Containers

/// The rules of `docker cp`.
@Suite struct TreePlacementTests {
    /// Two trees, made of paths; those that end with a slash are folders.
    private final class Trees {
        let root = NSTemporaryDirectory() + "placement-" + UUID().uuidString

        init(source: [String], target: [String]) throws {
            for (side, paths) in [("a", source), ("b", target)] {
                mkdir(root, 0o755)
                mkdir(root + "/" + side, 0o755)
                for path in paths { try make(root + "/" + side + path) }
            }
        }

        deinit { try? removeTree(root) }

        private func make(_ path: String) throws {
            let parts = path.components(separatedBy: "->")
            if parts.count == 2 {
                try systemCall("symlink", path) { symlink(parts[1], parts[0]) }
            } else if path.hasSuffix("/") {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } else {
                try SmallFile.write("new", to: path)
            }
        }

        func run(_ from: String, _ to: String, followsLinks: Bool = false) throws {
            try TreePlacement(
                from: RootedDirectory(root + "/a"), path: from, to: RootedDirectory(root + "/b"), path: to,
                followsLinks: followsLinks, keepsOwners: false
            ).run()
        }

        /// The paths in the target.
        var result: [String] {
            let all = FileManager.default.enumerator(atPath: root + "/b")?.allObjects as? [String] ?? []
            return all.sorted()
        }
    }

    private struct Case: CustomTestStringConvertible {
        var source: [String]
        var target: [String]
        var from: String
        var to: String
        var result: [String]
        var testDescription: String { "\(from) to \(to)" }
    }

    @Test(arguments: [
        Case(source: ["/f"], target: [], from: "/f", to: "/g", result: ["g"]),
        Case(source: ["/f"], target: ["/d/"], from: "/f", to: "/d", result: ["d", "d/f"]),
        Case(source: ["/f"], target: ["/d/"], from: "f", to: "/d/", result: ["d", "d/f"]),
        Case(source: ["/f"], target: ["/g"], from: "/f", to: "/g", result: ["g"]),
        Case(source: ["/f"], target: ["/d/"], from: "/f", to: "/d/g", result: ["d", "d/g"]),
        Case(source: ["/s/", "/s/x"], target: [], from: "/s", to: "/t", result: ["t", "t/x"]),
        Case(source: ["/s/", "/s/x"], target: ["/t/"], from: "/s", to: "/t", result: ["t", "t/s", "t/s/x"]),
        Case(source: ["/s/", "/s/x"], target: ["/t/"], from: "/s/.", to: "/t", result: ["t", "t/x"]),
        Case(
            source: ["/s/", "/s/x"], target: ["/t/", "/t/s/", "/t/s/y"], from: "/s", to: "/t",
            result: ["t", "t/s", "t/s/x", "t/s/y"]),
        Case(source: ["/f", "/l->f"], target: [], from: "/l", to: "/g", result: ["g"]),
        Case(source: ["/s/", "/s/x"], target: ["/t/"], from: "/", to: "/t", result: ["t", "t/s", "t/s/x"]),
    ])
    private func placed(_ example: Case) throws {
        let trees = try Trees(source: example.source, target: example.target)
        try trees.run(example.from, example.to)
        #expect(trees.result == example.result)
    }

    @Test(
        arguments: [
            (["/f"], [], "/nope", "/g", TreePlacement.Fault.noSource),
            (["/f"], [], "/f/", "/g", .sourceIsNoFolder),
            (["/f"], [], "/f", "/no/g", .noTargetFolder),
            (["/f"], [], "/f", "/no/", .noSuchFolder),
            (["/s/"], ["/g"], "/s", "/g", .folderOverFile),
            (["/f"], ["/d/", "/d/f/"], "/f", "/d", .fileOverFolder("f")),
            (["/s/"], [], "/s", "/no/t", .noTargetFolder),
        ] as [([String], [String], String, String, TreePlacement.Fault)])
    func refused(
        _ source: [String], _ target: [String], _ from: String, _ to: String, _ fault: TreePlacement.Fault
    ) throws {
        let trees = try Trees(source: source, target: target)
        #expect(throws: fault) { try trees.run(from, to) }
    }

    @Test func linksStayLinksUnlessTheyAreToBeFollowed() throws {
        let trees = try Trees(source: ["/f", "/l->f"], target: [])
        try trees.run("/l", "/kept")
        try trees.run("/l", "/followed", followsLinks: true)
        var status = stat()
        #expect(lstat(trees.root + "/b/kept", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(lstat(trees.root + "/b/followed", &status) == 0 && status.st_mode & S_IFMT == S_IFREG)
    }

    @Test func noLinkLeadsOutOfTheTarget() throws {
        let trees = try Trees(source: ["/f"], target: ["/out->/tmp/placement-outside", "/up->../../.."])
        #expect(throws: (any Error).self) { try trees.run("/f", "/out/x") }
        try trees.run("/f", "/up/inside")
        #expect(access(trees.root + "/b/inside", F_OK) == 0)
        #expect(access("/tmp/placement-outside", F_OK) != 0)
    }
}

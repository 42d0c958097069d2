import Foundation
import Testing

@testable import Course

@Suite struct StarterCopyTests {
    private func exercise(_ folder: String) throws -> Exercise {
        try Fixture.write(CourseFolderTests.minimal, to: folder + "/demo/exercise.yaml")
        try Fixture.write("FROM alpine\n", to: folder + "/demo/starter/Dockerfile")
        try Fixture.write("echo hello\n", to: folder + "/demo/starter/bin/run me.sh")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: folder + "/demo/starter/bin/run me.sh")
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/demo/starter/link", withDestinationPath: "bin/run me.sh")
        return try ExerciseLoader.load(folder: folder + "/demo")
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func copies() throws {
        try Fixture.withFolder { folder in
            let copy = try StarterCopy.make(of: exercise(folder), in: folder + "/new/mine")
            #expect(copy.created == ["Dockerfile", "bin/run me.sh", "link"])
            #expect(copy.kept.isEmpty)
            #expect(copy.folder == folder + "/new/mine")
            #expect(try text(copy.folder + "/Dockerfile") == "FROM alpine\n")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: copy.folder + "/link") == "bin/run me.sh")
            #expect(access(copy.folder + "/bin/run me.sh", X_OK) == 0)
        }
    }

    @Test func keepsWhatIsThere() throws {
        try Fixture.withFolder { folder in
            let exercise = try exercise(folder)
            let mine = folder + "/mine"
            try Fixture.write("FROM scratch\n", to: mine + "/Dockerfile")
            // A dangling link is the learner's, too.
            try FileManager.default.createSymbolicLink(atPath: mine + "/link", withDestinationPath: "nowhere")
            let copy = try StarterCopy.make(of: exercise, in: mine)
            #expect(copy.created == ["bin/run me.sh"])
            #expect(copy.kept == ["Dockerfile", "link"])
            #expect(try text(mine + "/Dockerfile") == "FROM scratch\n")
            let again = try StarterCopy.make(of: exercise, in: mine)
            #expect(again.created.isEmpty)
            #expect(again.kept == ["Dockerfile", "bin/run me.sh", "link"])
        }
    }

    @Test func aFileInTheWay() throws {
        try Fixture.withFolder { folder in
            let exercise = try exercise(folder)
            try Fixture.write("mine", to: folder + "/mine/bin")
            let copy = try StarterCopy.make(of: exercise, in: folder + "/mine")
            #expect(copy.kept == ["bin"])
            #expect(try text(folder + "/mine/bin") == "mine")
            let error = #expect(throws: CourseError.self) {
                try StarterCopy.make(of: exercise, in: folder + "/mine/bin/deeper")
            }
            #expect(error?.file == folder + "/mine/bin")
        }
    }

    @Test func withoutAStarter() throws {
        try Fixture.withFolder { folder in
            let exercise = try exercise(folder)
            try FileManager.default.removeItem(atPath: folder + "/demo/starter")
            #expect(throws: CourseError.self) { try StarterCopy.make(of: exercise, in: folder + "/mine") }
            #expect(!FileManager.default.fileExists(atPath: folder + "/mine"))
        }
    }
}

import Testing

@testable import Course

@Suite struct MistakeFolderTests {
    private func errors(_ folder: String, _ mistakes: [String]) throws -> [CourseError] {
        let entries = mistakes.map { "  \($0): {summary: S, fails: [a]}\n" }.joined()
        try Fixture.write(
            CourseFolderTests.minimal + "mistakes:\n" + entries, to: folder + "/demo/exercise.yaml")
        do {
            _ = try ExerciseLoader.load(folder: folder + "/demo")
            return []
        } catch {
            return error.errors
        }
    }

    @Test func foldersThatDoNotExist() throws {
        try Fixture.withFolder { folder in
            for name in ["no-expose", "wrong-prot", "forgotten"] {
                try Fixture.write("FROM alpine", to: "\(folder)/demo/mistakes/\(name)/Dockerfile")
            }
            // A file is no folder.
            try Fixture.write("", to: folder + "/demo/mistakes/as-root")
            #expect(try errors(folder, ["no-expose"]).isEmpty)
            let found = try errors(folder, ["no-expose", "wrong-port", "no-exposed", "as-root"])
            #expect(found.map(\.line) == [8, 9, 10])
            #expect(found.map(\.column) == [3, 3, 3])
            #expect(
                found.map(\.message) == [
                    "There is no folder `mistakes/wrong-port`.", "There is no folder `mistakes/no-exposed`.",
                    "There is no folder `mistakes/as-root`.",
                ])
            #expect(found.first?.help == "Did you mean `wrong-prot`?")
            // That folder is another mistake's.
            #expect(found.dropFirst().allSatisfy { $0.help?.hasPrefix("Make it") == true })
        }
    }

    @Test func aCourseWithoutAnswers() throws {
        try Fixture.withFolder { folder in
            let found = try errors(folder, ["no-expose", "wrong-port"])
            #expect(found.isEmpty)
        }
    }
}

import Foundation
import Testing

@testable import Course

@Suite struct CourseFolderTests {
    static let minimal = """
        format: 1
        title: T
        summary: S
        checks:
          - {id: a, title: A, reason: R, hint: H, do: [build: {}]}

        """

    private func makeCourse(_ folder: String, _ names: [String] = ["demo"]) throws {
        for name in names { try Fixture.write(Self.minimal, to: "\(folder)/Exercises/\(name)/exercise.yaml") }
    }

    private func find(_ explicit: String? = nil, variable: String? = nil, from: String, program: String? = nil) throws
        -> String
    {
        try CourseFolder.find(
            explicit: explicit, environment: variable.map { ["WORKSHOP_COURSE": $0] } ?? [:], currentFolder: from,
            executable: program ?? "/dev/null"
        ).path
    }

    @Test func whatIsNamedWins() throws {
        try Fixture.withFolder { folder in
            for name in ["one", "two", "three"] { try makeCourse("\(folder)/\(name)") }
            let three = folder + "/three"
            #expect(try find(folder + "/one", variable: folder + "/two", from: three) == folder + "/one")
            #expect(try find("one/.", from: folder) == folder + "/one")
            #expect(try find(variable: folder + "/two", from: three) == folder + "/two")
            #expect(try find(variable: "", from: three) == three)
            #expect(try find(from: three + "/Exercises/demo") == three)
        }
    }

    @Test func besideTheExecutable() throws {
        try Fixture.withFolder { folder in
            try makeCourse(folder + "/checkout")
            try makeCourse(folder + "/prefix/share/workshop")
            try Fixture.write("", to: folder + "/checkout/.build/release/workshop")
            try Fixture.write("", to: folder + "/prefix/bin/workshop")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: folder + "/prefix/bin/workshop")
            let real = try #require(FolderPath.real(folder))
            #expect(try find(from: "/", program: folder + "/checkout/.build/release/workshop") == real + "/checkout")
            #expect(try find(from: "/", program: folder + "/link") == real + "/prefix/share/workshop")
        }
    }

    @Test func errors() throws {
        try Fixture.withFolder { folder in
            // Somebody's own folder of that name is no course.
            try Fixture.write("", to: folder + "/Exercises/notes.txt")
            #expect(throws: CourseError.self) { try find(from: folder) }
            let missing = #expect(throws: CourseError.self) { try find("nowhere", from: folder) }
            #expect(missing?.message == "There is no such folder.")
            let variable = #expect(throws: CourseError.self) { try find(variable: folder + "/Exercises", from: folder) }
            #expect(variable?.message.contains("WORKSHOP_COURSE") == true)
        }
    }

    @Test func exercises() throws {
        try Fixture.withFolder { folder in
            try makeCourse(folder, ["ping-app", "go-http", ".hidden"])
            try Fixture.write("format: 1\ntitle: 5\n", to: folder + "/Exercises/broken/exercise.yaml")
            try Fixture.write("x", to: folder + "/Exercises/draft/README.md")
            let course = try CourseFolder(folder)
            #expect(try course.exerciseNames() == ["broken", "go-http", "ping-app"])
            #expect(try course.exercise("go-http").id == "go-http")
            let unknown = #expect(throws: CourseErrors.self) { try course.exercise("go-htpp") }
            #expect(unknown?.errors.first?.help == "Did you mean `go-http`?")
            let all = try course.allExercises()
            #expect(all.count == 3)
            #expect(throws: CourseErrors.self) { try all[0].exercise.get() }
            #expect(try all[1].exercise.get().checks.map(\.id) == ["a"])
            #expect(throws: CourseErrors.self) { try course.exercise("../Exercises/go-http") }
        }
    }

    @Test func filesThatAreNoText() throws {
        try Fixture.withFolder { folder in
            let file = folder + "/demo/exercise.yaml"
            try Fixture.write("", to: file)
            try Data(Array("format: 1\ntitle: ".utf8) + [0xff, 0xfe, 10]).write(to: URL(fileURLWithPath: file))
            let bytes = #expect(throws: CourseErrors.self) { try ExerciseLoader.load(folder: folder + "/demo") }
            #expect(bytes?.errors.first?.line == 2)
            #expect(truncate(file, 2 << 20) == 0)
            #expect(throws: CourseErrors.self) { try ExerciseLoader.load(folder: folder + "/demo") }
            try FileManager.default.removeItem(atPath: file)
            #expect(mkfifo(file, 0o600) == 0)
            #expect(throws: CourseErrors.self) { try ExerciseLoader.load(folder: folder + "/demo") }
            #expect(throws: CourseErrors.self) { try ExerciseLoader.load(folder: folder + "/nowhere") }
        }
    }
}

import Course
import Glibc
import Testing

@testable import Grading

@Suite struct ExerciseFolderRulesTests {
    @Test func `what is missing, too much or without effect is named`() throws {
        let scratch = try Scratch()
        for folder in [
            "solution", "mistakes", "mistakes/wrong", "mistakes/same", "mistakes/mode", "alternatives",
            "alternatives/less",
        ] {
            _ = try scratch.folder(folder)
        }
        try scratch.write("solution/start.sh", Array("right".utf8))
        try scratch.write("mistakes/wrong/start.sh", Array("wrong".utf8))
        try scratch.write("mistakes/same/start.sh", Array("right".utf8))
        try scratch.write("mistakes/mode/start.sh", Array("right".utf8))
        #expect(chmod(scratch.path + "/mistakes/mode/start.sh", 0o600) == 0)
        try scratch.write("alternatives/less/.remove", Array("start.sh\nnothing\n".utf8))
        try scratch.write("notes.txt", [])
        let exercise = Exercise(
            id: "demo", folder: scratch.path, title: "Demo", summary: "", minutes: nil, images: [], files: [],
            limits: Limits(), checks: [], mistakes: [], passesOnStarter: [])
        #expect(
            ExerciseFolderRules(exercise).problems() == [
                "README.md is missing: it is what the learner reads.",
                "mistakes/same does not differ from the solution.",
                "alternatives/less/.remove names nothing, which is not in solution/.",
                "notes.txt has no place in an exercise's folder.",
            ])
    }
}

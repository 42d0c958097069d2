import Course
import Progress
import Testing

@Suite struct LocationTests {
    @Test(arguments: [
        (false, ["HOME": "/home/ada"], "/home/ada/.local/state/workshop/progress"),
        (false, ["HOME": "/home/ada", "XDG_STATE_HOME": "/s"], "/s/workshop/progress"),
        (false, ["HOME": "/home/ada", "XDG_DATA_HOME": "/d"], "/d/workshop/progress"),
        (false, ["XDG_STATE_HOME": "/s", "XDG_DATA_HOME": "/d"], "/s/workshop/progress"),
        (false, ["HOME": "/home/ada", "XDG_STATE_HOME": ""], "/home/ada/.local/state/workshop/progress"),
        (false, ["WORKSHOP_HOME": "w", "HOME": "/home/ada"], "/here/w/progress"),
        (true, ["HOME": "/root", "XDG_STATE_HOME": "/s"], "/var/lib/workshop/progress"),
        (true, ["WORKSHOP_PROGRESS": "p", "WORKSHOP_HOME": "/w"], "/here/p"),
        (true, ["WORKSHOP_HOME": "/w"], "/w/progress"), (false, [:], "/tmp/.local/state/workshop/progress"),
    ])
    func whereProgressIsKept(_ isRoot: Bool, _ environment: [String: String], _ folder: String) {
        #expect(
            ProgressLocation.folder(isRoot: isRoot, currentFolder: "/here", environment: { environment[$0] }) == folder)
    }

    @Test func aCourseIsKnownByItsNameOrElseByItsPlace() throws {
        let folder = try TemporaryFolder()
        try folder.write("Exercises/a/exercise.yaml", "")
        let course = try CourseFolder(folder.path)
        let unnamed = CourseIdentity(course)
        #expect(unnamed.id.hasPrefix("path-") && unnamed.id.count == 29)
        #expect(CourseIdentity(course) == unnamed)
        try folder.write("course.yaml", "format: 1\nid: containers\ntitle: Containers\n")
        #expect(CourseIdentity(course).id == "containers")
        // One that is no name cannot be a file's name, and counts as none.
        try folder.write("course.yaml", "format: 1\nid: ../../etc/passwd\n")
        #expect(CourseIdentity(course).id == unnamed.id)
    }
}

import Glibc
import Learning
import Linux
import TerminalText
import Testing

@Suite struct DiffTests {
    @Test func changedNewAndMissingFilesAreShown() async throws {
        let folder = try TemporaryFolder()
        for (name, text) in [
            ("e/starter/same", "x\n"), ("e/starter/changed", "one\ntwo\n"), ("e/starter/missing", "gone\n"),
            ("mine/same", "x\n"), ("mine/changed", "one\nTWO\n"), ("mine/-new", "fresh"), ("mine/.git/HEAD", "x"),
        ] { try folder.write(name, text) }
        let diff = StarterDiff(exerciseFolder: folder.path + "/e", folder: folder.path + "/mine")
        #expect(
            try await diff.lines() == [
                "--- /dev/null", "+++ mine/-new", "@@ -0,0 +1 @@", "+fresh", "\\ No newline at end of file",
                "--- starter/changed", "+++ mine/changed", "@@ -1,2 +1,2 @@", " one", "-two", "+TWO",
                "--- starter/missing", "+++ /dev/null", "@@ -1 +0,0 @@", "-gone",
            ])
        chmod(folder.path + "/mine/same", 0o755)
        #expect(try await diff.lines().contains("mode of mine/same differs from starter/same"))
    }

    @Test func nothingIsSaidWhenNothingDiffers() async throws {
        let folder = try TemporaryFolder()
        try folder.write("e/starter/a", "x")
        try folder.write("mine/a", "x")
        #expect(try await StarterDiff(exerciseFolder: folder.path + "/e", folder: folder.path + "/mine").lines() == [])
    }

    @Test(arguments: [
        ("+a", Style.good), ("-a", .bad), ("@@ -1 +1 @@", .quiet), ("+++ mine/a", .strong), ("--- starter/a", .strong),
        (" a", .plain),
    ])
    func linesHaveColours(_ line: String, _ style: Style) {
        #expect(StarterDiff.styled(line).spans.map(\.style) == [style])
    }
}

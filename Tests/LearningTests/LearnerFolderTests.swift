import FoundationEssentials
import Learning
import Testing

@Suite struct LearnerFolderTests {
    @Test func nothingThatExistsIsChanged() throws {
        let folder = try TemporaryFolder()
        try folder.write(".gitignore", "mine\n")
        let contents = LearnerFolder.Contents(title: "Containers", firstExercise: "hello-image")
        let first = try LearnerFolder.make(folder.path + "/", contents)
        #expect(first.created == ["README.md", ".editorconfig", ".vscode/settings.json"])
        #expect(first.kept == [".gitignore"])
        #expect(folder.read(".gitignore") == "mine\n")
        #expect(folder.read("README.md")?.contains("workshop start hello-image") == true)
        let second = try LearnerFolder.make(folder.path, contents)
        #expect(second.created == [] && second.kept.count == 4)
    }

    @Test func theFolderIsMadeAndTheSettingsAreJSON() throws {
        let folder = try TemporaryFolder()
        _ = try LearnerFolder.make(
            folder.path + "/a/b",
            LearnerFolder.Contents(
                title: "C", firstExercise: nil, schemas: ["exercise.yaml": #"/a "quoted"\path/exercise.json"#]))
        let text = try #require(folder.read("a/b/.vscode/settings.json"))
        struct Settings: Decodable {
            var yamlSchemas: [String: [String]];
            enum CodingKeys: String, CodingKey { case yamlSchemas = "yaml.schemas" }
        }
        let settings = try JSONDecoder().decode(Settings.self, from: Data(text.utf8))
        #expect(settings.yamlSchemas == [#"/a "quoted"\path/exercise.json"#: ["**/exercise.yaml"]])
    }

    @Test func whatCannotBeMadeIsSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", "")
        #expect(throws: LearnerFolderError.self) {
            try LearnerFolder.make(folder.path + "/file/below", .init(title: "", firstExercise: nil))
        }
    }
}

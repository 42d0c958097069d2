import Foundation
import Testing

@testable import Course

/// The schemas for editors know the keys that the readers know, and no others.
///
/// A key that nobody knows makes a reader say which ones there are; these are compared with the schema's.
@Suite struct SchemaTests {
    private static let unknown = "nobody-knows-this-key-at-all"

    private static func schema(_ name: String) throws -> [String: Any] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appending(path: "Schemas/\(name).schema.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// The keys of the object at a path such as `$defs/check`.
    private static func keys(at path: String, in schema: [String: Any]) throws -> Set<String> {
        var value: Any = schema
        for part in path.split(separator: "/") {
            if let list = value as? [Any] {
                value = list[try #require(Int(part))]
            } else {
                value = try #require((value as? [String: Any])?[String(part)], "\(path)")
            }
        }
        let object = try #require(value as? [String: Any])
        #expect(object["additionalProperties"] as? Bool == false, "\(path)")
        return Set(try #require(object["properties"] as? [String: Any], "\(path)").keys)
    }

    /// What errors say there is: the words in backquotes behind `It may have` or `There are`.
    private static func known(in errors: [CourseError]) throws -> Set<String> {
        let error = try #require(errors.first { $0.message.contains(unknown) }, "\(errors)")
        return Set(try #require(error.help).matches(of: /`([^`]+)`/).map { String($0.1) })
    }

    private static func errors(_ text: String) -> [CourseError] {
        do throws(CourseErrors) {
            _ = try ExerciseLoader.read(text, id: "demo", folder: "/nowhere", file: "exercise.yaml")
            return []
        } catch {
            return error.errors
        }
    }

    /// An exercise with some more lines at its end.
    private static func exercise(_ lines: String) -> String {
        """
        format: 1
        title: T
        summary: S
        checks:
          - {id: a, title: A, reason: R, hint: H, do: [build: {}]}
        \(lines)

        """
    }

    /// An exercise with one action.
    private static func action(_ text: String) -> String {
        """
        format: 1
        title: T
        summary: S
        checks:
          - {id: a, title: A, reason: R, hint: H, do: [\(text)]}

        """
    }

    static let probes: [(path: String, text: String)] = {
        let key = "\(unknown): {}"
        var probes: [(String, String)] = [
            ("", exercise(key)),
            ("$defs/limits", exercise("limits: {\(key)}")),
            ("properties/starter", exercise("starter: {\(key)}")),
            ("$defs/mistake", exercise("mistakes: {m: {\(key)}}")),
            (
                "$defs/check",
                "format: 1\ntitle: T\nsummary: S\nchecks: [{id: a, title: A, reason: R, hint: H, do: [], \(key)}]\n"
            ),
            ("$defs/action", action("{\(key)}")),
            ("$defs/selector", action("build: {reuses: [{\(key)}]}")),
            ("$defs/mount", action("run: {mounts: [{\(key)}]}")),
            ("$defs/textMatch/anyOf/1", action("run: {expect: {stdout: {\(key)}}}")),
            ("$defs/numberMatch/anyOf/2", action("image: {layers: {\(key)}}")),
            ("$defs/durationMatch/anyOf/2", action("run: {expect: {time: {\(key)}}}")),
            ("$defs/sizeMatch/anyOf/2", action("image: {size: {\(key)}}")),
            ("$defs/action-image/properties/smaller-than", action("image: {smaller-than: {\(key)}}")),
            ("$defs/action-image/properties/config", action("image: {config: {\(key)}}")),
            ("$defs/action-image/properties/files/items", action("image: {files: [{\(key)}]}")),
            ("$defs/action-run/properties/expect", action("run: {expect: {\(key)}}")),
            ("$defs/action-exec/properties/expect", action("exec: {expect: {\(key)}}")),
            ("$defs/action-http/properties/expect", action("http: {expect: {\(key)}}")),
            ("$defs/action-listen/properties/respond", action("listen: {respond: {\(key)}}")),
            ("$defs/action-received/properties/expect", action("received: {expect: {\(key)}}")),
        ]
        for name in [
            "build", "dockerfile", "image", "volume", "run", "start", "logs", "exec", "process", "http", "listen",
            "received", "stop", "restart", "remove", "gone", "listens",
        ] {
            probes.append(("$defs/action-\(name)", action("\(name): {\(key)}")))
        }
        return probes
    }()

    @Test(arguments: probes)
    func exercisesHaveTheKeysOfTheSchema(path: String, text: String) throws {
        #expect(try Self.known(in: Self.errors(text)) == Self.keys(at: path, in: Self.schema("exercise")))
    }

    @Test func everyMapOfTheSchemaIsCompared() throws {
        var found: Set<String> = []
        func visit(_ value: Any, _ path: String) {
            if let list = value as? [Any] {
                for (index, item) in list.enumerated() { visit(item, "\(path)/\(index)") }
            }
            guard let object = value as? [String: Any] else { return }
            if object["properties"] is [String: Any], object["additionalProperties"] != nil {
                found.insert(String(path.dropFirst()))
            }
            for (key, item) in object { visit(item, "\(path)/\(key)") }
        }
        visit(try Self.schema("exercise"), "")
        #expect(found == Set(Self.probes.map(\.path)))
    }

    @Test func chaptersHaveTheKeysOfTheSchema() throws {
        let chapter = ChapterReader.read("---\n\(Self.unknown): 1\n---\n", id: "01-a", path: "01-a.md")
        #expect(try Self.known(in: chapter.problems) == Self.keys(at: "", in: Self.schema("chapter")))
    }

    @Test func referencesLeadSomewhere() throws {
        for name in ["exercise", "chapter"] {
            let schema = try Self.schema(name)
            let definitions = try #require(schema["$defs"] as? [String: Any])
            let text = String(decoding: try JSONSerialization.data(withJSONObject: schema), as: UTF8.self)
            let references = Set(text.matches(of: /#\\?\/\$defs\\?\/([a-zA-Z-]+)/).map { String($0.1) })
            #expect(references.isSubset(of: definitions.keys))
            // None is left that nothing uses.
            #expect(Set(definitions.keys).subtracting(references).isEmpty)
        }
    }
}

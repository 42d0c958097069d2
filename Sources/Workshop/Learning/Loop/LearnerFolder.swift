import Glibc
import Linux

/// A folder for a learner's work, as `workshop init` makes it.
public struct LearnerFolder: Sendable, Equatable {
    /// What was made, and what was there already and stays as it is. Paths are relative to the folder.
    public private(set) var created: [String] = []
    public private(set) var kept: [String] = []

    /// What the folder's files speak of.
    public struct Contents: Sendable {
        /// The course's title.
        public var title: String
        /// The first exercise; `nil` in a course without any.
        public var firstExercise: String?
        /// JSON Schemas by the files that they are for: `exercise.yaml` and an absolute path.
        public var schemas: [String: String]

        public init(title: String, firstExercise: String?, schemas: [String: String] = [:]) {
            self.title = title
            self.firstExercise = firstExercise
            self.schemas = schemas
        }
    }

    /// Makes the folder where it is missing, and the files in it. Nothing that exists is changed, so it may be a Git repository
    /// or a folder that is in use.
    ///
    /// - Throws: ``LearnerFolderError``; what was made by then stays.
    public static func make(_ folder: String, _ contents: Contents) throws(LearnerFolderError) -> LearnerFolder {
        var result = LearnerFolder()
        for (path, text) in files(contents) { try result.write(text, to: path, in: folder) }
        return result
    }

    private mutating func write(_ text: String, to path: String, in folder: String) throws(LearnerFolderError) {
        let target = folder + "/" + path
        do {
            try FileCopies.makeFolders(String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)]))
        } catch {
            throw LearnerFolderError(description: error.description)
        }
        // O_EXCL: what exists stays, also a link that leads nowhere.
        let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            if errno == EEXIST {
                kept.append(path)
                return
            }
            throw LearnerFolderError(description: "\(target) cannot be made: \(String(cString: strerror(errno))).")
        }
        let file = OwnedDescriptor(descriptor)
        do {
            try Descriptor.write(Array(text.utf8), to: file.number)
        } catch {
            unlink(target)
            throw LearnerFolderError(description: "\(target) cannot be written: \(error.reason).")
        }
        created.append(path)
    }

    static func files(_ contents: Contents) -> [(path: String, text: String)] {
        [
            ("README.md", readme(contents)), (".gitignore", ignored), (".editorconfig", editor),
            (".vscode/settings.json", settings(contents.schemas)),
        ]
    }

    private static func readme(_ contents: Contents) -> String {
        let first = contents.firstExercise ?? "EXERCISE"
        return """
            # My work: \(contents.title.filter { !$0.isNewline })

            Each exercise has a folder of its own here. Begin one with `workshop start \(first)`; what it asks for is shown by
            `workshop read \(first)`.

            | command | what it does |
            | --- | --- |
            | `workshop` | shows the course, how far you are, and what comes next |
            | `workshop next` | opens what comes next |
            | `workshop verify` | in an exercise's folder: builds and runs your work, and says what is right and what is not |
            | `workshop watch` | the same, again each time you save a file |
            | `workshop hint` | gives one hint more |
            | `workshop diff` | shows what you have changed |
            | `workshop reset` | gives you the first files back, and keeps yours; `workshop reset --undo` brings yours back |

            How far you are is not kept in this folder. You may put it under Git, move it or delete it.

            """
    }

    private static let ignored = """
        # What exercises leave behind.
        *.tar
        *.log
        node_modules/
        __pycache__/
        *.swp
        *~
        .DS_Store

        """

    private static let editor = """
        root = true

        [*]
        charset = utf-8
        end_of_line = lf
        insert_final_newline = true
        indent_style = space
        indent_size = 4

        [*.{yaml,yml,json}]
        indent_size = 2

        [*.go]
        indent_style = tab

        """

    private static func settings(_ schemas: [String: String]) -> String {
        var lines = [
            #"    "files.eol": "\n""#,
            #"    "files.associations": { "Dockerfile.*": "dockerfile", "*.Dockerfile": "dockerfile" }"#,
        ]
        if !schemas.isEmpty {
            let entries = schemas.sorted { $0.key < $1.key }.map {
                "        \(quoted($0.value)): [\(quoted("**/" + $0.key))]"
            }
            lines.append("    \"yaml.schemas\": {\n\(entries.joined(separator: ",\n"))\n    }")
        }
        return "{\n\(lines.joined(separator: ",\n"))\n}\n"
    }

    /// A JSON string, as RFC 8259, section 7, wants it.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// Why a learner's folder could not be made, as a sentence.
public struct LearnerFolderError: Error, Sendable, Equatable, CustomStringConvertible {
    public var description: String
}

import Dockerfile
import Testing

@testable import workshop

@Suite struct StarterLinesTests {
    private static let starter = """
        FROM alpine
        RUN apk add \\
            curl
        # TODO: the command
        """

    @Test(arguments: [
        // The learner's file, a line of it, and whether the learner wrote it.
        ("FROM alpine\nRUN apk add \\\n    curl\nCMD sh", 1, false),
        ("FROM alpine\nRUN apk add \\\n    curl\nCMD sh", 2, false),
        ("FROM alpine\nRUN apk add \\\n    curl\nCMD sh", 4, true),
        ("FROM alpine\nRUN apk add \\\n    curl bash\nCMD sh", 2, true),
        ("FROM alpine\nRUN apk add \\\n    curl bash\nCMD sh", 3, true),
        ("\n\nFROM alpine\nCMD sh", 3, false),
        ("FROM alpine:3.19\nCMD sh", 1, true),
    ])
    func adviceIsForWhatTheLearnerWrote(_ text: String, line: Int, isOwn: Bool) throws {
        let file = try Dockerfile.parse(Array(text.utf8), file: "Dockerfile")
        #expect(StarterLines(starter: Array(Self.starter.utf8)).isOwn(line: line, of: file) == isOwn)
        // Without a starter, or with one that says nothing yet, all is the learner's.
        for nothing in ["", "# Write your Dockerfile here.\n"] {
            #expect(StarterLines(starter: Array(nothing.utf8)).isOwn(line: line, of: file))
        }
    }
}

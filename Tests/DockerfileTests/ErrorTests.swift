import Testing

@testable import Dockerfile

@Suite struct ErrorTests {
    @Test(arguments: try Fixture.blocks("errors.txt").map { [$0.text] + $0.expected.map(String.init) })
    func errors(_ block: [String]) throws {
        let text = block[0]
        let columns = Fixture.columns(block[1][...])
        let bytes = Fixture.bytes(text)
        let caught = #expect(throws: DockerfileError.self) { try Dockerfile.parse(bytes, file: "Dockerfile") }
        let error = try #require(caught, "no error in\n\(text)")
        let place = "\(error.line):\(error.column) \(error.kind)"
        #expect(place == columns[0], "\(error)\n\(text)")
        #expect(error.message.contains(columns[1]), "\(error)")
        #expect((error.help ?? "").contains(columns[2]) || columns[2].isEmpty, "\(error)")
        #expect(error.file == "Dockerfile")
    }

    @Test(arguments: [
        ("FROM a\nRUN x\0y\n", DockerfileError.Kind.notText, 2, 6),
        ("FROM a\nRUN \(String(repeating: "x", count: 70_000))\n", .tooLarge, 2, 1),
    ])
    func notDockerfiles(_ text: String, _ kind: DockerfileError.Kind, _ line: Int, _ column: Int) {
        #expect {
            try Dockerfile.parse(Array(text.utf8), file: "x")
        } throws: {
            let error = $0 as? DockerfileError
            return error?.kind == kind && error?.line == line && error?.column == column
        }
    }

    @Test func hugeAndForeignFilesAreRefused() {
        #expect(throws: DockerfileError.self) {
            try Dockerfile.parse([UInt8](repeating: 120, count: 100 << 20), file: "x")
        }
        #expect(throws: DockerfileError.self) { try Dockerfile.parse([0xFF, 0xFE, 0x46, 0], file: "x") }
        #expect(throws: DockerfileError.self) { try Dockerfile.parse([], file: "x") }
    }

    @Test func tenThousandSteps() throws {
        let text = "FROM a\n" + String(repeating: "RUN echo \"$x\" \\\n  && true\n", count: 10_000)
        #expect(try Dockerfile.parse(Array(text.utf8), file: "x").stages[0].instructions.count == 10_000)
    }

    /// Sizes that would take for ever if any step were quadratic in lines, words, stages or heredocs.
    @Test(arguments: [
        ("RUN true", " \\\n && x", 30_000, ""), ("COPY a", " \\\n b", 30_000, " /c"),
        ("ENV a=b", " \\\n c=\"d\"", 30_000, ""), ("CMD [\"a\"", ", \\\n\"b\"", 30_000, "]"),
        ("COPY", " <<E \\\n", 5_000, " /x\n" + String(repeating: "x\nE\n", count: 5_000)),
        ("RUN a \\\n", "\n", 200_000, "b"), ("RUN a \\\n", "# c\n", 100_000, "b"), ("", "\\\n", 100_000, "RUN b"),
        ("RUN x\n", "FROM b AS c\n", 10_000, "RUN b"), ("COPY <<E /x\n", "$x\n", 100_000, "E\n"),
    ])
    func sizesThatHurtAQuadraticParser(_ start: String, _ middle: String, _ count: Int, _ end: String) throws {
        let text = "FROM a\n" + start + String(repeating: middle, count: count) + end
        #expect(try Dockerfile.parse(Array(text.utf8), file: "x").instructions.count >= 2)
    }

    @Test func portsAreBounded() {
        let text = "FROM a\nEXPOSE" + String(repeating: " \\\n 1-65535", count: 1000)
        #expect(throws: DockerfileError.self) { try Dockerfile.parse(Array(text.utf8), file: "x") }
    }

    @Test func fiveHundredStages() throws {
        let text = (0..<500).map { "FROM \($0 == 0 ? "a" : "s\($0 - 1)") AS s\($0)\n" }.joined()
        let file = try Dockerfile.parse(Array(text.utf8), file: "x")
        #expect(file.stages.count == 500)
        #expect(file.stage("S499")?.index == 499)
        #expect(file.stage("s499", before: 499) == nil)
        #expect(file.stage("-1") == nil)
    }

    @Test func longLinesAreAllowedUpToDockersLimit() throws {
        for (count, isAllowed) in [(65_531, true), (65_532, false)] {
            let text = Array(("FROM a\nRUN " + String(repeating: "x", count: count) + "\n").utf8)
            #expect(((try? Dockerfile.parse(text, file: "x")) != nil) == isAllowed)
        }
    }

    @Test func everyPrefixAndBrokenByteEndsInAResultOrAnError() {
        let text =
            "# escape=`\nFROM a AS b\nRUN --mount=type=bind,target=/x <<'E' cat\nx\nE\nENV a=\"b ${c:-d}\" e='f'\nCMD [\"a\", \"\\u00e4\"]\nEXPOSE 1-5/udp\n"
        let bytes = Array(text.utf8)
        for end in bytes.indices {
            _ = try? Dockerfile.parse(Array(bytes[..<end]), file: "x")
            for byte: UInt8 in [10, 34, 92, 255] {
                var broken = bytes
                broken[end] = byte
                _ = try? Dockerfile.parse(broken, file: "x")
            }
        }
    }
}

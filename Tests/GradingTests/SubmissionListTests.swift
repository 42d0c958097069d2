import Glibc
import Testing

@testable import Grading

@Suite struct SubmissionListTests {
    @Test func `folders and archives are submissions, other files are named`() throws {
        let scratch = try Scratch()
        for folder in ["alice", "bob", "__MACOSX", ".hidden"] { _ = try scratch.folder(folder) }
        for file in ["alice.zip", "carol.TAR.GZ", "dave.tgz", "notes.txt", "grades.csv", "erin.tar"] {
            try scratch.write(file, [])
        }
        #expect(symlink("/etc", scratch.path + "/link") == 0)
        let list = try SubmissionList(folder: scratch.path)
        #expect(list.submissions.map(\.name) == ["alice", "alice.zip", "bob", "carol", "dave", "erin"])
        #expect(list.submissions.map(\.kind) == [.folder, .zip, .folder, .gzippedTar, .gzippedTar, .tar])
        #expect(list.ignored == ["grades.csv", "link", "notes.txt"])
    }

    @Test func `names are made fit to be shown`() {
        let table: [(bytes: [UInt8], shown: String)] = [
            (Array("plain".utf8), "plain"), (Array("zwei\nZeilen".utf8), "zwei\\nZeilen"),
            ([0x61, 0xff], "a\\xff"), (Array("\u{1b}[31mred".utf8), "\\x1b[31mred"),
            (Array("a\u{202e}b".utf8), "a\\u{202e}b"), (Array("naïve 日本".utf8), "naïve 日本"),
        ]
        for (bytes, shown) in table { #expect(PlainText.oneLine(bytes) == shown) }
    }

    @Test func `a folder that cannot be read is the instructor's to mend`() {
        #expect(throws: SubmissionError.self) { _ = try SubmissionList(folder: "/nowhere/at/all") }
    }
}

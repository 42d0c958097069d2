import Foundation
import Glibc
import Testing

@testable import Verify

@Suite struct FileTreeTests {
    @Test func copiesWhatIsThereAndNothingElse() async throws {
        let folder = try LearnerFolder(["sub/run.sh": "#!/bin/sh\n", "plain": "x"])
        chmod(folder.path + "/sub/run.sh", 0o755)
        chmod(folder.path + "/sub", 0o511)
        symlink("/etc/passwd", folder.path + "/link")
        mkfifo(folder.path + "/fifo", 0o600)
        let odd = [UInt8](arrayLiteral: 0x6e, 0xff, 0x0a)
        let oddPath = (Array((folder.path + "/").utf8) + odd + [0]).map { CChar(bitPattern: $0) }
        close(open(oddPath, O_CREAT | O_WRONLY, 0o600))
        let work = try WorkingFolder()
        defer { work.remove() }
        let copy = work.newPath()
        try await FileTree.copy(folder.path, to: copy)
        let names = FileTree.names(in: copy)
        #expect(Set(names) == Set(["sub", "plain", "link"].map { Array($0.utf8) } + [odd]))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: copy + "/link") == "/etc/passwd")
        var status = stat()
        #expect(stat(copy + "/sub/run.sh", &status) == 0 && status.st_mode & 0o7777 == 0o755)
        #expect(stat(copy + "/sub", &status) == 0 && status.st_mode & 0o7777 == 0o511)
        #expect(FilePaths.read(copy + "/sub/run.sh", limit: 100) == Array("#!/bin/sh\n".utf8))
    }

    @Test func removesFoldersOfDeadRunsOnly() throws {
        let alive = try WorkingFolder()
        defer { alive.remove() }
        let base = URL(fileURLWithPath: alive.path).deletingLastPathComponent().path
        let dead = base + "/workshop-verify-dead\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: dead + "/1/deep", withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: dead + "/lock", contents: nil)
        let next = try WorkingFolder()
        next.remove()
        #expect(!FileTree.exists(dead))
        #expect(FileTree.exists(alive.path))
        #expect(!FileTree.exists(next.path))
    }

    @Test(arguments: [
        ("app.js", "// touched 7\n"), ("main.go", "// touched 7\n"), ("run.py", "# touched 7\n"),
        ("index.html", "<!-- touched 7 -->\n"), ("Makefile", "# touched 7\n"), ("data.json", "\t\t\t \t\t  \n"),
        ("notes", "\t\t\t \t\t  \n"),
    ])
    func addsAHarmlessLine(_ name: String, _ line: String) { #expect(FileChange.line(for: name, token: "7") == line) }

    @Test(arguments: [
        ("a/./b//c/", "a/b/c"), ("../../etc", "etc"), ("a/../b", "b"), (".", ""), ("./Dockerfile", "Dockerfile"),
    ])
    func normalizesPaths(_ path: String, _ normal: String) { #expect(FilePaths.normal(path) == normal) }
}

import Glibc
import Testing

@testable import Grading

@Suite struct CourseArchiveTests {
    private func makeArchive(_ scratch: Scratch, _ kind: Submission.Kind, _ name: String) throws -> String {
        var tar = TarBuilder()
        tar.add("course/", type: "5", mode: 0o755)
        tar.add("course/Exercises/demo/exercise.yaml", Array("format: 1\n".utf8))
        let made = try scratch.archive(tar, kind)
        let path = scratch.path + "/" + name
        #expect(rename(made, path) == 0)
        return path
    }

    @Test(arguments: [
        (Submission.Kind.tar, "c.tar"), (.gzippedTar, "c.tar.gz"), (.gzippedTar, "C.TGZ"), (.zip, "c.zip"),
    ])
    func `an archive is unpacked once`(kind: Submission.Kind, name: String) throws {
        let scratch = try Scratch()
        let archive = try makeArchive(scratch, kind, name)
        #expect(CourseArchive.isArchive(archive))
        let cache = scratch.path + "/deep/cache"
        let folder = try CourseArchive.unpack(archive, into: cache)
        #expect(folder.hasPrefix(cache + "/") && folder.hasSuffix("/course"))
        #expect(access(folder + "/Exercises/demo/exercise.yaml", R_OK) == 0)
        #expect(unlink(folder + "/Exercises/demo/exercise.yaml") == 0)
        #expect(try CourseArchive.unpack(archive, into: cache) == folder)
        #expect(access(folder + "/Exercises/demo/exercise.yaml", R_OK) != 0)
    }

    @Test func `nothing is left of an archive that is refused`() throws {
        let scratch = try Scratch()
        let archive = try makeArchive(scratch, .tar, "c.tar")
        let cache = scratch.path + "/cache"
        #expect(throws: SubmissionError.self) {
            try CourseArchive.unpack(archive, into: cache, limits: ArchiveLimits(entries: 1))
        }
        #expect(throws: SubmissionError.self) {
            try CourseArchive.unpack(archive, into: cache, limits: ArchiveLimits(archiveBytes: 10))
        }
        #expect(run(["/bin/sh", "-c", "test -z \"$(ls -A '\(cache)')\""]) == 0)
        #expect(throws: SubmissionError.self) { try CourseArchive.unpack(scratch.path + "/none.zip", into: cache) }
        #expect(!CourseArchive.isArchive(scratch.path))
    }
}

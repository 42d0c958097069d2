import Foundation
import Glibc
import Linux
import Testing

@testable import Images

@Suite struct LayerArchiveTests {
    /// The digest was computed by Go's archive/tar with the settings of containerd's differ over the same folder.
    @Test func theArchiveIsTheOneThatOtherBuildersMake() throws {
        let test = try TemporaryStore()
        let snapshot = try test.snapshot { try LayerFixture.fill($0) }
        // For computing the digest anew by other means.
        if let copy = ProcessInfo.processInfo.environment["LAYER_FIXTURE_COPY"] {
            #expect(try run("cp", ["-a", snapshot.path, copy]) == 0)
        }
        let digest = try LayerArchive.digest(snapshot: snapshot.path)
        #expect(digest.diffID == "sha256:32b768058625aa589c0ffc772ec5a49a91452e9f943fba4940ef4cfe510a69d1")
    }

    @Test func tarUnpacksWhatWasPacked() throws {
        let test = try TemporaryStore()
        let snapshot = try test.snapshot { try LayerFixture.fill($0) }
        let archive = test.root + "/layer.tar"
        let file = try Descriptor.open(archive, O_WRONLY | O_CREAT)
        _ = try LayerArchive.write(
            snapshot: snapshot.path, to: DescriptorSink(descriptor: file.number, subject: archive))
        let unpacked = test.root + "/unpacked"
        try FileManager.default.createDirectory(atPath: unpacked, withIntermediateDirectories: true)
        #expect(
            try run("tar", ["-C", unpacked, "-xpf", archive, "--xattrs", "--numeric-owner", "--same-owner"]) == 0)
        // What the layer removes is there as a mark; all else is as it was.
        for mark in ["etc/.wh.gone", "srv/.wh..wh..opq"] { #expect(exists(unpacked + "/" + mark)) }
        let before = try TreeDescription(of: snapshot.path).lines.filter { !$0.contains(" whiteout ") }
        let after = try TreeDescription(of: unpacked).lines.filter { !$0.contains(".wh.") }
        #expect(before == after)
    }

    @Test func laterTimesAreSetBackAndEarlierOnesStay() throws {
        let test = try TemporaryStore()
        let snapshot = try test.snapshot { folder in
            try folder.file("old", "1")
            try folder.file("new", "2")
            for (name, time) in [("old", 1000), ("new", 5000)] {
                let moment = timespec(tv_sec: time, tv_nsec: 0)
                try systemCall("utimens") { utimensat(AT_FDCWD, folder.path + "/" + name, [moment, moment], 0) }
            }
        }
        let archive = test.root + "/layer.tar"
        let file = try Descriptor.open(archive, O_RDWR | O_CREAT)
        _ = try LayerArchive.write(
            snapshot: snapshot.path, to: DescriptorSink(descriptor: file.number, subject: archive), latestTime: 3000)
        let bytes = try SmallFile.read(archive)
        func time(at entry: Int) -> Int? {
            Int(String(decoding: bytes[entry * 512 + 136..<entry * 512 + 147], as: UTF8.self), radix: 8)
        }
        // `new` first, with one block of contents.
        #expect(time(at: 0) == 3000)
        #expect(time(at: 2) == 1000)
    }

    /// Headers whose files no test can make: the digits are those of Go's archive/tar.
    @Test(arguments: [
        ("large", Int64(9) << 30, Int64(0), Int64(0), "19 size=9663676416\n"),
        ("owner", 1, 2_097_152, 0, "15 uid=2097152\n"),
        ("future", 1, 0, 8_589_934_592, "20 mtime=8589934592\n"),
        ("past", 1, 0, -5, "12 mtime=-5\n"),
    ])
    func numbersThatDoNotFitBecomeRecords(
        name: String, size: Int64, user: Int64, seconds: Int64, record: String
    ) {
        var header = TarHeader(name: Array(name.utf8), kind: .file)
        header.size = size
        header.user = user
        header.seconds = seconds
        let blocks = header.blocks
        #expect(blocks.count == 3 * 512)
        #expect(blocks[156] == UInt8(ascii: "x"))
        #expect(String(decoding: blocks[512..<512 + record.utf8.count], as: UTF8.self) == record)
        #expect(blocks[1024 + 156] == UInt8(ascii: "0"))
    }

    @Test func aDeepTreeNeedsNoStack() throws {
        let test = try TemporaryStore()
        let draft = try test.store.beginDraft(parent: nil)
        var folder = try Descriptor.open(draft.upper, O_RDONLY | O_DIRECTORY)
        for _ in 0..<400 {
            try systemCall("mkdir") { mkdirat(folder.number, "d", 0o755) }
            folder = OwnedDescriptor(try systemCall("open") { openat(folder.number, "d", O_RDONLY | O_DIRECTORY) })
        }
        let snapshot = try test.store.commit(draft)
        let other = LayerHasher()
        let digest = try #require(
            try other.digests(of: [(.init(snapshot: snapshot.id, latestTime: nil), snapshot.path)]).first)
        #expect(digest.bytes > 400 * 512)
    }
}

/// Runs a program of the system and returns its exit status.
func run(_ program: String, _ arguments: [String], output: String? = nil) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Tool.find(program)))
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    if let output {
        FileManager.default.createFile(atPath: output, contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: output)
    } else {
        process.standardOutput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}

import Glibc
import Testing

@testable import Grading

@Suite struct UnpackerTests {
    static let kinds: [Submission.Kind] = [.tar, .gzippedTar, .zip]

    @Test(arguments: kinds)
    func `files, folders and links come out as they went in`(kind: Submission.Kind) throws {
        let scratch = try Scratch()
        var tar = TarBuilder()
        tar.add("app/", type: "5", mode: 0o755)
        tar.add("app/Dockerfile", Array("FROM scratch\n".utf8))
        tar.add("app/start.sh", Array("#!/bin/sh\n".utf8), mode: 0o755)
        tar.add("app/sub dir/ünïcode", Array("x".utf8))
        tar.add("app/link", type: "2", target: "sub dir/ünïcode")
        _ = try scratch.unpack(try scratch.archive(tar, kind), kind)
        #expect(scratch.text("unpacked/app/Dockerfile") == "FROM scratch\n")
        #expect(scratch.text("unpacked/app/link") == "x")
        #expect(access(scratch.path + "/unpacked/app/start.sh", X_OK) == 0)
        #expect(SubmissionRoot.find(in: scratch.path + "/unpacked") == scratch.path + "/unpacked/app")
    }

    @Test(arguments: kinds)
    func `names may be long and hold line breaks and bytes that are not UTF-8`(kind: Submission.Kind) throws {
        let scratch = try Scratch()
        let long = String(repeating: "d/", count: 30) + String(repeating: "n", count: 200)
        var tar = TarBuilder()
        tar.add("two\nlines", Array("a".utf8))
        // A ZIP marks its names as UTF-8 or leaves their encoding open; the program that makes one here always marks them.
        if kind != .zip { tar.add(name: [0x62, 0xff], Array("b".utf8)) }
        tar.add(long, Array("c".utf8))
        tar.extend("path", Array("extended/näme".utf8))
        tar.add("short", Array("d".utf8))
        _ = try scratch.unpack(try scratch.archive(tar, kind), kind)
        #expect(scratch.text("unpacked/two\nlines") == "a")
        if kind != .zip {
            #expect(run(["/bin/sh", "-c", "test -e \"$(printf '\(scratch.path)/unpacked/b\\377')\""]) == 0)
        }
        #expect(scratch.text("unpacked/" + long) == "c")
        #expect(scratch.text("unpacked/extended/näme") == "d")
    }

    struct Attack: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var kinds: [Submission.Kind] = UnpackerTests.kinds
        var says: String
        var limits = ArchiveLimits(totalBytes: 8 << 20, entries: 50)
        var make: @Sendable (inout TarBuilder) -> Void
    }

    static let attacks: [Attack] = [
        Attack(testDescription: "a name that goes up", says: "leads outside: ../up") { $0.add("../up") },
        Attack(testDescription: "a name that goes up later", says: "leads outside: a/../../up") {
            $0.add("a/../../up")
        },
        Attack(testDescription: "an absolute name", says: "absolute name: /tmp/x") { $0.add("/tmp/x") },
        Attack(testDescription: "a link that is absolute", says: "link that leads outside: l → /etc/passwd") {
            $0.add("l", type: "2", target: "/etc/passwd")
        },
        Attack(testDescription: "a link that goes up", says: "link that leads outside: d/l → ../../x") {
            $0.add("d/l", type: "2", target: "../../x")
        },
        Attack(testDescription: "a link that goes up through a link", says: "link that leads outside: b → a/a/../..") {
            $0.add("a", type: "2", target: ".")
            $0.add("b", type: "2", target: "a/a/../..")
        },
        Attack(testDescription: "a file written through a link", says: "passes through a link") {
            $0.add("d", type: "2", target: ".")
            $0.add("d/file", [1])
        },
        Attack(testDescription: "a hard link to the host", kinds: [.tar, .gzippedTar], says: "absolute link target") {
            $0.add("l", type: "1", target: "/etc/passwd")
        },
        Attack(testDescription: "a hard link to a symbolic link", kinds: [.tar], says: "no file of it") {
            $0.add("s", type: "2", target: "nothing")
            $0.add("l", type: "1", target: "s")
        },
        Attack(testDescription: "a device", kinds: [.tar, .gzippedTar], says: "a device or a pipe: sda") {
            $0.add("sda", type: "4")
        },
        Attack(testDescription: "a pipe", kinds: [.tar, .gzippedTar], says: "a device or a pipe: p") {
            $0.add("p", type: "6")
        },
        Attack(testDescription: "a file over a folder", kinds: [.tar], says: "same name") {
            $0.add("d/", type: "5")
            $0.add("d", [1])
        },
        Attack(testDescription: "too many files", says: "more than 50 files") { tar in
            for number in 0...60 { tar.add("file-\(number)") }
        },
        Attack(
            testDescription: "too many bytes", says: "more than 1 MiB of files",
            limits: ArchiveLimits(totalBytes: 1 << 20)
        ) {
            // Bytes that do not compress well: a counter through a multiplicative hash.
            $0.add("big", (0..<(5 << 18)).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) })
        },
        Attack(
            testDescription: "a bomb", kinds: [.gzippedTar, .zip], says: "200 times larger",
            limits: ArchiveLimits(ratioFloor: 1 << 20)
        ) { $0.add("zeros", [UInt8](repeating: 0, count: 8 << 20)) },
        Attack(testDescription: "folders without end", says: "nested deeper than 40") {
            $0.add(String(repeating: "d/", count: 60) + "f")
        },
        Attack(testDescription: "a size beyond all files", kinds: [.tar, .gzippedTar], says: "ends within a file") {
            $0.add("f", [1, 2, 3], size: 1 << 30)
        },
        Attack(testDescription: "an endless extended header", kinds: [.tar], says: "longer than 1 MiB") {
            $0.add("x", [1], type: "x", size: 1 << 30)
        },
    ]

    @Test(arguments: attacks)
    func `what would do harm is rejected with its reason`(attack: Attack) throws {
        for kind in attack.kinds {
            let scratch = try Scratch()
            var tar = TarBuilder()
            attack.make(&tar)
            let archive = try scratch.archive(tar, kind)
            let error = #expect(throws: SubmissionError.self) {
                _ = try scratch.unpack(archive, kind, limits: attack.limits)
            }
            guard case .rejected(let reason) = error else {
                Issue.record(
                    "\(kind): \(error.map(String.init(describing:)) ?? "nothing") is not the submission's fault")
                continue
            }
            #expect(reason.contains(attack.says), "\(kind)")
            #expect(access(scratch.path + "/up", F_OK) != 0)
        }
    }

    @Test func `damaged archives are rejected with what the program says`() throws {
        var tar = TarBuilder()
        tar.add("Dockerfile", (0..<200_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) })
        let table: [(kind: Submission.Kind, says: String)] = [
            (.tar, "damaged: it ends within a file"), (.gzippedTar, "damaged: unexpected end of file"),
            (.zip, "damaged"),
        ]
        for (kind, says) in table {
            let scratch = try Scratch()
            let archive = try scratch.archive(tar, kind)
            #expect(run(["/usr/bin/truncate", "-s", "-1500", archive]) == 0)
            let error = #expect(throws: SubmissionError.self) { _ = try scratch.unpack(archive, kind) }
            #expect(error?.description.contains(says) == true, "\(kind): \(error?.description ?? "")")
        }
    }

    @Test(arguments: kinds)
    func `a file is judged by what it holds, not by its name`(kind: Submission.Kind) throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "page", Array("<html>Please log in</html>".utf8) + [UInt8](repeating: 32, count: 600))
        let error = #expect(throws: SubmissionError.self) { _ = try scratch.unpack(file, kind) }
        guard case .rejected = error else {
            Issue.record("\(kind): \(String(describing: error))")
            return
        }
    }

    @Test func `an encrypted ZIP is named as such`() throws {
        let scratch = try Scratch()
        let file = try scratch.write("secret.txt", Array("secret".utf8))
        let zip = scratch.path + "/secret.zip"
        #expect(
            run([
                "/usr/bin/bsdtar", "-cf", zip, "--format=zip", "--options=zip:encryption=zipcrypt", "--passphrase=x",
                file,
            ])
                == 0)
        #expect(throws: SubmissionError.rejected("The archive is encrypted.")) { _ = try scratch.unpack(zip, .zip) }
    }

    @Test func `setuid bits do not come along`() throws {
        let scratch = try Scratch()
        var tar = TarBuilder()
        tar.add("tool", [1], mode: 0o6755)
        _ = try scratch.unpack(try scratch.archive(tar, .tar), .tar)
        var status = stat()
        #expect(stat(scratch.path + "/unpacked/tool", &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o755)
    }
}

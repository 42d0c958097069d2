import Foundation
import Glibc
import Linux
import Testing

@testable import Catalogue

/// The `adduser` of the catalogue's images, run by the host's shell on files of a temporary folder.
@Suite(.enabled(if: geteuid() == 0)) struct UsersToolTests {
    private final class Box {
        let root = NSTemporaryDirectory() + "users-test-" + UUID().uuidString

        init() throws {
            for folder in ["", "/etc", "/home"] { mkdir(root + folder, 0o755) }
            try SmallFile.write("root:x:0:0:root:/root:/bin/sh\n", to: root + "/etc/passwd")
            try SmallFile.write("root:x:0:\nusers:x:100:\nnogroup:x:65533:\n", to: root + "/etc/group")
            try SmallFile.write("root:*:::::::\n", to: root + "/etc/shadow")
            let text = Script.users.replacingOccurrences(of: "/etc/", with: root + "/etc/")
                .replacingOccurrences(of: "/home/", with: root + "/home/")
            for name in ["adduser", "addgroup", "deluser", "delgroup"] {
                try SmallFile.write(text, to: root + "/" + name, mode: 0o755)
            }
        }

        deinit { try? removeTree(root) }

        func run(_ command: String) async throws -> (status: Int32, error: String) {
            let shell = try #require(Tool.find("sh"))
            var request = SpawnRequest(shell, ["-c", command])
            request.environment = ["PATH=\(root):/usr/sbin:/usr/bin:/sbin:/bin"]
            let result = try await Tool.run(request)
            return (result.termination.status, String(decoding: result.error, as: UTF8.self))
        }

        func file(_ name: String) -> String {
            (SmallFile.text(root + "/etc/" + name) ?? "").replacingOccurrences(of: root, with: "")
        }
    }

    @Test(arguments: [
        ("adduser -D app", "app:x:1000:1000:Linux User,,,:/home/app:/bin/sh", "app:x:1000:"),
        ("adduser -D app < /dev/null", "app:x:1000:1000:Linux User,,,:/home/app:/bin/sh", "app:x:1000:"),
        (
            "adduser -D -u 1500 -h /srv/x -H -s /bin/ash web", "web:x:1500:1500:Linux User,,,:/srv/x:/bin/ash",
            "web:x:1500:"
        ),
        ("adduser -DHu1500 web", "web:x:1500:1500:Linux User,,,:/home/web:/bin/sh", "web:x:1500:"),
        ("addgroup -S app && adduser -S app -G app", "app:x:100:101:Linux User,,,:/home/app:/bin/false", "app:x:101:"),
        ("adduser -S -D -H svc", "svc:x:100:65533:Linux User,,,:/home/svc:/bin/false", "nogroup:x:65533:"),
        (
            "adduser --disabled-password --gecos 'A B' --no-create-home --uid=1234 c",
            "c:x:1234:1234:A B:/home/c:/bin/sh", "c:x:1234:"
        ),
        ("adduser -D a && addgroup -g 2000 g && adduser a g && addgroup a g", "a:x:1000:", "g:x:2000:a\n"),
        (
            "adduser -D a && adduser -D b && adduser a users && adduser b users && deluser a users", "b:",
            "users:x:100:b\n"
        ),
    ])
    func adding(_ command: String, _ user: String, _ group: String) async throws {
        let box = try Box()
        let result = try await box.run(command)
        #expect(result.status == 0)
        #expect(result.error == "")
        #expect(box.file("passwd").contains("\n" + user))
        #expect((box.file("group")).contains(group))
    }

    @Test func homesBelongToTheirUsers() async throws {
        let box = try Box()
        #expect(try await box.run("adduser -D app").status == 0)
        var status = stat()
        #expect(stat(box.root + "/home/app", &status) == 0)
        #expect(status.st_uid == 1000 && status.st_gid == 1000 && status.st_mode & 0o7777 == 0o755)
        #expect(box.file("shadow").contains("\napp:!::0:"))
    }

    @Test func removing() async throws {
        let box = try Box()
        #expect(
            try await box.run("adduser -D a && adduser a users && deluser a && addgroup g && delgroup g").status == 0)
        #expect(!box.file("passwd").contains("a:x:1000"))
        #expect(!box.file("shadow").contains("a:!"))
        #expect(box.file("group") == "root:x:0:\nusers:x:100:\nnogroup:x:65533:\n")
    }

    @Test(arguments: [
        ("adduser -D root", "in use"), ("adduser -D 'a b'", "no user"), ("adduser -D we:ird", "not a valid name"),
        ("adduser", "missing"), ("adduser -D -u x a", "not a number"), ("adduser -D -u 0 a", "in use"),
        ("adduser -D -G none a", "unknown group"), ("adduser -X a", "no option"), ("addgroup users", "in use"),
        ("addgroup -g 100 x", "in use"), ("deluser nobody", "unknown user"), ("delgroup none", "unknown group"),
        ("adduser nobody users", "no user"), ("adduser root none", "no group"),
    ])
    func refusing(_ command: String, _ words: String) async throws {
        let box = try Box()
        let before = (box.file("passwd"), box.file("group"), box.file("shadow"))
        let result = try await box.run(command)
        #expect(result.status == 1)
        #expect(result.error.contains(words))
        #expect((box.file("passwd"), box.file("group"), box.file("shadow")) == before)
    }
}

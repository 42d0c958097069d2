import Testing

@testable import Linux

@Suite struct UserDatabaseTests {
    private let database = UserDatabase(
        passwd: Array(
            """
            root:x:0:0:root:/root:/bin/sh
            app:x:1000:1001::/home/app:/bin/sh
            nohome:x:1002:1002:::/bin/sh
            1500:x:7:8::/odd:/bin/sh
            broken line
            """.utf8),
        group: Array("root:x:0:\nstaff:x:50:app,other\nappgroup:x:1001:\nwheel:x:10:app\nbad\n".utf8))

    @Test(
        arguments: [
            ("", 0, 0, [UInt32](), "/root"),
            ("root", 0, 0, [], "/root"),
            ("app", 1000, 1001, [10, 50], "/home/app"),
            ("app:", 1000, 1001, [10, 50], "/home/app"),
            ("1000", 1000, 1001, [10, 50], "/home/app"),
            ("app:staff", 1000, 50, [], "/home/app"),
            ("app:77", 1000, 77, [], "/home/app"),
            ("4242", 4242, 0, [], "/"),
            ("4242:staff", 4242, 50, [], "/"),
            ("nohome", 1002, 1002, [], "/"),
            ("1500", 7, 8, [], "/odd"),
            (":staff", 0, 50, [], "/root"),
        ] as [(String, UInt32, UInt32, [UInt32], String)])
    func resolves(text: String, uid: UInt32, gid: UInt32, groups: [UInt32], home: String) throws {
        let identity = try database.resolve(text)
        #expect(identity == .init(uid: uid, gid: gid, additionalGroups: groups, home: home))
    }

    @Test(arguments: [
        ("ghost", UserDatabase.ResolutionError.noUser("ghost")),
        ("app:ghosts", .noGroup("ghosts")),
        ("-1", .noUser("-1")),
        ("99999999999", .badNumber("99999999999")),
        ("1:4294967296", .badNumber("4294967296")),
    ])
    func refuses(text: String, error: UserDatabase.ResolutionError) {
        #expect(throws: error) { try database.resolve(text) }
    }

    @Test func subordinateRanges() {
        let text = "# comment\nstudent:100000:65536\nstudent:300000:10\n1001:500000:70000\nother:1:1\nstudent:x:1\n"
        #expect(SubordinateRange.parse(text, name: "student", id: 9) == .init(start: 100000, count: 65536))
        #expect(SubordinateRange.parse(text, name: "student", id: 1001) == .init(start: 500000, count: 70000))
        #expect(SubordinateRange.parse(text, name: "ghost", id: 9) == nil)
    }
}

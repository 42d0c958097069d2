import Glibc
import Images
import Linux
import Testing

@Suite struct LeaseTests {
    @Test func draftsOfALivingStoreStay() throws {
        let test = try TemporaryStore()
        let draft = try test.store.beginDraft(parent: nil)
        let other = try test.another()
        defer { other.close() }
        #expect(exists(draft.upper))
    }

    @Test func closingRemovesDraftsAndTheLease() throws {
        let test = try TemporaryStore()
        let other = try test.another()
        let draft = try other.beginDraft(parent: nil)
        other.close()
        #expect(!exists(draft.upper))
        #expect(!exists(test.root + "/leases/" + other.lease.id))
        #expect(exists(test.root + "/leases/" + test.store.lease.id))
    }

    /// Another process holds the lock as flock(1) and is killed.
    @Test func aKilledProcessLosesItsDrafts() async throws {
        let test = try TemporaryStore()
        let lease = "0123456789abcdef0123456789abcdef"
        let path = test.root + "/leases/" + lease
        let drafts = test.root + "/drafts/" + lease + "/1"
        try TestFolder(path: test.root).file("drafts/\(lease)/1/upper/file", "x")
        try TestFolder(path: test.root).folder("drafts/\(lease)/1/work/work")
        try systemCall("chmod") { chmod(drafts + "/work/work", 0) }

        let tool = try #require(Tool.find("flock"))
        let pipe = try Descriptor.pipe()
        var request = SpawnRequest(tool, ["--no-fork", path, "sh", "-c", "echo held; exec cat /dev/zero >/dev/null"])
        request.descriptors = [(pipe.write.number, 1)]
        let process = try ChildProcess(request)
        #expect(try Descriptor.read(pipe.read.number, limit: 5) == Array("held\n".utf8))

        try test.another().close()
        #expect(exists(drafts + "/upper/file"))

        process.kill()
        _ = await process.wait()
        try test.another().close()
        #expect(!exists(drafts))
        #expect(!exists(path))
    }

    @Test func sessionsOfTheDeadWaitForWhoKnowsHowToClearThem() throws {
        let test = try TemporaryStore()
        let lease = "fedcba9876543210fedcba9876543210"
        try TestFolder(path: test.root).file("leases/" + lease)
        try TestFolder(path: test.root).file("sessions/\(lease)/container", "pid")
        let other = try test.another()
        defer { other.close() }
        #expect(exists(test.root + "/sessions/" + lease))

        struct Stuck: Error {}
        #expect(throws: Stuck.self) { try other.reapSessions { _, _ in throw Stuck() } }
        #expect(exists(test.root + "/sessions/\(lease)/container"))

        var seen: [String] = []
        try other.reapSessions { id, folder in
            seen.append(id)
            #expect(exists(folder + "/container"))
        }
        #expect(seen == [lease])
        #expect(!exists(test.root + "/sessions/" + lease))
        #expect(!exists(test.root + "/leases/" + lease))
    }
}

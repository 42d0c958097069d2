import Glibc
import Linux
import Testing

@testable import Learning

@Suite struct FolderChangesTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("Dockerfile", "FROM scratch\n")
        try folder.write("src/app.js", "1\n")
    }

    /// Waits until what was told names all of the paths, and returns everything that was told.
    private func changes(_ paths: Set<String>, _ watch: TreeWatch) throws -> TreeWatch.Changes {
        var all = TreeWatch.Changes()
        while !paths.isSubset(of: all.paths) {
            var entry = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
            // The system tells at once; a minute is for machines that are very busy.
            guard poll(&entry, 1, 60_000) > 0 else { break }
            let more = watch.take()
            all.paths.formUnion(more.paths)
            all.isLost = all.isLost || more.isLost
            all.isGone = all.isGone || more.isGone
        }
        return all
    }

    @Test func aWrittenFileIsTold() throws {
        let watch = try TreeWatch(folder.path)
        try folder.write("Dockerfile", "FROM alpine\n")
        #expect(try changes(["Dockerfile"], watch) == .init(paths: ["Dockerfile"]))
    }

    @Test func aFileReplacedByARenameIsTold() throws {
        let watch = try TreeWatch(folder.path)
        try folder.write("src/app.js~", "2\n")
        rename(folder.path + "/src/app.js~", folder.path + "/src/app.js")
        #expect(try changes(["src/app.js"], watch).paths == ["src/app.js"])
    }

    @Test func newFoldersAreWatched() throws {
        let watch = try TreeWatch(folder.path)
        try folder.write("a/b/c", "1")
        #expect(try changes(["a/b/c"], watch).paths.contains("a/b/c"))
        try folder.write("a/b/d", "2")
        #expect(try changes(["a/b/d"], watch).paths.contains("a/b/d"))
    }

    @Test func aFolderMovedInCountsWithWhatIsInIt() throws {
        try folder.write("watched/x", "")
        try folder.write("other/y/z", "")
        let watch = try TreeWatch(folder.path + "/watched")
        rename(folder.path + "/other", folder.path + "/watched/in")
        #expect(try changes(["in/y/z"], watch).paths == ["in/y/z"])
    }

    @Test func aFolderMovedAwayIsToldOnce() throws {
        try folder.write("watched/sub/x", "")
        let watch = try TreeWatch(folder.path + "/watched")
        rename(folder.path + "/watched/sub", folder.path + "/elsewhere")
        #expect(try changes(["sub"], watch).paths == ["sub"])
        try folder.write("elsewhere/x", "not watched any more")
        try folder.write("watched/last", "")
        #expect(try changes(["last"], watch).paths == ["last"])
    }

    @Test func whatEditorsNeedForThemselvesIsNotTold() throws {
        let watch = try TreeWatch(folder.path)
        for name in [".Dockerfile.swp", "4913", "Dockerfile~", ".git/index", ".workshop"] {
            try folder.write(name, "x")
        }
        try folder.write("last", "")
        #expect(try changes(["last"], watch).paths == ["last"])
    }

    @Test func removedFilesAndPermissionsAreTold() throws {
        let watch = try TreeWatch(folder.path)
        chmod(folder.path + "/Dockerfile", 0o755)
        unlink(folder.path + "/src/app.js")
        #expect(try changes(["Dockerfile", "src/app.js"], watch).paths == ["Dockerfile", "src/app.js"])
    }

    @Test func aLostQueueIsNoticedAndTheFolderWatchedAnew() throws {
        let most = SmallFile.text("/proc/sys/fs/inotify/max_queued_events").flatMap {
            Int($0.filter(\.isNumber))
        }
        let watch = try TreeWatch(folder.path)
        // Two files in turn: the same event twice in a row would be one.
        for number in 0..<(try #require(most) + 100) {
            try folder.write(number % 2 == 0 ? "one" : "two", "")
        }
        #expect(watch.take().isLost)
        try folder.write("src/after", "")
        #expect(try changes(["src/after"], watch).paths.contains("src/after"))
    }

    @Test func theEndOfTheFolderIsToldAndEndsTheBatches() async throws {
        try folder.write("watched/x", "")
        let changes = try FolderChanges(folder.path + "/watched")
        try removeTree(folder.path + "/watched")
        var last: FolderChanges.Batch?
        for await batch in changes.batches { last = batch }
        #expect(last?.isGone == true)
    }

    @Test func whatChangesAtOnceIsOneBatch() async throws {
        let changes = try FolderChanges(folder.path)
        try folder.write("Dockerfile", "1")
        try folder.write("src/app.js", "2")
        var batches = changes.batches.makeAsyncIterator()
        var told: Set<String> = []
        while told != ["Dockerfile", "src/app.js"], let batch = await batches.next() { told.formUnion(batch.paths) }
        #expect(told == ["Dockerfile", "src/app.js"])
        changes.stop()
        #expect(await batches.next() == nil)
    }

    @Test func aFolderThatIsNotThereIsSaid() {
        let error = #expect(throws: WatchError.self) { try FolderChanges(folder.path + "/none") }
        #expect(error?.description == "The folder \(folder.path)/none is not there any more.")
    }
}

import Glibc
import Linux

/// Changes in a learner's folder, each batch told when it has been quiet for a moment: editors save in several steps.
public final class FolderChanges: Sendable {
    /// What changed at about the same time.
    public struct Batch: Sendable, Equatable {
        /// Relative to the folder and sorted; empty when too much changed at once to be told one by one.
        public var paths: [String]
        /// The folder was removed or moved away. It is the last batch.
        public var isGone: Bool
    }

    /// The batches, in order. For one reader.
    public let batches: AsyncStream<Batch>
    private let stopper: OwnedDescriptor

    /// How long nothing must have changed, and after how long a batch is told though something still changes; milliseconds.
    private static let quiet: Int32 = 50
    private static let longest: Int64 = 1_000

    /// Begins to watch. What changes from now on is told.
    ///
    /// - Throws: ``WatchError`` when the folder cannot be watched.
    public init(_ folder: String) throws(WatchError) {
        let ends: (read: OwnedDescriptor, write: OwnedDescriptor)
        let watch: TreeWatch
        do throws(SystemError) {
            ends = try Descriptor.pipe()
            watch = try TreeWatch(folder)
        } catch {
            throw WatchError(folder: folder, error)
        }
        stopper = ends.write
        let (stream, continuation) = AsyncStream.makeStream(of: Batch.self, bufferingPolicy: .unbounded)
        batches = stream
        Thread.start {
            Self.run(watch, stop: ends.read) { continuation.yield($0) }
            continuation.finish()
        }
    }

    deinit { stop() }

    /// Ends the batches.
    public func stop() { stopper.closeNow() }

    private static func run(_ watch: TreeWatch, stop: OwnedDescriptor, tell: (Batch) -> Void) {
        var pending = TreeWatch.Changes()
        var since: Int64 = 0
        while true {
            var entries = [
                pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stop.number, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&entries, 2, pending.isEmpty ? -1 : quiet)
            if count < 0 && errno != EINTR || entries[1].revents != 0 { return }
            if count > 0 {
                let changes = watch.take()
                if pending.isEmpty { since = Clock.monotonic }
                pending.paths.formUnion(changes.paths)
                pending.isLost = pending.isLost || changes.isLost
                pending.isGone = pending.isGone || changes.isGone
            }
            let isLate = Clock.monotonic - since > longest * 1_000_000
            guard !pending.isEmpty, count == 0 || isLate else { continue }
            tell(Batch(paths: pending.isLost ? [] : pending.paths.sorted(), isGone: pending.isGone))
            if pending.isGone { return }
            pending = TreeWatch.Changes()
        }
    }
}

/// Why a folder cannot be watched.
public struct WatchError: Error, Sendable, Equatable, CustomStringConvertible {
    public var description: String

    init(folder: String, _ error: SystemError) {
        switch error.errno {
        case ENOSPC:
            description =
                "The system watches no more folders for this user. Raise the number: sudo sysctl fs.inotify.max_user_watches=524288"
        case EMFILE:
            description =
                "The system has no more watchers for this user: end another watch or editor, or raise the number: sudo sysctl fs.inotify.max_user_instances=512"
        case ENOENT: description = "The folder \(folder) is not there any more."
        default: description = "The folder \(folder) cannot be watched: \(error.reason)."
        }
    }
}

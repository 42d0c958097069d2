import Dispatch
import Glibc
import Linux

/// Computes the digests of layers on threads of its own, no more at once than there are processors.
///
/// It knows folders and keeps results in memory; the store writes them down.
final class LayerHasher: Sendable {
    /// A layer: a snapshot, and how late the times in its archive may be.
    struct Layer: Sendable, Hashable {
        var snapshot: SnapshotID
        var latestTime: Int64?
    }

    private enum Outcome: Sendable {
        case done(LayerDigest)
        case failed(any Error)
    }

    private struct State {
        var waiting: [(layer: Layer, path: String)] = []
        var known: Set<Layer> = []
        var outcomes: [Layer: Outcome] = [:]
        var unsaved: [Layer: LayerDigest] = [:]
        var threads = 0
        var waiters: [DispatchSemaphore] = []
        var isStopped = false
    }

    private let state = Locked(State())
    private let limit = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// Begins with a layer unless it was begun before. Returns at once.
    func start(_ layer: Layer, path: String) {
        let needsThread = state.withLock { state in
            guard !state.isStopped, state.known.insert(layer).inserted else { return false }
            state.waiting.append((layer, path))
            guard state.threads < limit else { return false }
            state.threads += 1
            return true
        }
        if needsThread { Thread.start { self.work() } }
    }

    /// The digests of layers, as soon as they are there. Blocks the calling thread.
    func digests(of layers: [(layer: Layer, path: String)]) throws -> [LayerDigest] {
        for entry in layers { start(entry.layer, path: entry.path) }
        return try layers.map { try digest(of: $0.layer) }
    }

    private func digest(of layer: Layer) throws -> LayerDigest {
        while true {
            let semaphore = DispatchSemaphore(value: 0)
            let outcome = state.withLock { state -> Outcome? in
                if let outcome = state.outcomes[layer] {
                    // What failed may be tried again.
                    if case .failed = outcome {
                        state.outcomes[layer] = nil
                        state.known.remove(layer)
                    }
                    return outcome
                }
                if state.isStopped { return .failed(CancellationError()) }
                state.waiters.append(semaphore)
                return nil
            }
            switch outcome {
            case .done(let digest): return digest
            case .failed(let error): throw error
            case nil: semaphore.wait()
            }
        }
    }

    /// Results that nobody has written down yet.
    var unsaved: [Layer: LayerDigest] { state.withLock { $0.unsaved } }

    func markSaved(_ layers: some Sequence<Layer> & Sendable) {
        state.withLock { state in
            for layer in layers { state.unsaved[layer] = nil }
        }
    }

    /// Gives up what is under way.
    func stop() {
        let waiters = state.withLock { state in
            state.isStopped = true
            state.waiting = []
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.signal() }
    }

    private func work() {
        while true {
            let next = state.withLock { state -> (layer: Layer, path: String)? in
                guard !state.waiting.isEmpty else {
                    state.threads -= 1
                    return nil
                }
                return state.waiting.removeFirst()
            }
            guard let next else { return }
            let outcome: Outcome
            do {
                outcome = .done(
                    try LayerArchive.digest(snapshot: next.path, latestTime: next.layer.latestTime) { [state] in
                        state.withLock { $0.isStopped }
                    })
            } catch {
                outcome = .failed(error)
            }
            let waiters = state.withLock { state in
                state.outcomes[next.layer] = outcome
                if case .done(let digest) = outcome { state.unsaved[next.layer] = digest }
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.signal() }
        }
    }
}

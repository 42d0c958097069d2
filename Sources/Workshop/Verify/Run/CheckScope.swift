import EngineInterface
import Synchronization

/// A container of a check, under the name that the exercise uses.
struct TestContainer: Sendable {
    let name: String
    let handle: any ContainerHandle
    /// The build that its image comes from, if it comes from one.
    let image: BuiltImage?
    /// What it runs.
    let command: Evidence?
    let isShared: Bool
    /// The limits that were given to the engine.
    let limits: ResourceLimits
}

/// What a check made and what it sees of the checks that it needs.
final class CheckScope: Sendable {
    private struct State {
        var images: [String: BuiltImage] = [:]
        var containers: [TestContainer] = []
        /// The engine's names of volumes, by the exercise's names.
        var volumes: [String: String] = [:]
        /// Of those, the ones that this check created.
        var createdVolumes: Set<String> = []
        var listeners: [String: RequestRecorder] = [:]
        var isEnding = false
    }

    private let state = Mutex(State())
    /// The scopes of the checks that this one needs, nearest first.
    private let visible: [CheckScope]

    init(visible: [CheckScope]) { self.visible = visible }

    // MARK: Looking up

    private func find<Value>(_ look: (State) -> Value?) -> Value? {
        for scope in [self] + visible {
            if let value = scope.state.withLock({ look($0) }) { return value }
        }
        return nil
    }

    func image(_ name: String) -> BuiltImage? { find { $0.images[name] } }

    /// - Throws: ``CheckFault`` when there is none: the check or its `needs` are wrong.
    func container(_ name: String) throws(CheckFault) -> TestContainer {
        if let container = find({ state in state.containers.last { $0.name == name } }) { return container }
        throw CheckFault(
            "The check speaks of a container \(name), but neither it nor a check that it needs keeps one of that name.")
    }

    func volume(_ name: String) -> String? { find { $0.volumes[name] } }

    func listener(_ name: String) throws(CheckFault) -> RequestRecorder {
        if let listener = find({ $0.listeners[name] }) { return listener }
        throw CheckFault(
            "The check speaks of a listener \(name), but neither it nor a check that it needs has one of that name.")
    }

    /// Every listener that can be seen. The nearest wins where two have one name.
    var listenerAddresses: [String: String] {
        var result: [String: String] = [:]
        for scope in ([self] + visible).reversed() {
            for (name, listener) in scope.state.withLock({ $0.listeners }) { result[name] = listener.address }
        }
        return result
    }

    /// The containers that this check made.
    var containers: [TestContainer] { state.withLock { $0.containers } }

    // MARK: Adding

    func add(_ image: BuiltImage, as name: String) { state.withLock { $0.images[name] = image } }

    /// Takes a container over, which is removed with the scope. `false`: the scope ends already.
    func add(_ container: TestContainer) -> Bool {
        state.withLock { state in
            if !state.isEnding { state.containers.append(container) }
            return !state.isEnding
        }
    }

    func remember(volume: String, as name: String) { state.withLock { $0.volumes[name] = volume } }

    func addCreated(volume: String, as name: String) {
        state.withLock {
            $0.volumes[name] = volume
            $0.createdVolumes.insert(volume)
        }
    }

    func add(_ listener: RequestRecorder, as name: String) { state.withLock { $0.listeners[name] = listener } }

    // MARK: Ending

    /// Kills what runs, so that whoever waits for it goes on.
    func killAll() async {
        for container in containers where !container.isShared { try? await container.handle.kill(signal: 9) }
    }

    /// Removes what the check made and does not share. What cannot be removed is noted in the run's leftovers.
    ///
    /// - Parameter isLast: nobody needs what it shares any more, so that goes, too.
    func end(isLast: Bool, context: RunContext) async {
        let (containers, volumes, listeners) = state.withLock { state in
            let going = state.containers.filter { isLast || !$0.isShared }
            state.containers.removeAll { isLast || !$0.isShared }
            state.isEnding = true
            guard isLast else { return (going, Set<String>(), [RequestRecorder]()) }
            let listeners = Array(state.listeners.values)
            let volumes = state.createdVolumes
            state.listeners = [:]
            state.createdVolumes = []
            return (going, volumes, listeners)
        }
        for container in containers {
            do {
                try await container.handle.remove(volumes: true)
                context.names.release(container.handle.name)
            } catch {
                context.leftovers.add("The container \(container.name) could not be removed: \(error)")
            }
        }
        for volume in volumes {
            do {
                try await context.session.removeVolume(volume)
            } catch let error as EngineError where error.kind == .noSuchVolume {
                // The check removed it itself.
            } catch {
                context.leftovers.add("The volume \(volume) could not be removed: \(error)")
            }
            context.names.release("volume " + volume)
        }
        for listener in listeners { await listener.close() }
    }
}

/// Names that are taken in a session.
final class NameRegistry: Sendable {
    private let taken = Mutex<Set<String>>([])

    /// The name itself when it is free, else with a number behind it. `prefix` keeps kinds of names apart.
    func claim(_ name: String, prefix: String = "") -> String {
        taken.withLock { taken in
            var result = name
            var number = 2
            while !taken.insert(prefix + result).inserted {
                result = "\(name)-\(number)"
                number += 1
            }
            return result
        }
    }

    func release(_ name: String) { _ = taken.withLock { $0.remove(name) } }
}

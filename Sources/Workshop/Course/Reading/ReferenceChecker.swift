/// Looks that every image, container, volume and listener is there when an action speaks of it.
struct ReferenceChecker {
    let drafts: [CheckDraft]
    /// The base images that the exercise names.
    let images: [String]
    let problems: Problems

    /// What is there at one point of a check.
    private struct Names {
        /// Whether all stages were kept.
        var images: [String: Bool] = [:]
        /// The published ports.
        var containers: [String: [Int]] = [:]
        var shared: Set<String> = []
        var removed: Set<String> = []
        var volumes: Set<String> = []
        /// The port.
        var listeners: [String: Int] = [:]
    }

    func run() {
        let left = Dictionary(drafts.map { ($0.check.id, Self.left(by: $0)) }) { first, _ in first }
        for draft in drafts {
            var seen = Names()
            for need in NeedsChecker.closure(of: draft.check.id, in: drafts).sorted() where need != draft.check.id {
                guard let names = left[need] else { continue }
                seen.images.merge(names.images) { $0 || $1 }
                seen.containers.merge(names.containers) { $0 + $1 }
                seen.volumes.formUnion(names.volumes)
                seen.listeners.merge(names.listeners) { first, _ in first }
            }
            seen.shared = Set(seen.containers.keys)
            for (use, place) in draft.uses.all { look(use, place, &seen) }
        }
    }

    /// What a check leaves to those that need it.
    private static func left(by draft: CheckDraft) -> Names {
        var names = Names()
        for (use, _) in draft.uses.all {
            switch use {
            case .builds(let image, let allStages): names.images[image] = allStages
            case .starts(let container, isShared: true, let ports, _): names.containers[container] = ports
            case .makesVolume(let volume): names.volumes.insert(volume)
            case .listens(let listener, let port): names.listeners[listener] = port
            case .removes(let container): names.containers[container] = nil
            default: break
            }
        }
        return names
    }

    private func look(_ use: NameUses.Use, _ place: Place, _ seen: inout Names) {
        switch use {
        case .builds(let image, let allStages): seen.images[image] = allStages
        case .usesImage(let image): lookForImage(image, place, seen)
        case .needsAllStages(let image):
            if seen.images[image] == false {
                problems.add(
                    place, "The build of `\(image)` keeps its last stage only, so there is nothing to compare with.",
                    help: "Write `all-stages: true` in that build.")
            }
        case .starts(let container, _, let ports, let isRun):
            lookAtStart(container, isRun: isRun, place, seen)
            seen.containers[container] = ports
            seen.removed.remove(container)
        case .usesContainer(let container): lookForContainer(container, place, seen)
        case .needsPublished(let container, let port):
            if let ports = seen.containers[container], !ports.contains(port) {
                problems.add(
                    place, "The container `\(container)` does not publish port \(port).",
                    help: "Write `publish: [\(port)]` where it is started.")
            }
        case .removes(let container):
            seen.containers[container] = nil
            seen.removed.insert(container)
        case .looksForRest(let container):
            if !seen.removed.contains(container) { lookForContainer(container, place, seen) }
        case .makesVolume(let volume): seen.volumes.insert(volume)
        case .usesVolume(let volume):
            if !seen.volumes.contains(volume) {
                problems.add(
                    place, "No volume `\(volume)` is known here.",
                    help: Spelling.help(
                        for: volume, among: seen.volumes.sorted(), otherwise: "Known are ")
                        ?? "Make it before with `- volume: {create: \(volume)}`.")
            }
        case .listens(let listener, let port): lookAtListener(listener, port, place, &seen)
        case .usesListener(let listener):
            if seen.listeners[listener] == nil {
                problems.add(
                    place, "No listener `\(listener)` is known here.",
                    help: Spelling.help(for: listener, among: seen.listeners.keys.sorted(), otherwise: "Known are ")
                        ?? "Open it before with `listen`.")
            }
        }
    }

    private func lookForImage(_ image: String, _ place: Place, _ seen: Names) {
        guard seen.images[image] == nil, !images.contains(image) else { return }
        let builder = drafts.first { draft in
            draft.uses.all.contains { if case .builds(image, _) = $0.use { true } else { false } }
        }
        problems.add(
            place, "Nobody built an image `\(image)` before, and it is not among the `images` of the exercise.",
            help: builder.map {
                "The check `\($0.check.id)` builds it: build it earlier, or add that check to `needs`."
            }
                ?? Spelling.nearest(to: image, among: seen.images.keys.sorted() + images).map {
                    "Did you mean `\($0)`?"
                } ?? "Build it before, or add it to `images`.")
    }

    private func lookForContainer(_ container: String, _ place: Place, _ seen: Names) {
        if seen.containers[container] != nil { return }
        if seen.removed.contains(container) {
            problems.add(place, "The container `\(container)` was removed before.")
            return
        }
        let starter = drafts.first { draft in
            draft.uses.all.contains { if case .starts(container, _, _, _) = $0.use { true } else { false } }
        }
        problems.add(
            place, "No container `\(container)` is there at this point.",
            help: Spelling.nearest(to: container, among: seen.containers.keys.sorted()).map { "Did you mean `\($0)`?" }
                ?? starter.map {
                    "The check `\($0.check.id)` starts one: start it earlier, or write `shared: true` there and add that "
                        + "check to `needs`."
                } ?? "Start it before with `start`.")
    }

    private func lookAtStart(_ container: String, isRun: Bool, _ place: Place, _ seen: Names) {
        if seen.listeners[container] != nil {
            problems.add(place, "A listener is called `\(container)` already, and both would be reached by that name.")
        }
        guard seen.containers[container] != nil, !isRun else { return }
        problems.add(
            place,
            seen.shared.contains(container)
                ? "A check that this one needs keeps a container `\(container)` already."
                : "A container `\(container)` was started before.",
            help: "Choose another name.")
    }

    private func lookAtListener(_ listener: String, _ port: Int, _ place: Place, _ seen: inout Names) {
        if seen.containers[listener] != nil {
            problems.add(place, "A container is called `\(listener)` already, and both would be reached by that name.")
        }
        if seen.listeners[listener] != nil {
            problems.add(place, "A listener `\(listener)` is there already.", help: "Choose another name.")
            return
        }
        if port > 0, let other = seen.listeners.first(where: { $0.value == port })?.key {
            problems.add(
                place, "The listener `\(other)` has port \(port) already.", help: "Choose another port.")
        }
        seen.listeners[listener] = port
    }
}

import Course

/// Which checks run, and which of them must wait for which.
struct CheckPlan: Sendable {
    struct Entry: Sendable {
        let check: Check
        /// Everything that the check needs, directly or through others; nearest first.
        let allNeeds: [String]
        /// Checks that must have ended first, whatever became of them, because both use the same thing.
        let after: Set<String>
    }

    /// In an order in which every check stands behind those that it needs.
    let entries: [Entry]

    /// - Parameter only: the checks that are asked for; empty: all.
    /// - Throws: ``VerifyError`` when a check is unknown or needs itself.
    init(_ exercise: Exercise, only: [String]) throws(VerifyError) {
        var byName: [String: Check] = [:]
        for check in exercise.checks where byName[check.id] == nil { byName[check.id] = check }
        let known = exercise.checks.map(\.id)
        if let name = only.first(where: { byName[$0] == nil }) { throw .unknownCheck(name, known: known) }

        var wanted: Set<String> = []
        var open = only.isEmpty ? known : only
        while let name = open.popLast() {
            guard wanted.insert(name).inserted else { continue }
            for need in byName[name]?.needs ?? [] {
                guard byName[need] != nil else { throw .unknownCheck(need, known: known) }
                open.append(need)
            }
        }
        let order = try Self.sorted(exercise.checks.filter { wanted.contains($0.id) })
        var needs: [String: [String]] = [:]
        for check in order {
            var all: [String] = []
            for name in check.needs + check.needs.flatMap({ needs[$0] ?? [] }) where !all.contains(name) {
                all.append(name)
            }
            needs[check.id] = all
        }
        let usage = order.map { ResourceUse($0.actions.map(\.action)) }
        entries = order.indices.map { index in
            let earlier = (0..<index).filter { usage[$0].conflicts(with: usage[index]) }
            return Entry(
                check: order[index], allNeeds: needs[order[index].id] ?? [],
                after: Set(earlier.map { order[$0].id }))
        }
    }

    /// Topological, otherwise in the order of the file.
    private static func sorted(_ checks: [Check]) throws(VerifyError) -> [Check] {
        var rest = checks
        var done: Set<String> = []
        var result: [Check] = []
        while !rest.isEmpty {
            guard let index = rest.firstIndex(where: { done.isSuperset(of: $0.needs) }) else {
                throw .circularNeeds(rest.map(\.id))
            }
            let check = rest.remove(at: index)
            done.insert(check.id)
            result.append(check)
        }
        return result
    }
}

/// What a check uses that another must not use at the same time.
struct ResourceUse: Sendable {
    private var started: Set<String> = []
    private var ports: Set<Int> = []
    private var listeners: Set<String> = []
    private var used: Set<String> = []
    private var ended: Set<String> = []
    private var asked: Set<String> = []
    private var executed: Set<String> = []
    private var looked: Set<String> = []

    init(_ actions: [Action]) {
        for action in actions { add(action) }
        // What a check starts itself is its own.
        used.subtract(started)
        ended.subtract(started)
        asked.subtract(started)
        executed.subtract(started)
        looked.subtract(started)
    }

    private mutating func add(_ action: Action) {
        switch action {
        case .build, .dockerfile, .image, .received: break
        case .volume(.look(let container, _, _, _, _, _)): used.insert(container)
        case .volume: break
        case .run(let run): started.insert(run.container.name)
        case .start(let container): started.insert(container.name)
        case .logs(let logs): used.insert(logs.container)
        case .exec(let exec):
            used.insert(exec.container)
            executed.insert(exec.container)
        case .process(let process):
            used.insert(process.container)
            if case .pid = process.which {} else { looked.insert(process.container) }
        case .http(let http):
            used.insert(http.container)
            asked.insert(http.container)
        case .listen(let listen):
            ports.insert(listen.port)
            listeners.insert(listen.name)
        case .stop(let stop): end(stop.container)
        case .restart(let container), .gone(let container): end(container)
        case .remove(let container, _): end(container)
        case .listens(let listens): used.insert(listens.container)
        }
    }

    private mutating func end(_ container: String) {
        used.insert(container)
        ended.insert(container)
    }

    /// Whether two checks would disturb each other if they ran at the same time.
    func conflicts(with other: ResourceUse) -> Bool {
        !started.isDisjoint(with: other.started) || !ports.isDisjoint(with: other.ports)
            || !listeners.isDisjoint(with: other.listeners)
            || !ended.isDisjoint(with: other.used) || !used.isDisjoint(with: other.ended)
            // A service that counts must not be asked by two at once.
            || !asked.isDisjoint(with: other.asked)
            // Commands run in a container are processes in it.
            || !looked.isDisjoint(with: other.executed) || !executed.isDisjoint(with: other.looked)
    }
}

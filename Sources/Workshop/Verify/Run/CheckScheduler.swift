import Course

/// Runs the checks of a plan, as many at once as is allowed, each behind those that it needs.
struct CheckScheduler: Sendable {
    let plan: CheckPlan
    let context: RunContext

    private struct Progress {
        var waiting: [CheckPlan.Entry]
        var running: Set<String> = []
        var scopes: [String: CheckScope] = [:]
        var results: [String: CheckResult] = [:]
    }

    /// The results by check; `nil` when the task was cancelled.
    func run() async -> [String: CheckResult]? {
        var progress = Progress(waiting: plan.entries)
        await withTaskGroup(of: CheckResult?.self) { group in
            await startReady(&progress, in: &group)
            while let ended = await group.next() {
                if let ended {
                    context.events(.finished(ended))
                    progress.running.remove(ended.id)
                    progress.results[ended.id] = ended
                    await release(&progress)
                }
                if Task.isCancelled {
                    group.cancelAll()
                } else {
                    await startReady(&progress, in: &group)
                }
            }
        }
        await Self.end(Array(progress.scopes.values), context)
        return progress.results.count == plan.entries.count && !Task.isCancelled ? progress.results : nil
    }

    /// Removes what is kept so far, or left by a cancelled run.
    private static func end(_ scopes: [CheckScope], _ context: RunContext) async {
        // In a task of its own, which is not cancelled.
        let work = Task {
            for scope in scopes { await scope.end(isLast: true, context: context) }
        }
        await work.value
    }

    private func startReady(_ progress: inout Progress, in group: inout TaskGroup<CheckResult?>) async {
        var index = 0
        while index < progress.waiting.count {
            let entry = progress.waiting[index]
            let check = entry.check
            let predecessors = entry.after.union(check.needs)
            guard predecessors.allSatisfy({ progress.results[$0] != nil }) else {
                index += 1
                continue
            }
            if let blocker = check.needs.first(where: { progress.results[$0]?.verdict != .passed }) {
                progress.waiting.remove(at: index)
                let result = CheckResult(
                    id: check.id, title: check.title, reason: check.reason, points: check.points, verdict: .blocked,
                    seconds: 0, blockedBy: blocker)
                progress.results[check.id] = result
                context.events(.finished(result))
                await release(&progress)
                // Those that stood before it may have waited for this one.
                index = 0
                continue
            }
            guard progress.running.count < context.options.jobs else { return }
            progress.waiting.remove(at: index)
            progress.running.insert(check.id)
            let scope = CheckScope(visible: entry.allNeeds.compactMap { progress.scopes[$0] })
            progress.scopes[check.id] = scope
            context.events(.started(check: check.id, title: check.title))
            let runner = CheckRunner(check: check, scope: scope, context: context)
            group.addTask { await runner.run() }
        }
    }

    /// Removes what checks share as soon as nobody needs it any more.
    private func release(_ progress: inout Progress) async {
        for (name, scope) in progress.scopes where progress.results[name] != nil {
            let dependents = plan.entries.filter { $0.allNeeds.contains(name) }
            guard dependents.allSatisfy({ progress.results[$0.check.id] != nil }) else { continue }
            progress.scopes[name] = nil
            await scope.end(isLast: true, context: context)
        }
    }
}

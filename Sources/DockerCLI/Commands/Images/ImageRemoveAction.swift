import EngineInterface

/// `docker image rm`
enum ImageRemoveAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        let force = context.flags.bool("force")
        var failures: [any Error] = []
        for reference in context.arguments {
            do {
                let removals = try await engine.removeImage(
                    reference, force: force, keepsParents: context.flags.bool("no-prune"))
                for removal in removals {
                    switch removal {
                    case .untagged(let name): context.output.line("Untagged: \(name)")
                    case .deleted(let id): context.output.line("Deleted: \(id)")
                    }
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                failures.append(error)
            }
        }
        for failure in failures { await context.say(failure) }
        // With force, what is not there is no failure.
        let isFailure = failures.contains { failure in
            !force || (failure as? EngineError)?.kind != .noSuchImage
        }
        return isFailure ? 1 : 0
    }
}

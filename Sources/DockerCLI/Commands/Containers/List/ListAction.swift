import DockerFormat
import EngineInterface
import GoTemplate

/// `docker ps`
enum ListAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let source = flags.given("format")
        if flags.bool("quiet"), source?.isEmpty == false {
            context.error.line("WARNING: Ignoring custom format, because both --format and --quiet are set.")
        }
        let format = FormatContext(format: source, quiet: flags.bool("quiet"), noTrunc: flags.bool("no-trunc"))
        let now = GoTime(nanoseconds: context.now())
        if let source, !source.isEmpty { try check(format, now: now) }
        let engine = try context.engine
        var filters = Filters()
        for (name, value) in flags.pairs("filter") { filters.add(name, value) }
        let selection = try await ContainerSelection(filters, engine: engine)
        var wantsSizes = flags.bool("size")
        if !wantsSizes, !flags.bool("quiet"), !flags.isSet("size"), source?.isEmpty == false {
            wantsSizes = format.uses("Size", of: ContainerTable.layout(withSizes: false))
        }
        let last = flags.bool("latest") && flags.int("last") == -1 ? 1 : Int(clamping: flags.int("last"))
        let all = flags.bool("all") || selection.includesStopped || last > 0
        var found = try await engine.containers(withSizes: wantsSizes).filter { container in
            (all || container.status.isRunning || container.status.phase == .restarting) && selection.accepts(container)
        }
        if last > 0 { found = Array(found.prefix(last)) }
        let rows = found.map { ContainerTable.Row(container: $0, now: now) }
        context.output.write(try format.render(rows, ContainerTable.layout(withSizes: wantsSizes)))
        return 0
    }

    /// Docker tries a format before it looks for containers, so that a wrong one is told even when there are none.
    private static func check(_ format: FormatContext, now: GoTime) throws(CommandFailure) {
        do throws(TemplateError) {
            _ = try Template(format.format.templateText)
        } catch {
            throw CommandFailure("failed to parse template: \(error)")
        }
        let empty = ContainerSummary(
            id: "", name: "", image: "", imageID: "", command: "", created: 0, status: ContainerStatus(.created),
            ports: [], labels: [:], mounts: [], networks: [])
        guard !format.isQuiet else { return }
        do throws(FormatError) {
            _ = try format.render(
                [ContainerTable.Row(container: empty, now: now)], ContainerTable.layout(withSizes: false))
        } catch {
            throw CommandFailure(
                "failed to execute template: \(error.template)",
                help: "The names that there are: docker ps --format json shows them.")
        }
    }
}

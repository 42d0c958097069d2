import DockerFormat
import EngineInterface
import GoTemplate

/// `docker system events`
enum EventsAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let template = try Self.template(flags.string("format"))
        let selection = EventSelection(try Filters(flags, accepted: EventSelection.names))
        let since = try time(flags.string("since"), context)
        let until = try time(flags.string("until"), context)
        for try await event in try await context.engine.events(since: since, until: until)
        where selection.accepts(event) {
            guard let template else {
                context.output.line(EventLine.text(of: event))
                continue
            }
            do throws(TemplateError) {
                context.output.line(try template.render(EventLine.value(of: event)))
            } catch {
                throw CommandFailure("\(error)")
            }
        }
        return 0
    }

    /// Reads `--format`, and tries it on an event without content, so that a mistake shows at once.
    private static func template(_ text: String) throws(CommandFailure) -> Template? {
        guard !text.isEmpty else { return nil }
        do throws(TemplateError) {
            let template = try Template(text == "json" ? "{{json .}}" : text)
            let nothing = EngineEvent(time: 0, subject: .container, action: "", id: "")
            _ = try template.render(EventLine.value(of: nothing))
            return template
        } catch {
            throw CommandFailure(
                "Error parsing format: \(error)", help: "Try: docker events --format '{{.Action}} {{.Actor.ID}}'",
                status: 64)
        }
    }

    private static func time(_ text: String, _ context: CommandContext) throws(CommandFailure) -> Int64? {
        guard !text.isEmpty else { return nil }
        do throws(TimeBound.ParseError) {
            return try TimeBound.parse(text, now: GoTime(nanoseconds: context.now()))
        } catch {
            throw CommandFailure("\(error)", help: "A time is like 10m (that long ago) or 2026-01-31T12:00:00.")
        }
    }
}

import DockerFormat
import EngineInterface
import GoTemplate

/// `docker system info`
enum InfoAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let engine = try context.engine
        let facts = EngineFacts(
            information: try await engine.systemInformation(),
            phases: try await engine.containers(withSizes: false).map(\.status.phase),
            images: try await engine.storedImages().count, context: context)
        let source = context.flags.string("format")
        guard !source.isEmpty else {
            context.output.write(facts.text)
            for warning in facts.information.warnings { context.error.line(warning) }
            return 0
        }
        do throws(TemplateError) {
            let template = try Template(source == "json" ? "{{json .}}" : source)
            context.output.line(try template.render(facts.value))
        } catch  where error.stage == .parsing {
            throw CommandFailure("template parsing error: \(error)", status: 64)
        } catch {
            context.output.line()
            throw CommandFailure("\(error)", help: "See all there is with: docker info --format json")
        }
        return 0
    }
}

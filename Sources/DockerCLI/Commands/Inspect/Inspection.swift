import DockerFormat
import EngineInterface

/// Looks several things up and shows them as JSON or by a template: what every `inspect` command does.
struct Inspection {
    private let format: InspectFormat
    /// Go's name of what is shown, for errors; with it, templates know Go's names only and not those of the JSON.
    private let typeName: String?

    /// Reads the value of `--format`. What cannot be read as a template ends the command with status 64.
    init(format: String, only typeName: String? = nil) throws(CommandFailure) {
        self.typeName = typeName
        do throws(FormatError) {
            self.format = try InspectFormat(format)
        } catch {
            throw CommandFailure(
                error.description, help: "Templates are like '{{.Name}}'; put them in single quotes.", status: 64)
        }
    }

    /// Shows what `find` finds for each reference, which are the call's arguments unless told. What is not found, and what the template cannot be used on, is said on
    /// standard error after all that was found was shown.
    func run(
        _ context: CommandContext, _ references: [String]? = nil, _ find: (String) async throws -> OrderedJSON
    ) async throws -> Int32 {
        var found: [OrderedJSON] = []
        var failures: [any Error] = []
        for reference in references ?? context.arguments {
            do {
                guard !reference.trimmingSpaces.isEmpty else {
                    throw CommandFailure("invalid container name or ID: value is empty")
                }
                found.append(try await find(reference))
            } catch let error as CancellationError {
                throw error
            } catch {
                failures.append(error)
            }
        }
        let (text, errors) = format.render(found, typeName: typeName ?? "struct", fallsBack: typeName == nil)
        context.output.write(text)
        failures += errors.map { CommandFailure($0.description, help: "See all there is without --format.") }
        for failure in failures { await context.say(failure) }
        return failures.isEmpty ? 0 : 1
    }
}

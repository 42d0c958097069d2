import GoTemplate

/// Writes what `inspect` commands found: indented JSON, JSON on a line (`--format json`), or a template's lines.
public struct InspectFormat: Sendable {
    private enum Kind {
        case indented, compact
        case template(Template)
    }

    private let kind: Kind

    /// A format as the user wrote it; nil or empty is indented JSON.
    ///
    /// - Throws: `FormatError` for a template that cannot be parsed, at which docker ends with status 64.
    public init(_ format: String?) throws(FormatError) {
        switch format ?? "" {
        case "": kind = .indented
        case "json": kind = .compact
        case let text:
            do throws(TemplateError) {
                kind = .template(try Template(text))
            } catch {
                throw FormatError(error)
            }
        }
    }

    /// What to write for the elements, and the errors of those on which the template failed (exit status 1).
    ///
    /// - Parameters:
    ///   - typeName: Go's name of the elements' type, which errors show.
    ///   - fallsBack: whether a template that fails on Go's names is tried on the keys of the JSON. docker does so for
    ///     all but volumes. What does not fall back is written by the client, which escapes `<`, `>` and `&`; the rest is
    ///     as the API wrote it, which does not.
    public func render(
        _ elements: [OrderedJSON], typeName: String = "struct", fallsBack: Bool = true
    ) -> (output: String, errors: [FormatError]) {
        switch kind {
        case .indented: return (OrderedJSON.array(elements).indented(escapesHTML: !fallsBack) + "\n", [])
        case .compact: return (OrderedJSON.array(elements).compact(escapesHTML: !fallsBack) + "\n", [])
        case .template(let template):
            var output = ""
            var errors: [FormatError] = []
            for element in elements {
                do throws(TemplateError) {
                    output += try Self.line(template, element, typeName, fallsBack) + "\n"
                } catch {
                    errors.append(FormatError(error))
                }
            }
            return (output.isEmpty ? "\n" : output, errors)
        }
    }

    /// Fields go by their names in Go; where that fails, by the keys of the JSON.
    private static func line(
        _ template: Template, _ element: OrderedJSON, _ typeName: String, _ fallsBack: Bool
    ) throws(TemplateError) -> String {
        do throws(TemplateError) {
            return try template.render(element.templateValue(typeName: typeName))
        } catch {
            guard fallsBack else { throw error }
            return try template.render(element.rawTemplateValue(), missingKey: .error)
        }
    }
}

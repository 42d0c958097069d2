import GoTemplate
import Testing

/// What Go's text/template made of a template, with docker's functions and the data of `SampleData`.
struct Recorded: Sendable, CustomTestStringConvertible {
    struct Row: Sendable {
        let template: String
        let output: String
        /// Go's error; what was made before it is in `output`.
        let failure: String?

        init(_ template: String, _ output: String = "", failure: String? = nil) {
            (self.template, self.output, self.failure) = (template, output, failure)
        }
    }

    let group: String
    let data: SampleData
    let row: Row

    var testDescription: String { "\(group): \(row.template.debugDescription)" }

    static func group(_ name: String, of data: SampleData, _ rows: [Row]) -> [Recorded] {
        rows.map { Recorded(group: name, data: data, row: $0) }
    }

    static let all: [Recorded] = [
        text, printing, variables, branches, definitions, trimming, pipelines, comparison, logic, indexing, formats,
        escaping, calls, dockerFunctions, syntaxErrors, rows, headers, inspect, rawInspect, nothing,
        moreFormats, moreActions, moreFunctions,
    ].flatMap(\.self)
}

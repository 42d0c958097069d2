import GoTemplate

/// The data of the recorded rows, as Go had it.
enum SampleData: Sendable {
    case basic, row, header, inspect, raw, nothing

    var value: TemplateValue {
        switch self {
        case .basic: Self.basicValue
        case .row: .object(SampleRow())
        case .header: .object(SampleHeader())
        case .inspect: SampleInspect.typed
        case .raw: SampleInspect.raw
        case .nothing: .null
        }
    }

    var missingKey: Template.MissingKey { self == .raw ? .error : .absent }

    var functions: [String: TemplateFunction] { self == .header ? TemplateFunction.headers : [:] }

    private static let basicValue: TemplateValue = [
        "Name": "web", "Empty": "", "Count": 3, "Zero": 0, "Neg": -42, "Pi": 3.14159, "Big": 1e21, "Million": 1e6,
        "Small": 0.00001, "Half": 0.5, "True": true, "False": false, "Nil": .null,
        "List": ["a", 1, .null, 2.5], "Strings": .strings(["x", "y", "z"]),
        "NoStrings": .typedNull(.list(of: .string)), "Ints": .list([3, 1, 2], element: .int),
        "Map": ["b": 1, "a": "x"], "Labels": .strings(["com.example.a-b": "v", "z": "1"]),
        "NoLabels": .typedNull(.map(of: .string)),
        "Nested": ["Inner": ["Deep": "d"], "List": [["N": "1"], ["N": "2"]]],
        "Html": "<a href=\"x\">'&'</a>", "Uni": "héllo wörld ✓", "U64": .unsigned(7), "I64": .named("int64", .int(9)),
    ]
}

/// A row of a table, as docker's formatters are.
private struct SampleRow: TemplateObject {
    let typeName = "*formatter.ContainerContext"
    let fieldNames = ["ID", "Image", "Labels", "Names", "Platform"]
    let escapesHTMLInJSON = true

    func member(_ name: String) -> TemplateMember? {
        switch name {
        case "ID": .field("0123456789ab")
        case "Image": .field("<none>")
        case "Labels": .field("a=1,b=2")
        case "Names": .field("web,db/web")
        case "Platform": .field(.typedNull(.named("*formatter.Plat")))
        case "Label":
            .method(
                TemplateFunction([.string]) { arguments in
                    guard case .string(let key) = arguments[0] else { return .null }
                    return .string(["a": "1", "com.example.b": "2"][key] ?? "")
                })
        default: nil
        }
    }
}

/// The headers of a table: names without one are no error.
private struct SampleHeader: TemplateObject {
    let typeName = "formatter.SubHeaderContext"
    let fieldNames = ["ID", "Names"]

    func member(_ name: String) -> TemplateMember? {
        switch name {
        case "ID": .field("CONTAINER ID")
        case "Names": .field("NAMES")
        case "Label":
            .method(
                TemplateFunction([.string]) { arguments in
                    guard case .string(let key) = arguments[0] else { return .null }
                    return .string("L:" + key)
                })
        default: .field(.absent)
        }
    }
}

import DockerFormat
import GoTemplate
import Testing

/// The outputs are those of `docker volume ls` with the same two volumes.
@Suite struct FormatContextTests {
    struct Volume: Sendable {
        var name: String
        var labels: [String: String] = [:]
    }

    static let volumes = [Volume(name: "outpt-v1", labels: ["a": "1", "b": ""]), Volume(name: "outpt-v2")]

    static let layout = TableLayout<Volume>(
        typeName: "*formatter.volumeContext", table: #"table {{.Driver}}\t{{.Name}}"#, quiet: "{{.Name}}",
        raw: #"name: {{.Name}}\ndriver: {{.Driver}}\n"#, rawQuiet: "name: {{.Name}}",
        columns: [
            .text("Name", "VOLUME NAME") { $0.name },
            .text("Driver", "DRIVER") { _ in "local" },
            .text("Labels", "LABELS") { $0.labels.map { "\($0)=\($1)" }.sorted().joined(separator: ",") },
            .text("Size", nil) { _ in "N/A" },
            .value("Users", "USERS") { _, style in style.truncates ? 1 : .strings(["x<y"]) },
        ],
        methods: [.init("Label") { $0.labels[$1] ?? "" }])

    static func render(_ format: String?, quiet: Bool = false, noTrunc: Bool = false) -> String {
        outcome { () throws(FormatError) in
            try FormatContext(format: format, quiet: quiet, noTrunc: noTrunc).render(volumes, layout)
        }
    }

    static let table = "DRIVER    VOLUME NAME\nlocal     outpt-v1\nlocal     outpt-v2\n"

    static let formatCases: [(String?, String?)] = [
        (nil, table), ("", table), ("table", table),
        ("{{.Name}}", "outpt-v1\noutpt-v2\n"), (#"{{.Name}}\t{{.Driver}}"#, "outpt-v1\tlocal\noutpt-v2\tlocal\n"),
        (#"{{.Name}}\n"#, "outpt-v1\n\noutpt-v2\n\n"),
        ("raw", "name: outpt-v1\ndriver: local\n\nname: outpt-v2\ndriver: local\n\n"),
        (#"table {{.Name}}\n{{.Driver}}"#, "VOLUME NAME\nDRIVER\noutpt-v1\nlocal\noutpt-v2\nlocal\n"),
        (
            #"table {{.Name}}\t{{.Label "com.x-y_z"}}\t{{json .Labels}}"#,
            "VOLUME NAME   x y z     LABELS\noutpt-v1                \"a=1,b=\"\noutpt-v2                \"\"\n"
        ),
        ("json ", "json\njson\n"), (" table {{.Name}}", "table outpt-v1\ntable outpt-v2\n"),
        ("tablefoo", "foo\nfoo\nfoo\n"), ("table {{.Size}}", "<no value>\nN/A\nN/A\n"),
        ("table {{upper .Name}}", "VOLUME NAME\nOUTPT-V1\nOUTPT-V2\n"),
        // What works on rows and not on headers keeps its rows.
        ("table {{.Driver}} {{.Users.X}}", nil),
        ("table {{.Name}}{{printf `%d` .Users}}", "VOLUME NAME%!d(string=USERS)\noutpt-v11\noutpt-v21\n"),
        ("{{.Nope}}", nil), ("{{.Name", nil),
    ]

    @Test(arguments: formatCases)
    func formats(_ format: String?, _ output: String?) {
        let text = Self.render(format)
        if let output {
            #expect(text == output)
        } else {
            #expect(text.hasPrefix("error: template parsing error: template: :1"))
        }
    }

    @Test func unknownFields() {
        #expect(
            Self.render("{{.Name}} {{.Nope}}")
                == "error: template parsing error: template: :1:12: executing \"\" at <.Nope>: "
                + "can't evaluate field Nope in type *formatter.volumeContext")
    }

    @Test func quiet() {
        #expect(Self.render(nil, quiet: true) == "outpt-v1\noutpt-v2\n")
        #expect(Self.render("raw", quiet: true) == "name: outpt-v1\nname: outpt-v2\n")
        #expect(Self.render("{{.Driver}}", quiet: true) == "local\nlocal\n")
    }

    @Test func jsonHasAllColumnsSorted() {
        #expect(
            Self.render("json")
                == #"{"Driver":"local","Labels":"a=1,b=","Name":"outpt-v1","Size":"N/A","Users":1}"# + "\n"
                + #"{"Driver":"local","Labels":"","Name":"outpt-v2","Size":"N/A","Users":1}"# + "\n")
        #expect(Self.render("{{json .}}", noTrunc: true).contains(#""Users":["x\u003cy"]"#))
        #expect(Self.render("{{json .Users}}", noTrunc: true).hasPrefix(#"["x<y"]"#))
    }

    @Test func quietWinsWhereDockerSaysSo() throws {
        let layout = TableLayout<Volume>(
            typeName: "*formatter.ContainerContext", table: "{{.ID}}", quietWins: true,
            columns: [.text("ID", "CONTAINER ID") { row, style in style.id("sha256:0123456789abcdef\(row.name)") }])
        let context = FormatContext(format: "{{.Names}}", quiet: true)
        #expect(context.ignoresFormat(of: layout))
        #expect(try context.render(Self.volumes, layout) == "0123456789ab\n0123456789ab\n")
        #expect(!FormatContext(format: "table", quiet: true).ignoresFormat(of: layout))
    }

    @Test func emptyTablesHaveAHeader() throws {
        #expect(try FormatContext().render([], Self.layout) == "DRIVER    VOLUME NAME\n")
        #expect(try FormatContext(format: "json").render([], Self.layout).isEmpty)
    }

    static let useCases: [(String?, Bool)] = [
        (nil, false), ("{{.Name}}", false), ("{{.Size}}", true), ("json", true), ("{{json .}}", true),
        ("{{if .Name}}{{$.Size}}{{end}}", true), ("{{printf `%s` .Size | upper}}", true), ("{{", false),
        ("{{define `t`}}{{.Size}}{{end}}", true), ("table {{range .Labels}}{{else}}{{.Size}}{{end}}", true),
    ]

    @Test(arguments: useCases)
    func costlyColumnsAreAskedForOnlyWhenUsed(_ format: String?, _ isUsed: Bool) {
        #expect(FormatContext(format: format).uses("Size", of: Self.layout) == isUsed)
    }
}

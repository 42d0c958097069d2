import DockerFormat
import EngineInterface
import GoTemplate
import OCI

/// How lists show images.
enum ImageTable {
    /// One line: an image under one of its names.
    struct Row: Sendable {
        var image: StoredImageDetails
        var repository: String
        var tag: String
        var digest: String
        /// Nanoseconds since 1970.
        var now: Int64
        /// Bytes of layers that other images have, too, and how many containers use it; `nil` where nobody asked.
        var shared: Int64?
        var containers: Int?
    }

    /// The lines of an image, one for each name.
    ///
    /// - Parameters:
    ///   - digests: whether lines tell digests.
    ///   - digestRows: whether a name that has a digest only gets a line for each.
    static func rows(of image: StoredImageDetails, digests: Bool, digestRows: Bool, now: Int64) -> [Row] {
        func row(_ repository: String, _ tag: String, _ digest: String) -> Row {
            Row(image: image, repository: repository, tag: tag, digest: digest, now: now)
        }
        guard !image.names.isEmpty else { return [row("<none>", "<none>", "<none>")] }
        var names: [(repository: String, tag: String)] = []
        var known: [String: [String]] = [:]
        var order: [String] = []
        for name in image.names {
            guard let reference = try? Reference(name) else { continue }
            let repository = repository(of: reference)
            if let digest = reference.digest {
                if known[repository] == nil { order.append(repository) }
                known[repository, default: []].append(digest)
            } else if let tag = reference.tag {
                names.append((repository, tag))
            }
        }
        let tagged = Set(names.map(\.repository))
        var result = names.flatMap { name, tag in
            let values = digests ? known[name] ?? [] : []
            return values.isEmpty ? [row(name, tag, "<none>")] : values.map { row(name, tag, $0) }
        }
        for name in order where !tagged.contains(name) {
            result += digestRows ? (known[name] ?? []).map { row(name, "<none>", $0) } : [row(name, "<none>", "")]
        }
        return result
    }

    /// The short name without tag and digest.
    static func repository(of reference: Reference) -> String {
        var name = Substring(reference.familiar)
        if let at = name.firstIndex(of: "@") { name = name[..<at] }
        if let tag = reference.tag, name.hasSuffix(":" + tag) { name = name.dropLast(tag.count + 1) }
        return String(name)
    }

    /// The user's format, with the digest in tables that should have it.
    static func format(_ source: String?, digests: Bool) -> String? {
        guard let source, digests, source.hasPrefix("table"), source != "table", !source.contains("{{.Digest}}") else {
            return source
        }
        return source + #"\t{{.Digest}}"#
    }

    static func layout(digests: Bool) -> TableLayout<Row> {
        let digestColumn = digests ? #"{{.Digest}}\t"# : ""
        let digestLine = digests ? #"digest: {{.Digest}}\n"# : ""
        return TableLayout(
            typeName: "*formatter.imageContext",
            table: #"table {{.Repository}}\t{{.Tag}}\t"# + digestColumn
                + #"{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}"#,
            raw: #"repository: {{ .Repository }}\ntag: {{.Tag}}\n"# + digestLine
                + #"image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n"#,
            rawQuiet: "image_id: {{.ID}}", columns: columns)
    }

    /// The columns of `docker system df -v`.
    static let usageLayout = TableLayout<Row>(
        typeName: "*formatter.imageContext",
        table: #"table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t"#
            + #"{{.UniqueSize}}\t{{.Containers}}"#,
        columns: columns)

    private static let columns: [TableLayout<Row>.Column] = [
        .text("ID", "IMAGE ID") { $1.id($0.image.id) },
        .text("Repository", "REPOSITORY") { $0.repository },
        .text("Tag", "TAG") { $0.tag },
        .text("Digest", "DIGEST") { $0.digest },
        .text("CreatedSince", "CREATED") { row in
            row.created.isZero ? "" : ago(row.created.nanoseconds ?? 0, now: row.now)
        },
        .text("CreatedAt", "CREATED AT") { $0.created.goDescription },
        .text("Size", "SIZE") { HumanSize.decimal($0.image.size, digits: 3) },
        .text("VirtualSize", "SIZE") { HumanSize.decimal($0.image.size) },
        .text("SharedSize", "SHARED SIZE") { $0.shared.map { HumanSize.decimal($0) } ?? "N/A" },
        .text("UniqueSize", "UNIQUE SIZE") { row in
            row.shared.map { HumanSize.decimal(row.image.size - $0) } ?? "N/A"
        },
        .text("Containers", "CONTAINERS") { $0.containers.map { String($0) } ?? "N/A" },
    ]
}

extension ImageTable.Row {
    /// When the image was made, to the second; the zero time when nobody knows.
    fileprivate var created: GoTime { GoTime(image.created) }
}

extension GoTime {
    /// A time as images have it, to the second. The year 1 and nothing at all are the zero time.
    init(_ time: Timestamp?) {
        guard let time, time.seconds > -62_135_596_800 else {
            self = .zero
            return
        }
        self = GoTime(seconds: time.seconds)
    }
}

import EngineInterface
import Glibc
import OCI

/// Looks for texts that an image must not carry along: in its configuration, its history, and the files of every
/// layer, also those that a later layer removes.
struct TraceJudge: Sendable {
    let config: ImageConfig
    let shipped: ShippedImage
    let built: BuiltImage?

    /// How much of each file is read.
    private static let contentLimit = 16 << 20
    /// How many files of a layer are looked at.
    private static let fileLimit = 1_000_000

    /// A place where a text was found.
    private struct Place {
        /// A phrase that goes on after "in".
        var name: String
        /// The entry of the history that it comes from.
        var createdBy: String?
        /// Whether it is a file of the layer that this entry tells of.
        var isFile = false
    }

    func require(_ texts: [String]) async throws {
        for text in texts {
            let places = try await places(of: text)
            guard let first = places.first else { continue }
            let list = places.map { place in
                place.name + (place.isFile ? ", in the layer of \(Self.cut(place.createdBy ?? "?"))" : "")
            }
            throw Failure(
                "The image carries along a text that should not be in it: it stands in \(first.name).",
                expected: "no \(Comparison.short(text))", seen: "it, in \(first.name)",
                location: places.lazy.compactMap { line(of: $0.createdBy) }.first
            ).adding(Evidence.head("where it stands", list.joined(separator: "\n")))
        }
    }

    private func places(of text: String) async throws -> [Place] {
        var places = settings.filter { $0.value.contains(text) }.map { Place(name: $0.name) }
        for line in shipped.history where line.contains(text) {
            places.append(Place(name: "the history, as \(Self.cut(line))", createdBy: line))
        }
        let bytes = Array(text.utf8)
        for layer in shipped.layers {
            for path in try await layer.files.paths(matching: "**", limit: Self.fileLimit) {
                guard try await holds(path, bytes, in: layer.files) else { continue }
                places.append(Place(name: path, createdBy: layer.createdBy, isFile: true))
            }
        }
        return places
    }

    private var settings: [(name: String, value: String)] {
        config.env.map { ("the variable \($0.prefix { $0 != "=" })", $0) }
            + config.labels.sorted { $0.key < $1.key }.map { ("the label \($0.key)", "\($0.key)=\($0.value)") }
            + [
                ("ENTRYPOINT", (config.entrypoint ?? []).joined(separator: " ")),
                ("CMD", (config.cmd ?? []).joined(separator: " ")),
                ("HEALTHCHECK", (config.healthcheck?.test ?? []).joined(separator: " ")),
                ("ONBUILD", config.onBuild.joined(separator: "\n")),
                ("WORKDIR", config.workingDir ?? ""), ("USER", config.user ?? ""),
            ]
    }

    /// Whether a file's name, the target of a link, or a file's content holds a text.
    private func holds(_ path: String, _ text: [UInt8], in files: any ImageFileSystem) async throws -> Bool {
        if Self.contains(Array(path.utf8), text) { return true }
        guard let entry = try await files.entry(at: path, followLinks: false) else { return false }
        switch entry.kind {
        case .symlink: return Self.contains(Array((entry.target ?? "").utf8), text)
        case .file where entry.size >= text.count:
            return Self.contains(try await files.contents(of: path, limit: Self.contentLimit), text)
        default: return false
        }
    }

    private static func contains(_ bytes: [UInt8], _ text: [UInt8]) -> Bool {
        guard let first = text.first, bytes.count >= text.count else { return text.isEmpty }
        return bytes.withUnsafeBytes { all in
            guard var rest = all.baseAddress else { return false }
            let end = rest + all.count
            // From one place where the text may begin to the next.
            while end - rest >= text.count, let start = memchr(rest, Int32(first), end - rest - text.count + 1) {
                if memcmp(start, text, text.count) == 0 { return true }
                rest = UnsafeRawPointer(start) + 1
            }
            return false
        }
    }

    private static func cut(_ text: String) -> String { text.count > 120 ? text.prefix(120) + "…" : text }

    /// The last step that an entry of the history tells of.
    private func line(of createdBy: String?) -> SourceLine? {
        guard let built, let createdBy else { return nil }
        let stage = built.targetStage
        let entry = createdBy.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return built.result.steps.last { step in
            // The history leaves out the instruction's options and says which shell runs a command.
            let words = step.text.split(whereSeparator: \.isWhitespace).dropFirst().drop { $0.hasPrefix("--") }
            return step.stage == stage && entry.hasPrefix(step.instruction) && !words.isEmpty
                && entry.contains(words.joined(separator: " "))
        }.map(built.line)
    }
}

import Course
import EngineInterface

/// Judges a file of an image.
struct FileJudge: Sendable {
    let files: any ImageFileSystem
    let built: BuiltImage?

    /// How many matches of a pattern are looked at.
    private static let limit = 1000
    private static let contentLimit = 1 << 20

    func require(_ expect: FileExpectation) async throws {
        let found = try await entries(expect)
        if !expect.present {
            guard !found.isEmpty else { return }
            throw Failure(
                found.count == 1
                    ? "The image holds \(found[0].path), which it should not."
                    : "The image holds files that it should not.",
                expected: "no \(expect.path)", seen: Wording.list(found.prefix(5).map(\.path)),
                location: copyLine(of: found[0].path)
            ).adding(
                found.count > 1
                    ? Evidence.head("what matches \(expect.path)", found.map(\.path).joined(separator: "\n")) : nil)
        }
        guard !found.isEmpty else { throw try await missing(expect.path) }
        for entry in found { try await require(expect, entry) }
    }

    private func entries(_ expect: FileExpectation) async throws -> [FileEntry] {
        let path = expect.path
        // Symbolic links in the last place are followed, unless a link is what is asked for.
        let follow = expect.present && expect.kind != .symlink
        guard path.contains(where: { "*?[".contains($0) }) else {
            return try await files.entry(at: path, followLinks: follow).map { [$0] } ?? []
        }
        var result: [FileEntry] = []
        for match in try await files.paths(matching: path, limit: Self.limit) {
            if let entry = try await files.entry(at: match, followLinks: follow) { result.append(entry) }
        }
        return result
    }

    /// Says what is there instead: the folder's files.
    private func missing(_ path: String) async throws -> Failure {
        var failure = Failure("The image has no \(path).", expected: path, seen: "nothing")
        failure.location = copyLine(of: path) ?? built?.line(of: ["COPY", "ADD", "WORKDIR"])
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        guard !folder.contains(where: { "*?[".contains($0) }), !folder.isEmpty else { return failure }
        let siblings = (try? await files.paths(matching: "/\(folder)/*", limit: 20)) ?? []
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let elsewhere = (try? await files.paths(matching: "**/\(name)", limit: 5)) ?? []
        if !name.contains(where: { "*?[".contains($0) }), let first = elsewhere.first {
            failure.seen = "\(name) at \(first)"
        }
        return failure.adding(
            Evidence(
                label: "what is in /\(folder)", text: siblings.isEmpty ? "(nothing)" : siblings.joined(separator: "\n"))
        )
    }

    private func require(_ expect: FileExpectation, _ entry: FileEntry) async throws {
        let path = entry.path
        do {
            if let kind = expect.kind, kind.rawValue != entry.kind.rawValue {
                throw Failure(
                    "\(path) is a \(entry.kind.rawValue).", expected: "a \(kind.rawValue)",
                    seen: "a \(entry.kind.rawValue)")
            }
            if let mode = expect.mode, mode != entry.mode {
                throw Failure("\(path) has other rights.", expected: Self.octal(mode), seen: Self.octal(entry.mode))
            }
            if let lacks = expect.modeLacks, entry.mode & lacks != 0 {
                throw Failure(
                    "\(path) grants rights that it should not.", expected: "none of the bits \(Self.octal(lacks))",
                    seen: Self.octal(entry.mode))
            }
            try Comparison.require(expect.user, of: Double(entry.user), "\(path) belongs to the user \(entry.user).")
            try Comparison.require(
                expect.group, of: Double(entry.group), "\(path) belongs to the group \(entry.group).")
            try Comparison.require(
                expect.size, of: Double(entry.size), show: { Wording.bytes(Int64($0)) },
                "\(path) takes \(Wording.bytes(entry.size)).")
            if let content = expect.content {
                guard entry.kind == .file else {
                    throw Failure(
                        "\(path) is a \(entry.kind.rawValue).", expected: "a file", seen: "a \(entry.kind.rawValue)")
                }
                let bytes = try await files.contents(of: path, limit: Self.contentLimit)
                try Comparison.require(
                    content, of: String(decoding: bytes, as: UTF8.self), "\(path) holds something else.")
            }
        } catch let failure as Failure {
            throw failure.at(copyLine(of: path))
        }
    }

    private static func octal(_ mode: UInt16) -> String {
        let text = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }

    /// The step that probably brought a file: the last one that names it, else the last that copies.
    private func copyLine(of path: String) -> SourceLine? {
        guard let built, let name = path.split(separator: "/").last else { return nil }
        return built.line(of: ["COPY", "ADD", "RUN"], naming: String(name)) ?? built.line(of: ["COPY", "ADD"])
    }
}

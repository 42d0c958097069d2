import Foundation
import Images

/// What earlier builds of a Dockerfile did, to tell why a step runs again.
struct BuildMemory: Codable, Sendable, Equatable {
    /// A step as it was done.
    struct Step: Codable, Sendable, Equatable {
        /// The instruction as it took effect, variables expanded, flags included.
        var effective: String
        /// The instruction as it stands in the Dockerfile, on one line.
        var text: String
        /// The key of its result; `nil` for steps that change only the configuration.
        var key: String?
        /// The files that it began with.
        var parent: String?
        /// The variables that it saw, as digests: values may be secrets.
        var variables: [String: String] = [:]
        /// What else its result depends on, by names that people understand; values are short, or digests.
        var inputs: [String: String] = [:]
    }
    /// By the stage's name, or its index when it has none.
    var stages: [String: [Step]] = [:]

    /// Where the memory of a build is kept: under the folder that is built, and under the Dockerfile's text, so that
    /// a copy of the folder finds it, too.
    struct Slots: Sendable {
        var folder: String
        var text: String
    }

    static func load(_ slots: Slots, from store: ImageStore) throws -> BuildMemory? {
        for slot in [slots.folder, slots.text] {
            if let bytes = try store.stepMemory(slot) { return try? JSONDecoder().decode(Self.self, from: Data(bytes)) }
        }
        return nil
    }

    func save(_ slots: Slots, in store: ImageStore) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = [UInt8](try encoder.encode(self))
        for slot in [slots.folder, slots.text] where try store.stepMemory(slot) != bytes {
            try store.saveStepMemory(slot, bytes)
        }
    }

    // MARK: Manifests

    /// More lines than this are not kept: the explanation names one file, not all.
    private static let maximumLines = 20_000

    static func saveManifest(_ lines: [ManifestLine], key: String, in store: ImageStore) throws {
        let text = lines.prefix(maximumLines).map { "\($0.facts)\0\($0.path)" }.joined(separator: "\0\0")
        try store.saveStepMemory("files/\(key)", Array(text.utf8))
    }

    static func manifest(key: String, in store: ImageStore) throws -> [ManifestLine]? {
        guard let bytes = try store.stepMemory("files/\(key)") else { return nil }
        return String(decoding: bytes, as: UTF8.self).components(separatedBy: "\0\0").compactMap { line in
            let parts = line.split(separator: "\0", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? ManifestLine(path: String(parts[1]), facts: String(parts[0])) : nil
        }
    }
}

import Foundation
import Images

/// What earlier builds of a Dockerfile did, to tell why a step runs again.
struct BuildMemory: Sendable, Equatable {
    /// A step as it was done.
    struct Step: Sendable, Equatable {
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
            if let bytes = try store.stepMemory(slot) { return BuildMemory(bytes: bytes) }
        }
        return nil
    }

    func save(_ slots: Slots, in store: ImageStore) throws {
        let bytes = bytes
        for slot in [slots.folder, slots.text] where try store.stepMemory(slot) != bytes {
            try store.saveStepMemory(slot, bytes)
        }
    }

    // MARK: Bytes

    /// The first byte; earlier versions wrote JSON, which begins with a brace.
    private static let version = 1

    /// Equal memories have equal bytes.
    var bytes: [UInt8] {
        var packer = TextPacker()
        packer.add(Self.version)
        packer.add(stages.count)
        for (name, steps) in stages.sorted(by: { $0.key < $1.key }) {
            packer.add(name)
            packer.add(steps.count)
            for step in steps {
                packer.add(step.effective)
                packer.add(step.text)
                packer.add(step.key)
                packer.add(step.parent)
                packer.add(step.variables)
                packer.add(step.inputs)
            }
        }
        return packer.bytes
    }

    /// `nil` when the bytes are something else.
    init?(bytes: [UInt8]) {
        var unpacker = TextUnpacker(bytes)
        guard unpacker.number() == Self.version, let count = unpacker.number() else { return nil }
        for _ in 0..<max(0, count) {
            guard let name = unpacker.text(), let length = unpacker.number() else { return nil }
            var steps: [Step] = []
            for _ in 0..<max(0, length) {
                guard let effective = unpacker.text(), let text = unpacker.text(), let key = unpacker.optionalText(),
                    let parent = unpacker.optionalText(), let variables = unpacker.texts(),
                    let inputs = unpacker.texts()
                else { return nil }
                steps.append(
                    Step(
                        effective: effective, text: text, key: key, parent: parent, variables: variables,
                        inputs: inputs))
            }
            stages[name] = steps
        }
        guard unpacker.isAtEnd else { return nil }
    }

    init() {}

    // MARK: Manifests

    /// More lines than this are not kept: the explanation names one file, not all.
    private static let maximumLines = 20_000

    static func saveManifest(_ lines: [ManifestLine], key: String, in store: ImageStore) throws {
        // The path stands first, for that of the context itself is empty: behind the facts it would make a third zero.
        let text = lines.prefix(maximumLines).map { "\($0.path)\0\($0.facts)" }.joined(separator: "\0\0")
        try store.saveStepMemory("files/\(key)", Array(text.utf8))
    }

    static func manifest(key: String, in store: ImageStore) throws -> [ManifestLine]? {
        guard let bytes = try store.stepMemory("files/\(key)") else { return nil }
        return String(decoding: bytes, as: UTF8.self).components(separatedBy: "\0\0").compactMap { line in
            let parts = line.split(separator: "\0", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? ManifestLine(path: String(parts[0]), facts: String(parts[1])) : nil
        }
    }
}

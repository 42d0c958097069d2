import Build
import EngineInterface
import Foundation
import Images
import Linux

/// Edits a context at random, and after each edit compares what the cache gives with what building anew gives.
struct EditRun {
    struct Outcome {
        /// What differed, and after which edit.
        var faults: [String] = []
        /// How many steps copied files, and how many of them came from the cache.
        var steps = 0
        var hits = 0
    }

    private static let dockerfile = """
        FROM scratch
        COPY . /all
        COPY --chown=7:8 a* /a/
        COPY --chmod=640 --parents **/f* b /p/
        COPY --exclude=**/f2 a b /merged/

        """
    /// A new context and a new cache begin after so many edits.
    private static let editsPerRound = 500
    /// What was built anew is thrown away after so many edits.
    private static let editsPerStore = 50

    let folder: String

    /// Ends early when something differs.
    func run(_ edits: Int, seed: UInt64) async throws -> Outcome {
        var outcome = Outcome()
        var done = 0
        while done < edits && outcome.faults.isEmpty {
            let count = min(Self.editsPerRound, edits - done)
            try await round(of: count, seed: seed &+ UInt64(done), &outcome)
            done += count
        }
        return outcome
    }

    private func round(of count: Int, seed: UInt64, _ outcome: inout Outcome) async throws {
        let place = "\(folder)/edits-\(seed)"
        defer { try? removeTree(place) }
        try FileManager.default.createDirectory(atPath: place + "/context", withIntermediateDirectories: true)
        let store = try ImageStore(root: place + "/store")
        defer { store.close() }
        var context = try EditedContext(root: place + "/context", seed: seed)
        try Data(Self.dockerfile.utf8).write(to: URL(fileURLWithPath: place + "/context/Dockerfile"))
        _ = try await build(context.root, in: store, noCache: false)
        for start in stride(from: 0, to: count, by: Self.editsPerStore) {
            // A store of its own knows nothing that the first one knows.
            let other = try ImageStore(root: "\(place)/store-\(start)")
            defer {
                other.close()
                try? removeTree("\(place)/store-\(start)")
            }
            for number in start..<min(start + Self.editsPerStore, count) {
                let edit = try context.edit()
                let cached = try await build(context.root, in: store, noCache: false)
                let fresh = try await build(context.root, in: other, noCache: true)
                let copies = cached.steps.filter { $0.instruction == "COPY" }
                outcome.steps += copies.count
                outcome.hits += copies.count { $0.isCached }
                var faults = try compare(cached, in: store, fresh, in: other)
                if edit.isInvisible && copies.contains(where: { !$0.isCached }) { faults.append("a step ran again") }
                outcome.faults += faults.map { "edit \(number) of seed \(seed), \(edit): \($0)" }
                if !faults.isEmpty { return }
            }
        }
    }

    private func build(_ context: String, in store: ImageStore, noCache: Bool) async throws -> BuildResult {
        try await Builder(store: store, runner: NoCommands(), bases: NoImages())
            .build(BuildRequest(context: context, noCache: noCache)) { _ in }
    }

    private func compare(
        _ cached: BuildResult, in store: ImageStore, _ fresh: BuildResult, in other: ImageStore
    ) throws -> [String] {
        let layers = try layers(of: cached, in: store)
        let expected = try self.layers(of: fresh, in: other)
        guard layers.count == expected.count else { return ["\(layers.count) layers, anew \(expected.count)"] }
        return try zip(layers, expected).flatMap { layer, wanted in
            try LayerFacts(folder: layer).difference(from: LayerFacts(folder: wanted))
        }
    }

    private func layers(of result: BuildResult, in store: ImageStore) throws -> [String] {
        try store.chain(to: try store.image(result.image.id)?.snapshot).map(\.path)
    }

    private struct NoCommands: StepRunner {
        func run(
            _ step: RunStep, output: @escaping @Sendable (_ line: String, _ isError: Bool) -> Void
        ) async throws -> ContainerExit { throw EngineError(.failure, "Nothing is to be run here.") }
    }

    private struct NoImages: BaseImageProvider {
        func image(
            _ reference: String, isNewerWanted: Bool, events: @escaping BuildEventHandler
        ) async throws -> ImageRecord? { nil }
    }
}

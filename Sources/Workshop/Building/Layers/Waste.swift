import EngineInterface

/// Files that one layer holds and a later one hides.
public struct Waste: Sendable, Equatable, Encodable {
    public enum Cause: String, Sendable, Encodable {
        case removed
        case overwritten
        /// Only modes or owners were changed.
        case attributes
    }
    /// The folder that the files are in, or the file.
    public var path: String
    public var files: Int
    public var bytes: Int64
    public var cause: Cause
    /// The layer that holds the files, counted from 1.
    public var writtenBy: Int
    /// The layer that hides them.
    public var hiddenBy: Int
    public var writtenByInstruction: String
    /// Where that instruction stands in the Dockerfile, if that is known.
    public var writtenByLine: Int?
    public var hiddenByInstruction: String
    public var hiddenByLine: Int?
    /// The change that saves the bytes, as a sentence.
    public var advice: String

    private struct Key: Hashable {
        var writer: Int
        var hider: Int
        var cause: Cause
    }

    /// The largest first; files that the same two layers wrote and hid are one entry.
    static func find(_ layers: [ImageLayer], _ places: [Int?]) -> [Waste] {
        var groups: [Key: [LayerChange]] = [:]
        for (index, layer) in layers.enumerated() {
            for change in layer.changes {
                guard let hidden = change.hidden, hidden.bytes > 0, layers.indices.contains(hidden.layer) else {
                    continue
                }
                let cause: Cause =
                    switch change.kind {
                    case .removed: .removed
                    case .attributes: .attributes
                    case .added, .changed: .overwritten
                    }
                groups[Key(writer: hidden.layer, hider: index, cause: cause), default: []].append(change)
            }
        }
        return groups.map { key, changes in
            let writer = InstructionText.shown(layers[key.writer].createdBy)
            let hider = InstructionText.shown(layers[key.hider].createdBy)
            let path = Self.common(changes.map(\.path))
            return Waste(
                path: path, files: changes.count, bytes: changes.reduce(0) { $0 + ($1.hidden?.bytes ?? 0) },
                cause: key.cause, writtenBy: key.writer + 1, hiddenBy: key.hider + 1, writtenByInstruction: writer,
                writtenByLine: places[key.writer], hiddenByInstruction: hider, hiddenByLine: places[key.hider],
                advice: advice(key.cause, path, isBase: layers[key.writer].isBase, writer: writer, hider: hider))
        }.sorted { ($1.bytes, $0.path, $0.hiddenBy) < ($0.bytes, $1.path, $1.hiddenBy) }
    }

    private static func advice(
        _ cause: Cause, _ path: String, isBase: Bool, writer: String, hider: String
    ) -> String {
        if isBase {
            return cause == .removed
                ? "The files belong to the base image, and hiding them frees nothing: take a smaller base image, or leave them."
                : "The files belong to the base image and are now in the image twice: change only what must be changed."
        }
        let runs = writer.hasPrefix("RUN ")
        switch cause {
        case .removed:
            return runs
                ? "A later layer only hides files. Remove them in the RUN that writes them: append && rm -rf \(path) to it."
                : "A later layer only hides files. Do not copy them in the first place: name what is needed, or list \(path) in .dockerignore; or copy the result from another stage."
        case .attributes:
            return runs
                ? "Changing a mode or an owner copies the whole file. Do it in the RUN that writes the files."
                : "Changing a mode or an owner copies the whole file. Give them at once: COPY --chown=… --chmod=…."
        case .overwritten:
            return runs && hider.hasPrefix("RUN ")
                ? "The files are written twice. Join the two RUN, so that only the last version is kept."
                : "The files are written twice. Write them once, in their last version, or do the work in another stage and copy its result."
        }
    }

    /// The deepest folder that holds all of the paths; a single path itself.
    static func common(_ paths: [String]) -> String {
        guard let first = paths.first else { return "/" }
        if paths.count == 1 { return first }
        var shared = first.split(separator: "/").dropLast()
        for path in paths.dropFirst() {
            let parts = path.split(separator: "/").dropLast()
            shared = shared.prefix(zip(shared, parts).prefix { $0 == $1 }.count)
        }
        return "/" + shared.joined(separator: "/")
    }
}

import EngineInterface

/// What the layers of an image hold, and what of it is wasted.
public struct LayerReport: Sendable, Encodable {
    public var version = 1
    public var image: String
    public var names: [String]
    /// The sum of the layers, in bytes.
    public var bytes: Int64
    /// Of all that the layers hold, the part that is needed: for each path the smallest of its sizes, over all sizes.
    /// 1 is best.
    public var efficiency: Double
    /// What later layers hide: files that were overwritten or removed.
    public var wastedBytes: Int64
    /// What the layers above the base image hold.
    public var userBytes: Int64
    /// The wasted bytes as a part of those; 0 is best.
    public var userWasted: Double
    public var layers: [Layer]
    /// The largest first.
    public var waste: [Waste]

    public struct Layer: Sendable, Encodable {
        /// Counted from 1, lowest first.
        public var number: Int
        /// The instruction that made it.
        public var instruction: String
        /// Where the instruction stands in the Dockerfile, counted from 1, if that is known.
        public var line: Int?
        public var isBase: Bool
        public var bytes: Int64
        /// How many files it added, changed and removed.
        public var added: Int
        public var changed: Int
        public var removed: Int
        /// What of its files later layers hide.
        public var wastedBytes: Int64
        /// Where it changed something, the largest first.
        public var folders: [FolderChange]
    }

    /// - Parameter lines: the Dockerfile's lines by instruction, as ``InstructionLines`` finds them.
    public init(image: ImageDetails, layers: [ImageLayer], lines: InstructionLines = InstructionLines([])) {
        self.image = image.id
        names = image.names
        bytes = layers.reduce(0) { $0 + $1.bytes }
        // As usual, the lowest layer counts as the base when nothing is known about it.
        let base = max(1, layers.count { $0.isBase })
        userBytes = layers.dropFirst(base).reduce(0) { $0 + $1.bytes }
        efficiency = Self.efficiency(layers)
        var wasted = [Int64](repeating: 0, count: layers.count)
        for change in layers.flatMap(\.changes) {
            if let hidden = change.hidden, wasted.indices.contains(hidden.layer) {
                wasted[hidden.layer] += hidden.bytes
            }
        }
        wastedBytes = wasted.reduce(0, +)
        userWasted = userBytes == 0 ? 0 : Double(wastedBytes) / Double(userBytes)
        let places = lines.places(of: layers)
        self.layers = layers.enumerated().map { index, layer in
            Layer(
                number: index + 1, instruction: InstructionText.shown(layer.createdBy), line: places[index],
                isBase: layer.isBase,
                bytes: layer.bytes, added: layer.changes.count { $0.kind == .added },
                changed: layer.changes.count { $0.kind == .changed || $0.kind == .attributes },
                removed: layer.changes.count { $0.kind == .removed }, wastedBytes: wasted[index],
                folders: FolderChange.fold(layer.changes))
        }
        waste = Waste.find(layers, places)
    }

    private static func efficiency(_ layers: [ImageLayer]) -> Double {
        var paths: [String: (smallest: Int64, sum: Int64)] = [:]
        for change in layers.flatMap(\.changes) {
            if let known = paths[change.path] {
                paths[change.path] = (min(known.smallest, change.bytes), known.sum + change.bytes)
            } else {
                paths[change.path] = (change.bytes, change.bytes)
            }
        }
        let sum = paths.values.reduce(0) { $0 + $1.sum }
        return sum == 0 ? 1 : Double(paths.values.reduce(0) { $0 + $1.smallest }) / Double(sum)
    }
}

/// The instruction that made a layer, as a Dockerfile has it.
enum InstructionText {
    static func shown(_ createdBy: String?) -> String {
        guard var text = createdBy?.trimmingBlanks() else { return "(nothing is known about it)" }
        if text.hasSuffix("# buildkit") { text = String(text.dropLast(10)).trimmingBlanks() }
        guard text.hasPrefix("RUN ") else { return text }
        var rest = text.dropFirst(4)
        // `|2 A=1 B=2` stands before a command that sees arguments of the build.
        if rest.first == "|" {
            let words = rest.dropFirst().split(separator: " ", maxSplits: 1)
            if let count = words.first.flatMap({ Int($0) }) {
                var left = words.count > 1 ? words[1] : ""
                for _ in 0..<count { left = left.drop { $0 != " " }.drop { $0 == " " } }
                rest = left
            }
        }
        if rest.hasPrefix("/bin/sh -c ") { rest = rest.dropFirst(11) }
        return "RUN " + rest
    }
}

extension String {
    fileprivate func trimmingBlanks() -> String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

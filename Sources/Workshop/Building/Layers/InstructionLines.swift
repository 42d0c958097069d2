import EngineInterface

/// Finds the lines of a Dockerfile that made an image's layers, by the instructions' text.
public struct InstructionLines: Sendable {
    private let instructions: [(text: String, line: Int)]

    /// - Parameter instructions: as they stand in the file, in its order, each with its first line.
    public init(_ instructions: [(text: String, line: Int)]) {
        self.instructions = instructions.map { (Self.normalized($0.text), $0.line) }
    }

    /// For each layer its line, or `nil`. The last layers come from the file's end.
    func places(of layers: [ImageLayer]) -> [Int?] {
        var places = [Int?](repeating: nil, count: layers.count)
        var end = instructions.count
        for index in layers.indices.reversed() where !layers[index].isBase {
            let text = Self.normalized(InstructionText.shown(layers[index].createdBy))
            guard let found = instructions[..<end].lastIndex(where: { $0.text == text }) else { continue }
            places[index] = instructions[found].line
            end = found
        }
        return places
    }

    /// Blanks and continued lines do not count.
    private static func normalized(_ text: String) -> String {
        text.replacing("\\\n", with: " ").split { $0.isWhitespace }.joined(separator: " ")
    }
}

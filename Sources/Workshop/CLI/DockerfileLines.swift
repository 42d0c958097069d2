import Building
import Dockerfile
import Linux

/// The instructions of a Dockerfile, to say which line made a layer.
enum DockerfileLines {
    /// - Parameter file: as it was named; `nil` is the `Dockerfile` of the current folder, if there is one.
    static func read(_ file: String?) throws -> InstructionLines {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try SmallFile.read(file ?? "Dockerfile")
        } catch {
            guard let file else { return InstructionLines([]) }
            throw UsageError("\(file) cannot be read: \(error.reason).")
        }
        // What cannot be parsed made no image.
        guard let dockerfile = try? Dockerfile.parse(bytes, file: file ?? "Dockerfile") else {
            return InstructionLines([])
        }
        return InstructionLines(
            dockerfile.instructions.map { ($0.instruction.statement.text, $0.instruction.statement.line) })
    }
}

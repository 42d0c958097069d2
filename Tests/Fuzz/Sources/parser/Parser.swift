import Dockerfile

/// A Dockerfile's bytes: parse them, then look at all that the result offers.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(DockerfileError) {
        let file = try Dockerfile.parse(bytes, file: "Dockerfile")
        for (_, instruction) in file.instructions { look(at: instruction, in: file) }
        precondition(!file.stages.isEmpty)
        precondition(file.stage("0")?.index == 0)
    } catch {
        // An error points into the file, and its line can be shown.
        precondition(error.line >= 1 && error.column >= 1, "\(error)")
        precondition(error.line <= bytes.count(where: { $0 == 10 }) + 1, "\(error)")
        precondition(!error.message.isEmpty)
        _ = Dockerfile.excerpt(of: bytes, around: error.line)
    }
    return 0
}

private func look(at instruction: Instruction, in file: Dockerfile) {
    let statement = instruction.statement
    precondition(statement.lastLine >= statement.line && statement.line >= 1)
    precondition(!file.excerpt(around: statement.line...statement.lastLine).isEmpty)
    precondition(statement.keyword == statement.written.uppercased())
    if case .onBuild(let trigger) = instruction.operation {
        _ = try? Dockerfile.parseTrigger(trigger.text, file: "Dockerfile", line: statement.line)
    }
}

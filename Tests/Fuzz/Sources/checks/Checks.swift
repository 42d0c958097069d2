import Dockerfile

/// A script of RUN, which the checks read as a shell would; and a Dockerfile as a whole. What they find must lie in the
/// file.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let script = Array(UnsafeBufferPointer(start: start, count: count))
    check(script)
    check(Array("FROM debian\nRUN ".utf8) + script + [10])
    check(Array("FROM debian\nRUN <<'END'\n".utf8) + script + Array("\nEND\nCMD [\"x\"]\n".utf8))
    return 0
}

private func check(_ bytes: [UInt8]) {
    guard let file = try? Dockerfile.parse(bytes, file: "Dockerfile"),
        let report = try? BuildChecks.run(file, sets: Set(CheckSet.allCases))
    else { return }
    let last = bytes.count(where: { $0 == 10 }) + 1
    for finding in report.findings {
        precondition(finding.line >= 1 && finding.lines.upperBound <= last, "\(finding)")
        precondition(finding.column >= 1 && !finding.message.isEmpty, "\(finding)")
        _ = file.excerpt(around: finding.lines, context: 1)
    }
}

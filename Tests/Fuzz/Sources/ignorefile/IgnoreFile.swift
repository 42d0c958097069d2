import Dockerfile

/// A path, a zero byte, and the lines of an ignore file.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let parts = Array(UnsafeBufferPointer(start: start, count: count)).split(
        separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let file = try? IgnoreFile(Array(parts[1]), file: ".dockerignore") else { return 0 }
    let path = String(decoding: parts[0], as: UTF8.self)
    let whole = file.decision(for: path)
    // What a walk sees that looks into every folder, unless the file says that it need not.
    var state: IgnoreFile.FolderState?
    var decision = IgnoreFile.Decision.included
    var reached = ""
    for part in PathText.clean(path).split(separator: "/") where part != "." {
        if let state, file.canSkip(reached, state) {
            precondition(whole.isIgnored, "\(reached) was skipped, but \(path) is not ignored")
            return 0
        }
        reached += reached.isEmpty ? String(part) : "/" + part
        (decision, state) = file.decide(reached, in: state)
    }
    precondition(decision == whole)
    for rule in file.rules { _ = rule.pattern.canMatch(below: reached) }
    return 0
}

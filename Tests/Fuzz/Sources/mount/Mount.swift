import Dockerfile

/// A value of `--mount`, and what else stands in values: ports, durations, signals.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let expander = Expander { $0 == "HOME" ? "/home/u" : nil }
    if let plain = try? MountSpecification(text) {
        precondition(plain.kind == .tmpfs || plain.size == nil)
        precondition(plain.kind == .secret || plain.kind == .ssh || !plain.isRequired)
        precondition(plain.kind != .secret || plain.from ?? "" == "")
    }
    _ = try? MountSpecification(text) { (word) throws(ExpansionError) in try expander.word(word) }
    if let ports = try? PortSpecification.ports(text) { precondition(!ports.isEmpty && ports.count <= 65_536) }
    if let duration = DurationText.nanoseconds(text), !text.hasPrefix("-") { precondition(duration >= 0) }
    _ = StopSignal.isValid(text)
    _ = PathText.clean(text)
    return 0
}

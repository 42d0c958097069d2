import EngineInterface

/// Streams of a process that a test plays.
actor FakeAttachment: StreamAttachment {
    private var output: [(stream: StandardStream, bytes: [UInt8])]
    private let status: Int32
    /// Whether the process ends only when its input does.
    private let waitsForInput: Bool
    private var isEnded = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private(set) var input: [UInt8] = []
    private(set) var inputIsClosed = false
    private(set) var isClosed = false
    private(set) var sizes: [String] = []
    private(set) var signals: [Int32] = []

    init(_ output: [(StandardStream, String)] = [], status: Int32 = 0, waitsForInput: Bool = false) {
        self.output = output.map { (stream: $0.0, bytes: Array($0.1.utf8)) }
        self.status = status
        self.waitsForInput = waitsForInput
    }

    func read() async throws -> (stream: StandardStream, bytes: [UInt8])? {
        if !output.isEmpty { return output.removeFirst() }
        while waitsForInput, !isEnded, !isClosed { await change() }
        return output.isEmpty ? nil : output.removeFirst()
    }

    private func change() async { await withCheckedContinuation { waiting.append($0) } }

    private func changed() {
        let all = waiting
        waiting = []
        for continuation in all { continuation.resume() }
    }

    /// Waits until the process has got something: input, a size, a signal.
    func wait(until condition: @Sendable (isolated FakeAttachment) -> Bool) async {
        while !condition(self) { await change() }
    }

    /// Lets the process end, after it has written something.
    func end(_ last: String = "") {
        if !last.isEmpty { output.append((.output, Array(last.utf8))) }
        isEnded = true
        changed()
    }

    func write(_ bytes: [UInt8]) async throws {
        input += bytes
        changed()
    }

    func closeInput() async throws {
        inputIsClosed = true
        isEnded = true
        changed()
    }

    func resize(rows: Int, columns: Int) async throws {
        sizes.append("\(rows)x\(columns)")
        changed()
    }

    func signal(_ number: Int32) async throws {
        signals.append(number)
        changed()
    }

    func exitStatus() async throws -> Int32 { status }

    func close() async {
        isClosed = true
        changed()
    }
}

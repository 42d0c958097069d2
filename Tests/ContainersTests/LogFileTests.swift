import EngineInterface
import Glibc
import Linux
import Testing

@testable import Containers

@Suite("A container's log files")
struct LogFileTests {
    private func withFolder(_ test: (String) throws -> Void) throws {
        let folder = "/tmp/workshop-log-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        mkdir(folder, 0o700)
        defer { try? removeTree(folder) }
        try test(folder)
    }

    private func all(_ cursor: LogCursor) -> [LogRecord] {
        var result: [LogRecord] = []
        while let record = cursor.next() { result.append(record) }
        return result
    }

    @Test("hold lines and what is not finished, byte by byte")
    func records() throws {
        try withFolder { folder in
            let writer = LogWriter(folder: folder, bounds: .standard)
            let binary = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }.filter { $0 != 10 }
            writer.add(Array("a\nbc\nd".utf8), .output, time: 5)
            writer.add(binary, .error, time: 6)
            let records = all(LogCursor(folder: folder))
            #expect(records.first == LogRecord(stream: .output, time: 5, bytes: Array("a\nbc\nd".utf8)))
            #expect(records.dropFirst().flatMap(\.bytes) == binary)
            #expect(records.dropFirst().allSatisfy { $0.time == 6 && $0.stream == .error })
            #expect(records.allSatisfy { $0.bytes.count <= LogRecord.limit })
        }
    }

    @Test("keep their bounds when much comes at once, and begin with a line")
    func muchAtOnce() throws {
        try withFolder { folder in
            let writer = LogWriter(folder: folder, bounds: LogBounds(fileBytes: 1000, files: 2))
            let lines = (1...5000).map { "line \($0)\n" }
            writer.add(Array(lines.joined().utf8), .output)
            let files = LogFiles(folder: folder)
            for number in files.numbers() {
                var status = stat()
                #expect(stat(files.path(number), &status) == 0 && status.st_size <= 1000)
            }
            let text = String(decoding: all(LogCursor(folder: folder)).flatMap(\.bytes), as: UTF8.self)
            #expect(text.utf8.count > 500 && text.utf8.count < 2000)
            #expect(lines.joined().hasSuffix("\n" + text))
        }
    }

    @Test("are bounded, oldest first out, and a reader goes from one to the next")
    func rotation() throws {
        try withFolder { folder in
            let writer = LogWriter(folder: folder, bounds: LogBounds(fileBytes: 1000, files: 3))
            let reader = LogCursor(folder: folder)
            var seen: [String] = []
            for number in 0..<200 {
                writer.add(Array("line \(number)\n".utf8), .output)
                seen += all(reader).map { String(decoding: $0.bytes, as: UTF8.self) }
            }
            #expect(seen == (0..<200).map { "line \($0)\n" })
            let files = LogFiles(folder: folder)
            #expect(files.numbers().count == 3)
            let left = all(LogCursor(folder: folder)).map { String(decoding: $0.bytes, as: UTF8.self) }
            #expect(left.last == "line 199\n")
            #expect(left.count < 120 && left.count > 60)
            for number in files.numbers() {
                var status = stat()
                #expect(stat(files.path(number), &status) == 0 && status.st_size <= 1000)
            }
        }
    }

    @Test("survive a record that was cut off", arguments: [1, 5, 17, 21, 23])
    func torn(_ cut: Int) throws {
        try withFolder { folder in
            let writer = LogWriter(folder: folder, bounds: .standard)
            for line in ["whole\n", "cut off\n"] { writer.add(Array(line.utf8), .output) }
            let path = LogFiles(folder: folder).path(1)
            var status = stat()
            stat(path, &status)
            truncate(path, status.st_size - off_t(cut))
            let reader = LogCursor(folder: folder)
            #expect(all(reader).map { String(decoding: $0.bytes, as: UTF8.self) } == ["whole\n"])
            LogWriter(folder: folder, bounds: .standard).add(Array("next\n".utf8), .output)
            #expect(all(reader).map { String(decoding: $0.bytes, as: UTF8.self) } == ["next\n"])
            #expect(all(LogCursor(folder: folder)).count == 2)
        }
    }

    @Test(
        "are read from the end by lines, whatever the pieces",
        arguments: [
            (0, ""), (1, "five"), (2, "four\nfive"), (4, "two\nthree\nfour\nfive"), (99, "one\ntwo\nthree\nfour\nfive"),
        ])
    func tail(_ lines: Int, _ expected: String) async throws {
        let container = ContainerFolder(
            store: "/tmp/workshop-log-\(getpid())-\(UInt32.random(in: 0 ... .max))", id: RandomName.hex(words: 4))
        for folder in [container.store, container.store + "/containers", container.path, container.logs] {
            mkdir(folder, 0o700)
        }
        defer { try? removeTree(container.store) }
        let writer = LogWriter(folder: container.logs, bounds: LogBounds(fileBytes: 60, files: 99))
        for piece in ["one\n", "tw", "o\nth", "re", "e\n", "four\n", "fi", "ve"] {
            writer.add(Array(piece.utf8), .output)
        }
        var request = LogRequest()
        request.tail = lines
        var result = ""
        let reader = LogReader(container, request)
        while let entry = try await reader.next() { result += String(decoding: entry.bytes, as: UTF8.self) }
        #expect(result == expected)
    }

    @Test(
        "have the bounds that options name",
        arguments: [
            ([:], LogBounds.standard), (["max-size": "10m"], LogBounds(fileBytes: 10 << 20, files: 1)),
            (["max-size": "1.5k", "max-file": "4"], LogBounds(fileBytes: 1536, files: 4)),
        ] as [([String: String], LogBounds)])
    func bounds(_ options: [String: String], _ expected: LogBounds) throws {
        #expect(try LogBounds(driver: "json-file", options: options) == expected)
    }

    @Test(
        "refuse options that mean nothing",
        arguments: [
            ["max-size": "much"], ["max-size": "0"], ["max-file": "0"], ["max-file": "x"], ["max-file": "3"],
        ])
    func refusals(_ options: [String: String]) {
        #expect(throws: EngineError.self) { _ = try LogBounds(driver: "json-file", options: options) }
    }
}

import EngineInterface
import Foundation

// What the frames between a supervisor and its clients hold.

extension ControlFrame {
    /// An error on its way to whom it concerns.
    static func failure(_ error: any Error) -> ControlFrame {
        let known = (error as? EngineError) ?? EngineError(.failure, "\(error)")
        var writer = ContentsWriter()
        writer.add(known.kind.rawValue)
        writer.add(known.message)
        writer.add(known.help ?? "")
        return ControlFrame(.failed, writer.bytes)
    }

    /// The error that ``failure(_:)`` packed.
    var engineError: EngineError {
        var reader = ContentsReader(contents)
        guard let kind = try? reader.text(), let message = try? reader.text(), let help = try? reader.text() else {
            return EngineError(.failure, "The container's supervisor failed without saying why.")
        }
        return EngineError(.init(rawValue: kind) ?? .failure, message, help: help.isEmpty ? nil : help)
    }

    static func numbers(_ kind: Kind, _ numbers: Int64...) -> ControlFrame {
        var writer = ContentsWriter()
        for number in numbers { writer.add(number) }
        return ControlFrame(kind, writer.bytes)
    }

    /// The container's exit status.
    static func ended(_ status: Int32) -> ControlFrame { numbers(.ended, Int64(status)) }

    /// The first number of the contents.
    var number: Int64? {
        var reader = ContentsReader(contents)
        return try? reader.number()
    }

    /// A list of texts.
    static func texts(_ kind: Kind, _ texts: [String]) -> ControlFrame {
        var writer = ContentsWriter()
        writer.add(Int64(texts.count))
        for text in texts { writer.add(text) }
        return ControlFrame(kind, writer.bytes)
    }

    var texts: [String] {
        var reader = ContentsReader(contents)
        guard let count = try? reader.number(), count >= 0 else { return [] }
        var result: [String] = []
        for _ in 0..<count {
            guard let text = try? reader.text() else { break }
            result.append(text)
        }
        return result
    }

    static func json(_ kind: Kind, _ value: some Encodable) throws -> ControlFrame {
        ControlFrame(kind, Array(try JSONEncoder().encode(value)))
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contents))
    }
}

/// What `start` asks for.
struct StartOrder {
    var folder: ContainerFolder
    var attaching: AttachRequest?

    var frame: ControlFrame {
        var writer = ContentsWriter()
        writer.add(folder.store)
        writer.add(folder.id)
        writer.add(attaching == nil ? 0 : 1)
        writer.add(attaching?.flags ?? 0)
        return ControlFrame(.start, writer.bytes)
    }

    init(folder: ContainerFolder, attaching: AttachRequest?) {
        self.folder = folder
        self.attaching = attaching
    }

    init(_ frame: ControlFrame) throws(ProtocolFault) {
        var reader = ContentsReader(frame.contents)
        let store = try reader.text()
        folder = ContainerFolder(store: store, id: try reader.text())
        let attaches = try reader.number() != 0
        let flags = try reader.number()
        attaching = attaches ? AttachRequest(flags: flags) : nil
    }
}

extension AttachRequest {
    /// Four bits, and the terminal's size in two times sixteen.
    var flags: Int64 {
        let size = terminalSize.map {
            Int64(UInt16(clamping: $0.rows)) << 8 | Int64(UInt16(clamping: $0.columns)) << 24
        }
        return (input ? 1 : 0) | (output ? 2 : 0) | (error ? 4 : 0) | (includesLogs ? 8 : 0) | (size ?? 0)
    }

    init(flags: Int64) {
        self.init()
        input = flags & 1 != 0
        output = flags & 2 != 0
        error = flags & 4 != 0
        includesLogs = flags & 8 != 0
        let (rows, columns) = (Int(flags >> 8 & 0xFFFF), Int(flags >> 24 & 0xFFFF))
        if rows > 0 || columns > 0 { terminalSize = TerminalCells(rows: rows, columns: columns) }
    }
}

/// New limits or another restart policy for a container that runs.
struct UpdateOrder: Codable {
    var resources: ContainerResources?
    var restartPolicy: RestartPolicy?
}

import EngineInterface
import Glibc
import Linux

/// Why the kernel refuses to start a program although its file is there. See execve(2), "Interpreter scripts".
enum ProgramFault: Equatable {
    /// A script's first line names a program that is not in the image.
    case missingInterpreter(String)
    /// A script's first line ends in a carriage return, which the kernel takes for a part of the name.
    case carriageReturn(interpreter: String)
    /// A text without a first line that begins with `#!`.
    case noInterpreter
    /// A program of its own, which lacks its loader or is built for another machine.
    case program

    /// How much of a first line the kernel reads.
    private static let lineLimit = 256

    /// - Parameters:
    ///   - start: the file's first bytes.
    ///   - exists: whether the image has a file of that name.
    /// - Returns: `nil` when the first line is in order.
    init?(start: [UInt8], exists: (String) -> Bool) {
        if start.starts(with: [0x7F] + Array("ELF".utf8)) {
            self = .program
            return
        }
        guard start.starts(with: Array("#!".utf8)) else {
            self = start.prefix(Self.lineLimit).contains(0) ? .program : .noInterpreter
            return
        }
        let line = start.prefix(Self.lineLimit).dropFirst(2).prefix { $0 != 10 }
        let isBlank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
        var name = Array(line.drop(while: isBlank).prefix { !isBlank($0) && $0 != 0 })
        if name.last == 13 {
            name.removeLast()
            self = .carriageReturn(interpreter: String(decoding: name, as: UTF8.self))
            return
        }
        let interpreter = String(decoding: name, as: UTF8.self)
        if interpreter.isEmpty {
            self = .noInterpreter
        } else if !exists(interpreter) {
            self = .missingInterpreter(interpreter)
        } else {
            return nil
        }
    }

    /// Looks at a program in a container's files. `nil` when it cannot be read, or nothing is wrong with it.
    init?(_ program: String, in root: RootedDirectory) {
        guard let start = try? root.read(program, limit: Self.lineLimit) else { return nil }
        self.init(start: start) { ((try? root.status($0, followLinks: true)) ?? nil) != nil }
    }

    /// What is wrong and what to do, as sentences.
    func help(_ program: String) -> String {
        switch self {
        case .missingInterpreter(let name):
            "The first line of \(program) asks for \(name), which is not in the image. "
                + (name.hasSuffix("/bash")
                    ? "Write #!/bin/sh there, or install bash in the Dockerfile."
                    : "Install it in the Dockerfile, or name a program there that the image has.")
        case .carriageReturn(let name):
            "The first line of \(program) ends in a carriage return (CR), as editors on Windows write it, and no program "
                + "is called \(name) with a CR. Save the file with LF line ends, or add a step: "
                + "RUN sed -i 's/\\r$//' \(program)"
        case .noInterpreter: "A script needs a first line that names its interpreter, such as #!/bin/sh."
        case .program:
            "It is not built for this image and this processor: its loader and libraries have to be in the image. "
                + "For a Go program build with CGO_ENABLED=0."
        }
    }
}

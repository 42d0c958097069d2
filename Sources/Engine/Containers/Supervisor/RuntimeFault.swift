import EngineInterface
import Linux

/// What the runtime says about a program that it could not start, in the words that people know from Docker.
enum RuntimeFault {
    /// The status of a container whose program the kernel did not start: the runtime's own, as in today's Docker.
    static let lateStatus: Int32 = 255

    /// The last error in the runtime's log, for the program that was to run; `nil` when there is none.
    static func read(_ log: String, arguments: [String], root: RootedDirectory? = nil) -> EngineError? {
        guard let message = RuntimeLog.message(in: log) else { return nil }
        return make(message, arguments: arguments, root: root)
    }

    /// - Parameter root: the container's files, to look at the program.
    static func make(_ message: String, arguments: [String], root: RootedDirectory?) -> EngineError {
        var error = RuntimeLog.classify(message)
        let program = arguments.first ?? ""
        let text = message.lowercased()
        let file = RuntimeLog.program(in: message) ?? (program.contains("/") ? program : nil)
        let fault = file.flatMap { file in root.flatMap { ProgramFault(file, in: $0) } }
        if let file, let fault, error.kind == .commandNotFound, fault != .noInterpreter {
            error.message = "exec \(program): no such file or directory"
            error.help = fault.help(file)
            return error
        }
        if let file, let fault, text.contains("exec format error") { error.help = fault.help(file) }
        switch error.kind {
        case .commandNotFound where text.contains("missing dynamic library"):
            error.message = "exec \(program): no such file or directory"
        case .commandNotFound:
            error.message =
                program.contains("/")
                ? "exec: \"\(program)\": stat \(program): no such file or directory"
                : "exec: \"\(program)\": executable file not found in $PATH"
        case .commandNotExecutable where text.contains("exec format error"):
            error.message = "exec \(program): exec format error"
        case .commandNotExecutable: error.message = "exec: \"\(program)\": permission denied"
        default: break
        }
        return error
    }
}

import EngineInterface
import Linux

/// What the runtime says about a program that it could not start, in the words that people know from Docker.
enum RuntimeFault {
    /// The last error in the runtime's log, for the program that was to run; `nil` when there is none.
    static func read(_ log: String, arguments: [String]) -> EngineError? {
        guard var error = RuntimeLog.error(in: log) else { return nil }
        let program = arguments.first ?? ""
        let text = error.message.lowercased()
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

import EngineInterface
import Foundation
import Linux

/// What `--security-opt` asks for.
struct SecurityOptions {
    enum Filter: Equatable {
        case standard, none
        /// A profile in Docker's format or the runtime's, as its text.
        case profile(String)
    }
    var filter = Filter.standard
    var refusesNewPrivileges = false
    /// `systempaths=unconfined`.
    var showsSystemPaths = false

    /// - Throws: ``EngineError`` of kind `invalidArgument`.
    init(_ options: [String]) throws(EngineError) {
        for option in options {
            let parts = option.split(separator: option.contains("=") ? "=" : ":", maxSplits: 1).map(String.init)
            let value = parts.count > 1 ? parts[1] : nil
            switch (parts.first ?? "", value) {
            case ("no-new-privileges", nil), ("no-new-privileges", "true"): refusesNewPrivileges = true
            case ("no-new-privileges", "false"): refusesNewPrivileges = false
            case ("seccomp", "unconfined"): filter = .none
            case ("seccomp", "builtin"): filter = .standard
            case ("seccomp", let value?): filter = .profile(try Self.profile(value))
            case ("systempaths", "unconfined"): showsSystemPaths = true
            // Labels and AppArmor profiles are kept by security modules that not every host has; Docker, too, does
            // nothing with them where there is none.
            case ("label", _), ("apparmor", _): break
            default:
                throw EngineError(
                    .invalidArgument, "invalid --security-opt: \"\(option)\"",
                    help: "Known are no-new-privileges, seccomp=unconfined, seccomp=FILE and systempaths=unconfined.")
            }
        }
    }

    private static func profile(_ value: String) throws(EngineError) -> String {
        // The command line may have read the file already, as Docker's client does.
        if value.first == "{" { return value }
        guard let text = SmallFile.text(value) else {
            throw EngineError(.invalidArgument, "opening seccomp profile (\(value)) failed: it cannot be read")
        }
        return text
    }
}

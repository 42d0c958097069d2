import EngineInterface
import Foundation
import OCI

/// A profile that somebody wrote, in Docker's format: rules may be for certain capabilities or processors only.
struct SeccompProfile: Decodable {
    struct Condition: Decodable {
        var caps: [String]?
        var arches: [String]?
        var minKernel: String?
    }
    struct Argument: Decodable {
        var index: UInt32
        var value: UInt64
        var valueTwo: UInt64?
        var op: String
    }
    struct Rule: Decodable {
        var name: String?
        var names: [String]?
        var action: String
        var errnoRet: UInt32?
        var args: [Argument]?
        var includes: Condition?
        var excludes: Condition?
    }
    var defaultAction: String
    var defaultErrnoRet: UInt32?
    var syscalls: [Rule]?

    /// The filter for a container with these capabilities.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument` when the text is no profile.
    static func filter(_ text: String, capabilities: Set<String>) throws -> RuntimeSpec.Seccomp {
        let profile: SeccompProfile
        do {
            profile = try JSONDecoder().decode(SeccompProfile.self, from: Data(text.utf8))
        } catch {
            throw EngineError(.invalidArgument, "Decoding seccomp profile failed: it is not JSON of a profile's form.")
        }
        #if arch(arm64)
            let own: Set = ["arm64", "arm"]
        #else
            let own: Set = ["amd64", "x86", "x32"]
        #endif
        let rules = (profile.syscalls ?? []).filter { rule in
            if let needed = rule.includes?.caps, !capabilities.isSuperset(of: needed) { return false }
            if let arches = rule.includes?.arches, own.isDisjoint(with: arches) { return false }
            if let unwanted = rule.excludes?.caps, !capabilities.isDisjoint(with: unwanted) { return false }
            if let arches = rule.excludes?.arches, !own.isDisjoint(with: arches) { return false }
            return true
        }
        var filter = RuntimeSpec.Seccomp(
            defaultAction: profile.defaultAction, architectures: Confinement.architectures,
            syscalls: rules.compactMap { rule in
                let names = (rule.names ?? []) + (rule.name.map { [$0] } ?? [])
                guard !names.isEmpty else { return nil }
                let arguments = (rule.args ?? []).map { argument in
                    var result = RuntimeSpec.Seccomp.Argument(
                        index: argument.index, mask: argument.value, equals: argument.valueTwo ?? 0)
                    result.op = argument.op
                    return result
                }
                return .init(names, action: rule.action, errnoRet: rule.errnoRet, args: arguments)
            })
        filter.defaultErrnoRet = profile.defaultErrnoRet
        return filter
    }
}

/// The flags of one instruction: refuses what it does not know, has twice, or lacks a value.
struct FlagReader {
    private enum Kind { case text, list, boolean }
    private let keyword: String
    private let file: String
    private var values: [String: [Argument]] = [:]

    /// Which flags an instruction has, so that one that stands at another can be told from a misspelt one.
    private static let known: [(keyword: String, flags: [String])] = [
        ("FROM", ["platform"]),
        ("RUN", ["mount", "network", "security"]),
        ("COPY", ["from", "chown", "chmod", "link", "parents", "exclude"]),
        ("ADD", ["chown", "chmod", "link", "exclude", "keep-git-dir", "checksum", "unpack"]),
        ("HEALTHCHECK", ["interval", "timeout", "start-period", "start-interval", "retries"]),
    ]

    /// - Parameters:
    ///   - following: what stands behind the flags.
    ///   - texts: flags that take one value.
    ///   - lists: flags that may stand several times.
    ///   - booleans: flags that need no value.
    init(
        _ flags: [Argument], of keyword: String, file: String, following: ArgumentText, texts: [String] = [],
        lists: [String] = [],
        booleans: [String] = []
    ) throws(DockerfileError) {
        self.keyword = keyword
        self.file = file
        if flags.isEmpty { return }
        let kinds = Dictionary(
            texts.map { ($0, Kind.text) } + lists.map { ($0, Kind.list) } + booleans.map { ($0, Kind.boolean) }
        ) { first, _ in first }
        for flag in flags {
            let parts = flag.text.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts.first.map(String.init) ?? ""
            guard let kind = kinds[name] else { throw Self.unknown(name, flag, keyword, file, Array(kinds.keys)) }
            if values[name] != nil && kind != .list {
                throw DockerfileError(.flag, file: file, at: flag.position, "The flag --\(name) stands twice.")
            }
            let value = parts.count == 2 ? String(parts[1]) : nil
            if value == nil && kind != .boolean || value?.isEmpty == true && kind == .boolean {
                let last = flag.position == flags.last?.position
                let shown =
                    last
                    ? following.splitFirstWord().map(\.first.text).flatMap {
                        $0.hasPrefix("=") || $0.count > 40 ? nil : $0
                    } : nil
                throw DockerfileError(
                    .flag, file: file, at: flag.position, "The flag --\(name) has no value.",
                    help: "Write --\(name)=\(shown ?? "VALUE"), without blanks around the equals sign.")
            }
            if kind == .boolean, let value, !["true", "false"].contains(value.lowercased()) {
                throw DockerfileError(
                    .flag, file: file, at: flag.position, "The flag --\(name) is true or false, not \(value).")
            }
            values[name, default: []].append(Argument(value ?? "true", at: flag.position))
        }
    }

    func text(_ name: String) -> Argument? { values[name]?.first.flatMap { $0.text.isEmpty ? nil : $0 } }
    func list(_ name: String) -> [Argument] { values[name] ?? [] }
    func boolean(_ name: String) -> Bool? { values[name]?.first.map { $0.text.lowercased() == "true" } }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Value.Type
    ) throws(DockerfileError) -> Value? where Value.RawValue == String {
        guard let argument = values[name]?.first else { return nil }
        if let value = Value(rawValue: argument.text) { return value }
        let names = Value.allCases.map(\.rawValue)
        throw DockerfileError(
            .flag, file: file, at: argument.position,
            "--\(name)=\(argument.text) is not a value that \(keyword) knows.",
            help: Spelling.nearest(to: argument.text, among: names).map { "Did you mean --\(name)=\($0)?" }
                ?? "Use one of \(names.joined(separator: ", ")).")
    }

    private static func unknown(
        _ name: String, _ flag: Argument, _ keyword: String, _ file: String, _ known: [String]
    ) -> DockerfileError {
        let names = known.sorted()
        let owner = Self.known.first { $0.flags.contains(name) }
        let help: String
        if let owner {
            help = "\(owner.keyword) has a flag of that name."
        } else if names.isEmpty {
            help = "\(keyword) has no flags. If the text belongs to a command, write the command as a list: [\"…\"]."
        } else if let nearest = Spelling.nearest(to: name, among: names) {
            help = "Did you mean --\(nearest)?"
        } else {
            help = "\(keyword) knows \(names.map { "--" + $0 }.joined(separator: ", "))."
        }
        return DockerfileError(
            .unknownFlag, file: file, at: flag.position, "\(keyword) has no flag --\(name).", help: help)
    }
}

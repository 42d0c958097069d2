extension ValueReader {
    /// `[a-z0-9-]`, at most 40 characters, no hyphen at an end: what exercises, checks and containers are called.
    func name(_ value: YAMLValue) -> String? {
        guard let text = text(value) else { return nil }
        guard Self.isName(text) else {
            problems.add(
                value.place, "`\(text.cut(40))` cannot be a name.",
                help: "A name is made of small letters, digits and hyphens between them, at most 40.")
            return nil
        }
        return text
    }

    static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.first != "-" && text.last != "-"
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// A path that stays below the learner's folder.
    func innerPath(_ value: YAMLValue) -> String? {
        guard let text = text(value) else { return nil }
        guard !text.isEmpty, !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
            problems.add(
                value.place, "`\(text.cut(60))` has to be a path below the learner's folder, without `..`.")
            return nil
        }
        return text
    }

    /// A path in an image or a container.
    func absolutePath(_ value: YAMLValue) -> String? {
        guard let text = text(value) else { return nil }
        guard text.hasPrefix("/") else {
            problems.add(value.place, "`\(text.cut(60))` has to begin with `/`: it is a path in the container.")
            return nil
        }
        return text
    }

    /// Permission bits in octal digits, as a text: `"0644"`.
    func mode(_ value: YAMLValue) -> UInt16? {
        if case .scalar(let text, _) = value.content, (3...5).contains(text.utf8.count),
            text.first != "+", let mode = UInt16(text, radix: 8), mode <= 0o7777
        {
            if case .scalar(_, isPlain: true) = value.content {
                problems.add(value.place, "A mode has to be in quotes: \"\(text)\".")
                return nil
            }
            return mode
        }
        problems.add(
            value.place, "Here has to be a mode in octal digits such as \"0644\", but it is \(value.kindName).")
        return nil
    }

    /// A signal's name or number.
    func signal(_ value: YAMLValue) -> String? {
        if case .scalar(let text, isPlain: true) = value.content, let number = Int(text) {
            if (1...64).contains(number) { return text }
            problems.add(value.place, "Signals have the numbers 1 to 64.")
            return nil
        }
        guard let text = text(value) else { return nil }
        let short = text.uppercased().hasPrefix("SIG") ? String(text.uppercased().dropFirst(3)) : text.uppercased()
        guard Self.signals.contains(short) else {
            problems.add(
                value.place, "There is no signal `\(text.cut(40))`.",
                help: Spelling.nearest(to: short, among: Self.signals).map { "Did you mean `SIG\($0)`?" })
            return nil
        }
        return "SIG" + short
    }

    private static let signals = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "WINCH", "PWR", "SYS",
    ]

    /// `8090/tcp`; a bare number means TCP.
    func exposedPort(_ value: YAMLValue) -> String? {
        if case .scalar(let text, _) = value.content {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            let kind = parts.count == 2 ? parts[1] : "tcp"
            if (1...2).contains(parts.count), parts[0].first != "+", let port = Int(parts[0]),
                (1...65535).contains(port),
                ["tcp", "udp", "sctp"].contains(kind)
            {
                return "\(port)/\(kind)"
            }
        }
        problems.add(value.place, "Here has to be a port such as 8090/tcp, but it is \(value.kindName).")
        return nil
    }
}

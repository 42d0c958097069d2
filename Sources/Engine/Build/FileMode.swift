/// What `--chmod` makes of a mode: an octal number, or changes as chmod(1) takes them (`u+x,go=rX`).
enum FileMode: Sendable, Hashable {
    case absolute(UInt32)
    case changes([Change])

    struct Change: Sendable, Hashable {
        /// Bits of the classes that it is about: 0o700, 0o070, 0o007 or several.
        var classes: UInt32
        var operation: Character
        /// `r`, `w`, `x`, `X`, `s`, `t`, or a class whose bits are copied.
        var permissions: String
    }

    init?(_ text: String) {
        if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            guard let mode = UInt32(text, radix: 8), mode <= 0o7777 else { return nil }
            self = .absolute(mode)
            return
        }
        var changes: [Change] = []
        for clause in text.split(separator: ",", omittingEmptySubsequences: false) {
            var rest = clause
            var classes: UInt32 = 0
            while let letter = rest.first, let bits = Self.classBits[letter] {
                classes |= bits
                rest.removeFirst()
            }
            if classes == 0 { classes = 0o777 }
            guard !rest.isEmpty else { return nil }
            while let operation = rest.first {
                guard "+-=".contains(operation) else { return nil }
                rest.removeFirst()
                let permissions = rest.prefix { !"+-=".contains($0) }
                guard permissions.allSatisfy({ "rwxXstugo".contains($0) }) else { return nil }
                changes.append(Change(classes: classes, operation: operation, permissions: String(permissions)))
                rest = rest.dropFirst(permissions.count)
            }
        }
        guard !changes.isEmpty else { return nil }
        self = .changes(changes)
    }

    private static let classBits: [Character: UInt32] = ["u": 0o700, "g": 0o070, "o": 0o007, "a": 0o777]

    /// The mode of a file that had `mode` before.
    func applied(to mode: UInt32, isFolder: Bool) -> UInt32 {
        switch self {
        case .absolute(let mode): return mode
        case .changes(let changes):
            // `X` looks at what the file was before all changes.
            let isExecutable = isFolder || mode & 0o111 != 0
            return changes.reduce(mode) { mode, change in
                let bits = Self.bits(change, mode, isExecutable)
                switch change.operation {
                case "+": return mode | bits
                case "-": return mode & ~bits
                default: return mode & ~Self.replaced(by: change) | bits
                }
            }
        }
    }

    /// What `=` takes away first: the classes' bits with setuid and setgid, also of folders; but only the permissions
    /// where those of a class are copied.
    private static func replaced(by change: Change) -> UInt32 {
        var bits = change.classes
        if !change.permissions.isEmpty, change.permissions.allSatisfy({ "ugo".contains($0) }) { return bits }
        if change.classes & 0o700 != 0 { bits |= 0o4000 }
        if change.classes & 0o070 != 0 { bits |= 0o2000 }
        if change.permissions.contains("t") { bits |= 0o1000 }
        return bits
    }

    private static func bits(_ change: Change, _ mode: UInt32, _ isExecutable: Bool) -> UInt32 {
        var bits: UInt32 = 0
        for permission in change.permissions {
            switch permission {
            case "r": bits |= 0o444 & change.classes
            case "w": bits |= 0o222 & change.classes
            case "x": bits |= 0o111 & change.classes
            case "X": if isExecutable { bits |= 0o111 & change.classes }
            case "s": bits |= (change.classes & 0o700 != 0 ? 0o4000 : 0) | (change.classes & 0o070 != 0 ? 0o2000 : 0)
            case "t": bits |= change.classes & 0o770 != 0 ? 0o1000 : 0
            default:
                let shift: UInt32 = permission == "u" ? 6 : permission == "g" ? 3 : 0
                let copied = mode >> shift & 7
                bits |= (copied << 6 | copied << 3 | copied) & change.classes
            }
        }
        return bits
    }
}

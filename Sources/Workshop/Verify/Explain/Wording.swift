import Course
import EngineInterface
import OCI

/// Numbers and lists as learners read them.
enum Wording {
    /// `2 s`, `0.35 s`, `90 s`.
    static func seconds(_ seconds: Double) -> String {
        let rounded = (seconds * 1000).rounded() / 1000
        return number(rounded) + " s"
    }

    /// Without a fraction when there is none.
    static func number(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        return String((number * 1000).rounded() / 1000)
    }

    /// `18.4 MB` in powers of 1000.
    static func bytes(_ bytes: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1000 && unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        let text = unit == 0 || value >= 100 ? String(Int64(value.rounded())) : number((value * 10).rounded() / 10)
        return "\(text) \(units[unit])"
    }

    /// What a number must be like: `at least 3`, `0 or 143`, `not 0`.
    static func describe(_ match: NumberMatch, _ show: (Double) -> String = number) -> String {
        var parts: [String] = []
        if !match.values.isEmpty { parts.append(match.values.map(show).joined(separator: " or ")) }
        if !match.not.isEmpty { parts.append("not " + match.not.map(show).joined(separator: ", not ")) }
        switch (match.minimum, match.maximum) {
        case (let low?, let high?): parts.append("\(show(low)) to \(show(high))")
        case (let low?, nil): parts.append("at least \(show(low))")
        case (nil, let high?): parts.append("at most \(show(high))")
        case (nil, nil): break
        }
        return parts.isEmpty ? "any" : parts.joined(separator: " and ")
    }

    /// A command as one would type it.
    static func command(_ words: [String]) -> String {
        words.map { word in
            word.isEmpty || word.contains { " \t\n\"'$`\\;&|<>()*?".contains($0) }
                ? "'" + word.replacing("'", with: "'\\''") + "'" : word
        }.joined(separator: " ")
    }

    /// How a container ended, as the end of a sentence: `with exit status 3`.
    static func exit(_ exit: ContainerExit, limits: ResourceLimits? = nil) -> String {
        switch exit.exceeded {
        case .memory:
            return "because it was killed: it used more memory than "
                + (limits?.memoryBytes.map { bytes($0) } ?? "it may")
        case .processes:
            return "because it was killed: it had more processes than "
                + (limits?.processes.map { String($0) } ?? "it may")
        case .disk:
            return "because it was killed: it wrote more than "
                + (limits?.diskBytes.map { bytes($0) } ?? "it may") + " to its disk"
        case .time:
            return "because it was killed: it ran longer than "
                + (limits?.seconds.map { seconds($0) } ?? "it may")
        case nil: break
        }
        if let signal = exit.signal { return "because the signal \(SignalName.name(signal)) ended it" }
        switch exit.status {
        case 126: return "with exit status 126: the command cannot be executed"
        case 127: return "with exit status 127: the command was not found"
        default: return "with exit status \(exit.status)"
        }
    }

    /// `a, b and c`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "nothing" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}

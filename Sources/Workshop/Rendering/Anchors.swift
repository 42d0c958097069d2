/// Names of headings as links call them: GitHub's way.
struct Anchors {
    private var seen: [String: Int] = [:]

    /// The name of the next heading: small letters, numbers, `-` and `_`; blanks become `-`; a number behind names that were there
    /// before.
    mutating func next(_ text: String) -> String {
        var name = ""
        for scalar in text.lowercased().unicodeScalars {
            switch scalar.properties.generalCategory {
            case .lowercaseLetter, .otherLetter, .modifierLetter, .titlecaseLetter, .uppercaseLetter, .decimalNumber,
                .letterNumber,
                .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation:
                name.unicodeScalars.append(scalar)
            default:
                if scalar == " " || scalar == "-" { name.append("-") }
            }
        }
        let count = seen[name, default: 0]
        seen[name] = count + 1
        if count == 0 { return name }
        let numbered = "\(name)-\(count)"
        seen[numbered, default: 0] += 1
        return numbered
    }
}

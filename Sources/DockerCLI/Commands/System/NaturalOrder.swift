/// The order in which people expect names with numbers: `web9` before `web10`.
enum NaturalOrder {
    /// Whether a text comes first: digits before other characters, numbers by their value, the rest by bytes.
    static func precedes(_ first: String, _ second: String) -> Bool {
        var left = Array(first.utf8)[...]
        var right = Array(second.utf8)[...]
        while let a = left.first, let b = right.first {
            switch (isDigit(a), isDigit(b)) {
            case (true, false): return true
            case (false, true): return false
            case (false, false):
                if a != b { return a < b }
                left.removeFirst()
                right.removeFirst()
            case (true, true):
                let (zeros, number) = takeNumber(&left)
                let (otherZeros, otherNumber) = takeNumber(&right)
                if number.count != otherNumber.count { return number.count < otherNumber.count }
                if number != otherNumber { return number.lexicographicallyPrecedes(otherNumber) }
                if zeros != otherZeros { return zeros < otherZeros }
            }
        }
        return left.count < right.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// Takes the digits at the beginning: how many zeros lead, and the others.
    private static func takeNumber(_ text: inout ArraySlice<UInt8>) -> (zeros: Int, digits: ArraySlice<UInt8>) {
        let zeros = text.prefix { $0 == 48 }
        text = text.dropFirst(zeros.count)
        let digits = text.prefix(while: isDigit)
        text = text.dropFirst(digits.count)
        return (zeros.count, digits)
    }
}

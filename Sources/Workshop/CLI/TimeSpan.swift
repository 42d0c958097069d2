import ArgumentParser

/// A length of time as it is typed: `250ms`, `90s`, `1m30s`, `15m`, `1h`, or bare seconds.
struct TimeSpan: ExpressibleByArgument, Sendable {
    var seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        if let seconds = Double(argument), seconds > 0, seconds.isFinite {
            self.seconds = seconds
            return
        }
        let units: [(name: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
        var total = 0.0
        var rest = argument[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count)
            guard let number = Double(digits), let unit = units.first(where: { rest.hasPrefix($0.name) }) else {
                return nil
            }
            total += number * unit.seconds
            rest = rest.dropFirst(unit.name.count)
        }
        guard total > 0 else { return nil }
        seconds = total
    }

    var defaultValueDescription: String {
        seconds.truncatingRemainder(dividingBy: 60) == 0 ? "\(Int(seconds / 60))m" : "\(seconds)s"
    }
}

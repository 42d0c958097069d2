/// Limits for continuous integration on what an image wastes.
public struct LayerRules: Sendable, Equatable {
    /// From 0 to 1.
    public var lowestEfficiency: Double?
    /// In bytes.
    public var highestWasted: Int64?
    /// From 0 to 1.
    public var highestUserWasted: Double?

    public init(lowestEfficiency: Double? = nil, highestWasted: Int64? = nil, highestUserWasted: Double? = nil) {
        self.lowestEfficiency = lowestEfficiency
        self.highestWasted = highestWasted
        self.highestUserWasted = highestUserWasted
    }

    /// What a report breaks, as sentences. `size` writes a number of bytes.
    public func broken(by report: LayerReport, size: (Int64) -> String) -> [String] {
        var broken: [String] = []
        if let limit = lowestEfficiency, report.efficiency < limit {
            broken.append(
                "The efficiency is \(Self.percent(report.efficiency)), and at least \(Self.percent(limit)) is asked for."
            )
        }
        if let limit = highestWasted, report.wastedBytes > limit {
            broken.append("\(size(report.wastedBytes)) are wasted, and at most \(size(limit)) may be.")
        }
        if let limit = highestUserWasted, report.userWasted > limit {
            broken.append(
                "\(Self.percent(report.userWasted)) of what was added to the base image are wasted, and at most \(Self.percent(limit)) may be."
            )
        }
        return broken
    }

    /// `0.95`, `95%` or `95`. `nil` for all else.
    public static func fraction(_ text: String) -> Double? {
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.dropLast()) : text), number >= 0, number.isFinite else {
            return nil
        }
        let value = isPercent || number > 1 ? number / 100 : number
        return value <= 1 || isPercent ? value : nil
    }

    /// With one decimal, cut off: 99.97 % is not yet 100 %.
    public static func percent(_ fraction: Double) -> String {
        let tenths = Int((fraction * 1000 + 1e-9).rounded(.down))
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

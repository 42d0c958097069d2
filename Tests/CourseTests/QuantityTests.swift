import Testing

@testable import Course

@Suite struct QuantityTests {
    @Test(arguments: [
        ("250ms", 0.25), ("2s", 2), ("1m30s", 90), ("10m", 600), ("1h", 3600), ("1h2m3s4ms", 3723.004), ("1.5s", 1.5),
        ("0s", 0), ("90s", 90),
    ])
    func durations(_ text: String, _ seconds: Double) throws {
        let result = try #require(Quantity.duration(text))
        #expect(abs(result - seconds) < 1e-9)
    }

    @Test(arguments: [
        "", "5", "s", "5 s", "-5s", "+5s", "5sec", "1s1m", "1s1s", "1e3s", ".5s", "5.s", "1..5s", "5S", "５s", "∞s",
        "1m 30s",
    ])
    func noDurations(_ text: String) { #expect(Quantity.duration(text) == nil) }

    @Test(arguments: [
        ("200B", Int64(200)), ("64kB", 64_000), ("20MB", 20_000_000), ("64KiB", 65_536), ("512MiB", 536_870_912),
        ("1GiB", 1_073_741_824), ("1.5GB", 1_500_000_000), ("0B", 0),
    ])
    func sizes(_ text: String, _ bytes: Int64) { #expect(Quantity.size(text) == bytes) }

    @Test(arguments: [
        "", "20", "MB", "20 MB", "-1MB", "20mb", "20M", "20KB", "1e3B", "99999999999999999999GB", "1MB1kB",
    ])
    func noSizes(_ text: String) { #expect(Quantity.size(text) == nil) }
}

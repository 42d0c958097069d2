import DockerFormat
import Testing

@Suite struct UnitTests {
    @Test(arguments: Recorded.decimal4)
    func fourDigits(_ recorded: Recorded) throws {
        #expect(HumanSize.decimal(try #require(Int64(recorded.input))) == recorded.output)
    }

    @Test(arguments: Recorded.decimal3)
    func threeDigits(_ recorded: Recorded) throws {
        #expect(HumanSize.decimal(try #require(Int64(recorded.input)), digits: 3) == recorded.output)
    }

    @Test(arguments: Recorded.binary)
    func powersOf1024(_ recorded: Recorded) throws {
        #expect(HumanSize.binary(try #require(Int64(recorded.input))) == recorded.output)
    }

    @Test(arguments: Recorded.parseBinary)
    func readsPowersOf1024(_ recorded: Recorded) {
        let result = outcome { () throws(HumanSize.ParseError) in try HumanSize.parseBinary(recorded.input) }
        #expect(result == recorded.output)
    }

    @Test(arguments: Recorded.parseDecimal)
    func readsPowersOf1000(_ recorded: Recorded) {
        let result = outcome { () throws(HumanSize.ParseError) in try HumanSize.parseDecimal(recorded.input) }
        #expect(result == recorded.output)
    }

    @Test func sizesBeyondAllMeasureAreTheLargest() throws {
        #expect(try HumanSize.parseBinary("9999999p") == .max)
    }

    @Test(arguments: Recorded.duration)
    func humanDurations(_ recorded: Recorded) throws {
        #expect(humanDuration(.milliseconds(try #require(Int64(recorded.input)))) == recorded.output)
    }

    @Test(arguments: Recorded.durationText)
    func durations(_ recorded: Recorded) throws {
        #expect(GoDuration.text(nanoseconds: try #require(Int64(recorded.input))) == recorded.output)
    }

    @Test(arguments: Recorded.parseDuration)
    func readsDurations(_ recorded: Recorded) {
        let result = outcome { () throws(GoDuration.ParseError) in try GoDuration.parse(recorded.input) }
        #expect(result == recorded.output)
    }
}

import DockerFormat
import Testing

@Suite struct TimeTests {
    static let berlin = GoTime.Zone(offset: 3600, name: "CET")
    static let utc = GoTime.Zone(offset: 0, name: "UTC")

    func time(_ recorded: Recorded) throws -> GoTime { GoTime(nanoseconds: try #require(Int64(recorded.input))) }

    @Test(arguments: Recorded.rfc3339Nano)
    func nanoseconds(_ recorded: Recorded) throws { #expect(try time(recorded).rfc3339Nano == recorded.output) }

    @Test(arguments: Recorded.rfc3339)
    func seconds(_ recorded: Recorded) throws { #expect(try time(recorded).rfc3339 == recorded.output) }

    @Test(arguments: Recorded.goDescription)
    func descriptions(_ recorded: Recorded) throws {
        #expect(try time(recorded).goDescription(in: Self.berlin) == recorded.output)
    }

    @Test(arguments: Recorded.rfc3339Local)
    func inAZone(_ recorded: Recorded) throws {
        #expect(try time(recorded).rfc3339Local(in: Self.berlin) == recorded.output)
    }

    @Test(arguments: Recorded.ansiC)
    func calendars(_ recorded: Recorded) throws {
        #expect(try time(recorded).ansiC(in: Self.berlin) == recorded.output)
    }

    @Test(arguments: Recorded.layout)
    func layouts(_ recorded: Recorded) throws {
        let parts = recorded.input.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let time = GoTime(nanoseconds: try TimeBound.parse(String(parts[0])))
        #expect(time.text(layout: String(parts[1]), in: Self.berlin) == recorded.output)
    }

    @Test func fixedDigits() {
        let time = GoTime(nanoseconds: 1_795_276_049_120_000_000)
        #expect(time.rfc3339Fixed == "2026-11-21T15:47:29.120000000Z")
        #expect(time.rfc3339FixedLocal(in: Self.berlin) == "2026-11-21T16:47:29.120000000+01:00")
        #expect(time.rfc3339FixedLocal(in: Self.utc) == "2026-11-21T15:47:29.120000000Z")
    }

    @Test func never() {
        #expect(GoTime.zero.rfc3339Nano == "0001-01-01T00:00:00Z")
        #expect(GoTime.orZero(nanoseconds: 0).isZero)
        #expect(GoTime.zero < GoTime(nanoseconds: .min + 1))
    }

    @Test(arguments: Recorded.time)
    func bounds(_ recorded: Recorded) {
        let now = GoTime(nanoseconds: 1_795_276_049_123_456_789)
        let result = outcome { () throws(TimeBound.ParseError) in
            try TimeBound.parse(recorded.input, now: now, zone: Self.utc)
        }
        #expect(result == recorded.output)
    }

    @Test func boundsWithoutAZoneAreLocal() throws {
        let time = try TimeBound.parse("2026-11-21T16:47:29", zone: Self.berlin)
        #expect(time == 1_795_276_049_000_000_000)
    }
}

import DockerFlags
import DockerFormat

extension Filters {
    /// The filters of a call.
    ///
    /// - Parameter accepted: the names that the command knows.
    /// - Throws: `invalid filter 'x'` for others.
    init(_ flags: DockerFlagValues, accepted: Set<String>) throws(CommandFailure) {
        try self.init(flags.pairs("filter"), accepted: accepted)
    }

    init(_ pairs: [(key: String, value: String)], accepted: Set<String>) throws(CommandFailure) {
        self.init()
        for (name, value) in pairs { add(name, value) }
        do throws(ParseError) {
            try validate(names: accepted)
        } catch {
            throw CommandFailure(
                "Error response from daemon: \(error)",
                help: "This command filters by: \(accepted.sorted().joined(separator: ", "))")
        }
    }

    /// The value of a filter that is on or off; `nil` when it was not given.
    func choice(_ name: String) throws(CommandFailure) -> Bool? {
        do throws(ParseError) {
            return try bool(name)
        } catch {
            throw CommandFailure("Error response from daemon: \(error)", help: "Write \(name)=true or \(name)=false.")
        }
    }
}

/// The filter `until`: only what was made before a time.
struct UntilFilter: Sendable, Equatable {
    /// Nanoseconds since 1970; `nil` accepts everything.
    let limit: Int64?

    /// Reads it from a call's filters; of several the earliest time holds.
    init(_ filters: Filters, now: Int64) throws(CommandFailure) {
        var limit: Int64?
        for text in filters["until"] {
            do throws(TimeBound.ParseError) {
                let time = try TimeBound.parse(text, now: GoTime(nanoseconds: now))
                limit = min(limit ?? time, time)
            } catch {
                throw CommandFailure(
                    "Error response from daemon: \(error)",
                    help: "A time is like 24h (that long ago) or 2026-01-31T12:00:00.")
            }
        }
        self.limit = limit
    }

    /// Whether something made then, in nanoseconds since 1970, is old enough.
    func accepts(_ created: Int64) -> Bool { limit.map { created < $0 } ?? true }
}

extension Filters {
    /// Whether a call has any filter.
    static func areGiven(_ flags: DockerFlagValues) -> Bool { flags.isSet("filter") }
}

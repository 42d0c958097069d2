import DockerFormat
import EngineInterface
import GoTemplate

/// How `docker events` shows an event.
enum EventLine {
    /// Time, subject, action, identifier, and attributes in parentheses.
    static func text(of event: EngineEvent) -> String {
        let time = event.time == 0 ? "" : GoTime(nanoseconds: event.time).rfc3339FixedLocal + " "
        let line = "\(time)\(event.subject.rawValue) \(event.action) \(event.id)"
        guard !event.attributes.isEmpty else { return line }
        let attributes = event.attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return line + " (\(attributes.joined(separator: ", ")))"
    }

    /// What templates see: Docker's `events.Message`.
    static func value(of event: EngineEvent) -> TemplateValue {
        // These fields come from a time when there were containers and images only.
        let isOld = event.subject == .container || event.subject == .image
        let seconds = GoTime(nanoseconds: event.time).wholeSeconds
        return .object(
            TemplateStruct(
                typeName: "*events.Message",
                fields: [
                    .init("Status", key: "status", .string(isOld ? event.action : ""), omitsEmpty: true),
                    .init("ID", key: "id", .string(isOld ? event.id : ""), omitsEmpty: true),
                    .init(
                        "From", key: "from",
                        .string(event.subject == .container ? event.attributes["image"] ?? "" : ""), omitsEmpty: true),
                    .init("Type", .string(event.subject.rawValue)),
                    .init("Action", .string(event.action)),
                    .init(
                        "Actor",
                        .object(
                            TemplateStruct(
                                typeName: "events.Actor",
                                fields: [
                                    .init("ID", .string(event.id)), .init("Attributes", .strings(event.attributes)),
                                ]))),
                    .init("Scope", key: "scope", "local", omitsEmpty: true),
                    .init("Time", key: "time", .int(Int(seconds)), omitsEmpty: true),
                    .init("TimeNano", key: "timeNano", .int(Int(event.time)), omitsEmpty: true),
                ]))
    }
}

extension GoTime {
    /// Seconds since 1970, rounded down.
    fileprivate var wholeSeconds: Int64 {
        let time = nanoseconds ?? 0
        return time >= 0 ? time / 1_000_000_000 : (time - 999_999_999) / 1_000_000_000
    }
}

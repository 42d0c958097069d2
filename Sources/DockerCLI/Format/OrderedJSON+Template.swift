import GoTemplate

extension OrderedJSON {
    /// Fields whose names in Go's structs differ from those in JSON.
    private static let goNames = [
        "Id": "ID", "Dns": "DNS", "DnsOptions": "DNSOptions", "DnsSearch": "DNSSearch", "CpuShares": "CPUShares",
        "NanoCpus": "NanoCPUs", "CpuPeriod": "CPUPeriod", "CpuQuota": "CPUQuota",
        "CpuRealtimePeriod": "CPURealtimePeriod", "CpuRealtimeRuntime": "CPURealtimeRuntime", "CpuCount": "CPUCount",
        "CpuPercent": "CPUPercent", "HostIp": "HostIP",
    ]

    /// Members that are pointers to structs: `%v` shows them with an ampersand, and `%T` their type.
    private static let pointers = [
        "State": "*container.State", "Config": "*container.Config", "HostConfig": "*container.HostConfig",
        "NetworkSettings": "*container.NetworkSettings", "Health": "*container.Health",
        "Healthcheck": "*v1.HealthcheckConfig", "IPAMConfig": "*network.EndpointIPAMConfig",
    ]

    /// The value as docker's structs give it to templates: objects are structs, whose unknown fields are errors.
    ///
    /// - Parameter typeName: Go's name of the type, which errors show.
    public func templateValue(typeName: String = "struct") -> TemplateValue {
        switch self {
        case .null: .null
        case .nilList: .typedNull(.list(of: .string))
        case .nilMap: .typedNull(.map(of: .string))
        case .bool(let value): .bool(value)
        case .int(let value): .int(Int(value))
        case .unsigned(let value): .unsigned(value)
        case .double(let value): .float(value)
        case .string(let value): .string(value)
        case .time(let time): .object(TimeObject(time: time))
        case .array(let elements):
            .list(elements.map { $0.templateValue() }, element: Self.elementType(elements))
        case .map(let entries):
            .map(entries.mapValues { $0.templateValue() }, element: Self.elementType(Array(entries.values)))
        case .object(let members):
            .object(
                TemplateStruct(
                    typeName: typeName,
                    fields: members.map { member in
                        TemplateStruct.Field(
                            Self.goNames[member.key] ?? member.key, key: member.key, member.templateValue,
                            omitsEmpty: member.omitsEmpty)
                    }))
        }
    }

    fileprivate static func typeName(ofMember key: String) -> String { pointers[key] ?? "struct" }

    private static func elementType(_ elements: [OrderedJSON]) -> TemplateType {
        switch elements.first {
        case nil, .string: .string
        case .bool: .bool
        case .int, .unsigned: .int
        case .double: .float
        case .time: .named("time.Time")
        case .object: .named("struct")
        case .array(let inner): .list(of: elementType(inner))
        case .map(let inner): .map(of: elementType(Array(inner.values)))
        case .nilList: .list(of: .string)
        case .nilMap: .map(of: .string)
        case .null: .named("struct")
        }
    }

    /// The value as decoded from JSON: objects are maps of anything, numbers keep their text.
    public func rawTemplateValue() -> TemplateValue {
        switch self {
        case .null, .nilList, .nilMap: .null
        case .bool(let value): .bool(value)
        case .int(let value): .named("json.Number", .string(String(value)))
        case .unsigned(let value): .named("json.Number", .string(String(value)))
        case .double(let value): .named("json.Number", .string(GoFloat.json(value)))
        case .string(let value): .string(value)
        case .time(let time): .string(time.rfc3339Nano)
        case .array(let elements): .list(elements.map { $0.rawTemplateValue() })
        case .map(let entries): .map(entries.mapValues { $0.rawTemplateValue() })
        case .object(let members):
            .map(
                Dictionary(
                    members.filter { !($0.omitsEmpty && $0.value.isEmpty) }.map {
                        ($0.key, $0.value.rawTemplateValue())
                    },
                    uniquingKeysWith: { first, _ in first }))
        }
    }
}

extension OrderedJSON.Member {
    fileprivate var templateValue: TemplateValue {
        let typeName = OrderedJSON.typeName(ofMember: key)
        if case .null = value, typeName != "struct" { return .typedNull(.named(typeName)) }
        return value.templateValue(typeName: typeName)
    }
}

/// A `time.Time` as templates see it.
private struct TimeObject: TemplateObject {
    let time: GoTime

    let typeName = "time.Time"
    var fieldNames: [String] { [] }
    var text: String? { time.goDescription(in: Self.utc) }
    private static let utc = GoTime.Zone(offset: 0, name: "UTC")
    var jsonText: String? { time.rfc3339Nano }

    func member(_ name: String) -> TemplateMember? {
        switch name {
        case "Unix": .field(.named("int64", .int(Int(time.parts.seconds))))
        case "UnixNano": .field(.named("int64", .int(Int(time.nanoseconds ?? 0))))
        case "String": .field(.string(text ?? ""))
        case "IsZero": .field(.bool(time.isZero))
        case "Format":
            .method(
                TemplateFunction([.string]) { [time] arguments in
                    guard case .string(let layout)? = arguments.first else { return .null }
                    return .string(time.text(layout: layout, in: Self.utc))
                })
        default: nil
        }
    }
}

import GoTemplate

/// A JSON value whose objects keep their order, written as Go's encoder writes it, and readable by templates.
///
/// ```swift
/// let element: OrderedJSON = ["Id": .string(id), "Args": .strings(arguments), "Config": ["Labels": .strings(labels)]]
/// ```
public indirect enum OrderedJSON: Sendable, Equatable {
    /// A nil pointer: `null`; templates print `<nil>`.
    case null
    /// A nil list or map: `null`; templates print `[]` or `map[]`.
    case nilList, nilMap
    case bool(Bool)
    case int(Int64)
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    /// RFC 3339 in JSON, Go's own form in templates. Most of docker's times are strings; networks' are not.
    case time(GoTime)
    case array([OrderedJSON])
    /// A struct: members in this order.
    case object([Member])
    /// A Go map: sorted by its keys.
    case map([String: OrderedJSON])

    /// A member of an object.
    public struct Member: Sendable, Equatable {
        /// The name in JSON.
        public var key: String
        /// What the member holds.
        public var value: OrderedJSON
        /// Whether JSON leaves the member out when its value is empty, while templates still know it.
        public var omitsEmpty: Bool

        /// A member; it is written even when it is empty, unless told.
        public init(_ key: String, _ value: OrderedJSON, omitsEmpty: Bool = false) {
            (self.key, self.value, self.omitsEmpty) = (key, value, omitsEmpty)
        }
    }

    /// A number of any integer type.
    public static func int(_ value: some BinaryInteger) -> OrderedJSON { .int(Int64(clamping: value)) }

    /// A list of strings; nil is Go's nil slice.
    public static func strings(_ values: [String]?) -> OrderedJSON {
        values.map { .array($0.map { .string($0) }) } ?? .nilList
    }

    /// A map of strings; nil is Go's nil map.
    public static func strings(_ values: [String: String]?) -> OrderedJSON {
        values.map { .map($0.mapValues { .string($0) }) } ?? .nilMap
    }

    /// Go's map to empty structs, as in `ExposedPorts`; nil is the nil map.
    public static func set(_ keys: (some Sequence<String>)?) -> OrderedJSON {
        guard let keys else { return .nilMap }
        return .map(Dictionary(keys.map { ($0, .object([])) }, uniquingKeysWith: { first, _ in first }))
    }

    /// A string, or a nil pointer.
    public static func optional(_ value: String?) -> OrderedJSON { value.map { .string($0) } ?? .null }

    /// What Go's `omitempty` leaves out.
    var isEmpty: Bool {
        switch self {
        case .null, .nilList, .nilMap: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .unsigned(let value): value == 0
        case .double(let value): value == 0
        case .string(let value): value.isEmpty
        case .array(let elements): elements.isEmpty
        case .map(let entries): entries.isEmpty
        case .object, .time: false
        }
    }

    /// The member of an object or map.
    public subscript(key: String) -> OrderedJSON? {
        switch self {
        case .object(let members): members.first { $0.key == key }?.value
        case .map(let entries): entries[key]
        default: nil
        }
    }
}

extension OrderedJSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(arrayLiteral elements: OrderedJSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, OrderedJSON)...) {
        self = .object(elements.map { Member($0, $1) })
    }
    public init(nilLiteral: ()) { self = .null }
}

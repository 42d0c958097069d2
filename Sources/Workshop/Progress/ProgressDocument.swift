import FoundationEssentials

/// Progress as it is written: into its file, and by `progress export`.
struct ProgressDocument: Codable {
    /// The format that this version writes and reads.
    static let currentFormat = 1

    var kind = "workshop-progress"
    var format = Self.currentFormat
    /// The course's identifier.
    var course: String
    /// Where the course was, for people who look into the file.
    var coursePath: String?
    var progress: LearnerProgress

    /// What can be read of any format.
    struct Head: Decodable {
        var kind: String
        var format: Int
    }

    init(course: CourseIdentity, progress: LearnerProgress) {
        self.course = course.id
        coursePath = course.path
        self.progress = progress
    }

    /// - Throws: `EncodingError`, for a time that no calendar knows.
    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return Array(try encoder.encode(self)) + [0x0a]
    }

    /// - Throws: `DecodingError`.
    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: Data(bytes))
    }

    /// Why bytes are no document, in words.
    static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it is not JSON" }
        func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            let path = (context.codingPath + [key].compactMap { $0 }).map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "it is not JSON" : "`\(path)` is missing or wrong"
        }
        switch error {
        case .keyNotFound(let key, let context): return place(context, key)
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return place(context)
        @unknown default: return "it is not JSON"
        }
    }
}

/// Times as progress keeps them: in whole seconds, so that what is read again is what was written.
public enum Moment {
    public static func now() -> Date { whole(Date()) }

    static func whole(_ date: Date) -> Date {
        Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    }
}

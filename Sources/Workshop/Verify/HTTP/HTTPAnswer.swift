/// An answer to an HTTP request.
struct HTTPAnswer: Sendable, Equatable {
    var status: Int
    var reason: String
    /// In the order of arrival, names as they were sent.
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    var bodyText: String { String(decoding: body, as: UTF8.self) }

    /// The values of a header, joined by `, `; `nil` when it is not there. Names do not depend on case.
    func header(_ name: String) -> String? {
        let values = headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The answer as it would look on a terminal.
    var text: String {
        let head = headers.map { "\($0.name): \($0.value)" }
        return (["HTTP \(status) \(reason)"] + head + ["", bodyText]).joined(separator: "\n")
    }

    static func == (left: HTTPAnswer, right: HTTPAnswer) -> Bool { left.text == right.text && left.body == right.body }
}

/// Why a request was not answered as HTTP wants it.
enum HTTPFault: Error, Sendable, Equatable {
    /// The connection was closed before anything came.
    case closed
    /// Nothing came in time.
    case silent
    /// What came is not HTTP, or its head is not right. The first bytes.
    case malformed([UInt8], HeadFlaw)
    /// The answer began, but was not complete when the connection was closed.
    case broken(HTTPAnswer)
    /// The answer began, but had no end in time.
    case unfinished(HTTPAnswer)
    /// The body is larger than a mebibyte.
    case tooLarge(HTTPAnswer)
}

import EngineInterface
import Glibc
import Linux

/// The numbered files of a container's log. The highest number is written to; the lowest goes first.
struct LogFiles: Sendable {
    let folder: String

    func path(_ number: Int) -> String {
        let digits = String(number)
        return "\(folder)/\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).log"
    }

    /// The numbers of the files that exist, ascending.
    func numbers() -> [Int] {
        guard let directory = try? RootedDirectory(folder), let names = try? directory.list("/") else { return [] }
        return names.compactMap { name in
            name.hasSuffix(".log") ? Int(name.dropLast(4)) : nil
        }.sorted()
    }
}

/// How much of a container's output is kept: `--log-opt max-size=…,max-file=…`.
public struct LogBounds: Sendable, Equatable {
    /// Bytes of one file.
    public var fileBytes: Int64
    public var files: Int

    /// What holds when nobody says anything: 100 MB. (Docker's json-file has no bound and can fill the disk.)
    public static let standard = LogBounds(fileBytes: 20_000_000, files: 5)

    public init(fileBytes: Int64, files: Int) {
        self.fileBytes = fileBytes
        self.files = files
    }

    /// Reads the options of `--log-opt`; `nil` when nothing is to be kept.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument`.
    public init?(driver: String, options: [String: String]) throws(EngineError) {
        switch driver {
        case "none": return nil
        case "", "json-file", "local": break
        default:
            throw EngineError(
                .invalidArgument, "logger: no log driver named '\(driver)' is registered",
                help: "There are json-file, local and none.")
        }
        self = .standard
        if let text = options["max-size"], text != "-1" {
            guard let bytes = Self.bytes(text), bytes > 0 else {
                throw EngineError(.invalidArgument, "invalid max-size: \(text)", help: "Write a size such as 10m.")
            }
            fileBytes = bytes
            files = driver == "local" ? 5 : 1
        }
        if let text = options["max-file"] {
            guard let count = Int(text), count > 0 else {
                throw EngineError(.invalidArgument, "max-file cannot be less than 1")
            }
            guard driver == "local" || options["max-size"] != nil || count == 1 else {
                throw EngineError(.invalidArgument, "max-file cannot be set without max-size, or must be 1")
            }
            if options["max-size"] != nil || driver == "local" { files = count }
        }
    }

    /// `10m`, `1.5g`, `4096`: units of 1024, as Docker reads them.
    static func bytes(_ text: String) -> Int64? {
        var digits = text.lowercased()
        if digits.hasSuffix("b") { digits.removeLast() }
        if digits.hasSuffix("i") { digits.removeLast() }
        var factor = 1.0
        if let unit = digits.last, let power = ["k", "m", "g", "t"].firstIndex(of: String(unit)) {
            digits.removeLast()
            for _ in 0...power { factor *= 1024 }
        }
        guard let number = Double(digits.trimmedOfSpace), number >= 0, number * factor < 1e18 else { return nil }
        return Int64(number * factor)
    }
}

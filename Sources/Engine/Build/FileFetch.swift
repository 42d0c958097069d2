import EngineInterface
import Foundation
import Glibc
import Images
import Linux

/// Why something cannot be fetched; a sentence, and what to try.
struct FetchFault: Error {
    var message: String
    var help: String?
}

/// A file at an `http` or `https` address.
struct FileFetch: Sendable {
    let address: String
    /// SHA-256 in hexadecimal digits; `nil` when any content will do.
    let checksum: String?
    let store: ImageStore
    /// Larger files are refused.
    let maximumBytes: Int64

    /// What the address led to.
    struct Found: Sendable {
        /// SHA-256 in hexadecimal digits.
        var digest: String
        /// Seconds since 1970, as the server says; 0 when it does not.
        var modified: Int64
        /// Where the content is; `nil` when it was not fetched because it is what it was.
        var file: String?
    }

    /// What an address led to the last time, to ask whether it has changed.
    private struct Note: Codable {
        var tag: String
        var digest: String
        var modified: Int64
    }

    private var slot: String { "url/" + KeyHasher.digest(Array(address.utf8)) }

    /// The content, or, when the server says that it has not changed since, what it was.
    ///
    /// - Parameter folder: an empty folder that takes the file.
    func ask(into folder: String) async throws -> Found {
        let note = try store.stepMemory(slot).flatMap { try? JSONDecoder().decode(Note.self, from: Data($0)) }
        return try await fetch(into: folder, unlessIts: note)
    }

    /// The content, whatever is known of it.
    func get(into folder: String) async throws -> Found { try await fetch(into: folder, unlessIts: nil) }

    private func fetch(into folder: String, unlessIts note: Note?) async throws -> Found {
        guard let curl = Tool.find("curl") else {
            throw FetchFault(
                message: "\(shown) cannot be fetched: this machine has no program curl.",
                help: "Install it with: apt-get install curl")
        }
        let file = folder + "/content"
        var arguments = [
            // First of all: no settings of the user's.
            "--disable", "--silent", "--show-error", "--location", "--max-redirs", "10", "--globoff",
            "--proto", "=http,https", "--proto-redir", "=http,https", "--connect-timeout", "30", "--max-time",
            "\(Int(HostProgram.maximumSeconds))", "--max-filesize", "\(maximumBytes)", "--user-agent", "workshop",
            "--output", file, "--dump-header", folder + "/head", "--write-out", "%{http_code}",
        ]
        if let note { arguments += ["--header", "If-None-Match: \(note.tag)"] }
        let outcome = try await HostProgram.run(
            curl, arguments + ["--url", address], environment: HostProgram.environment, maximumFileBytes: maximumBytes)
        let code = Int(String(decoding: outcome.output, as: UTF8.self)) ?? 0
        try check(outcome, code)
        if code == 304, let note { return Found(digest: note.digest, modified: note.modified, file: nil) }
        guard (200..<300).contains(code) else {
            throw FetchFault(
                message: "\(shown) cannot be fetched: the server answered \(code) (\(Self.meaning(code))).",
                help: code == 404 ? "Check the address." : nil)
        }
        // An empty answer makes curl write nothing.
        let content = try Descriptor.open(file, O_RDONLY | O_CREAT, mode: 0o600)
        defer { withExtendedLifetime(content) {} }
        let digest = try store.contentDigest(ofOpenFile: content.number, path: file)
        let header = Self.lastHeader(SmallFile.text(folder + "/head") ?? "")
        let modified = header["last-modified"].flatMap(Self.seconds) ?? 0
        if let tag = header["etag"] {
            let note = Note(tag: tag, digest: digest, modified: modified)
            try store.saveStepMemory(slot, Array(try JSONEncoder().encode(note)))
        }
        if let checksum, checksum != digest {
            throw FetchFault(
                message: "\(shown) has the checksum sha256:\(digest), not sha256:\(checksum).",
                help: "Either the file is another one than you think, or --checksum belongs to an earlier version.")
        }
        return Found(digest: digest, modified: modified, file: file)
    }

    private func check(_ outcome: HostProgram.Outcome, _ code: Int) throws {
        // 63 is curl's word for it, 153 the kernel's (SIGXFSZ), 23 a write that failed because of it.
        if [63, 153, 23].contains(outcome.status) {
            throw FetchFault(
                message: "\(shown) cannot be fetched: it is larger than \(maximumBytes >> 20) MiB.", help: nil)
        }
        if outcome.timedOut || outcome.status == 28 {
            throw FetchFault(message: "\(shown) cannot be fetched: it takes too long.", help: "Try again later.")
        }
        guard outcome.status == 0 else {
            throw FetchFault(
                message: "\(shown) cannot be fetched: \(outcome.message).",
                help: "Check the address and this machine's connection.")
        }
    }

    private var shown: String { RemoteSource.shown(address) }

    private static func meaning(_ code: Int) -> String {
        [
            401: "it wants to know who asks", 403: "forbidden", 404: "there is no such file", 410: "the file is gone",
            429: "asked too often", 500: "a fault of the server's", 502: "a fault of the server's",
            503: "the server is not available",
        ][code] ?? "not the file"
    }

    /// The fields of the last answer: redirections come before it. Names in small letters.
    private static func lastHeader(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("HTTP/") {
                fields = [:]
                continue
            }
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        return fields
    }

    /// A date as HTTP writes it (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func seconds(_ date: String) -> Int64? {
        let parts = date.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 6, parts[5] == "GMT", let day = Int32(parts[1]), let year = Int32(parts[3]),
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int32($0) }
        guard clock.count == 3 else { return nil }
        var time = tm()
        time.tm_mday = day
        time.tm_mon = Int32(month)
        time.tm_year = year - 1900
        (time.tm_hour, time.tm_min, time.tm_sec) = (clock[0], clock[1], clock[2])
        return Int64(timegm(&time))
    }
}

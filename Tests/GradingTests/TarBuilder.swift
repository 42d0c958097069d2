import Glibc
import Testing

@testable import Grading

/// Makes tar streams, good and bad ones.
struct TarBuilder {
    private(set) var bytes: [UInt8] = []

    mutating func add(
        _ name: String, _ content: [UInt8] = [], type: Character = "0", target: String = "", mode: UInt32 = 0o644,
        size: Int? = nil
    ) {
        add(name: Array(name.utf8), content, type: type, target: target, mode: mode, size: size)
    }

    mutating func add(
        name: [UInt8], _ content: [UInt8] = [], type: Character = "0", target: String = "", mode: UInt32 = 0o644,
        size: Int? = nil
    ) {
        if name.count > 100 {
            add(name: Array("././@LongLink".utf8), name + [0], type: "L")
        }
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: [UInt8], at offset: Int) { header.replaceSubrange(offset..<(offset + text.count), with: text) }
        func octal(_ value: Int, digits: Int) -> [UInt8] {
            let text = String(value, radix: 8)
            return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
        }
        put(Array(name.prefix(100)), at: 0)
        put(octal(Int(mode), digits: 7), at: 100)
        put(octal(size ?? content.count, digits: 11), at: 124)
        put(Array(target.utf8.prefix(100)), at: 157)
        put(Array(String(type).utf8), at: 156)
        put(Array("ustar".utf8) + [0] + Array("00".utf8), at: 257)
        put([UInt8](repeating: 0x20, count: 8), at: 148)
        put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + [0, 0x20], at: 148)
        bytes += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// An extended header, which applies to the next entry.
    mutating func extend(_ key: String, _ value: [UInt8]) {
        let body = Array(" \(key)=".utf8) + value + [0x0a]
        var length = body.count + 1
        while String(length).utf8.count + body.count != length { length += 1 }
        add("PaxHeader", Array(String(length).utf8) + body, type: "x")
    }

    var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}

/// A folder for one test, removed when the test is over.
final class Scratch {
    let path: String

    init() throws {
        var template = Array("/tmp/workshop-grading-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SubmissionError.unable("mkdtemp") }
        path = String(cString: made)
    }

    deinit { run(["/bin/rm", "-rf", path]) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = path + "/" + name
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var offset = 0
        while offset < bytes.count {
            let start = offset
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
            }
            try #require(count > 0)
            offset += count
        }
        return file
    }

    func folder(_ name: String) throws -> String {
        try #require(mkdir(path + "/" + name, 0o755) == 0)
        return path + "/" + name
    }

    func text(_ name: String) -> String? {
        let descriptor = open(path + "/" + name, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }

    /// The archive as a ZIP or compressed by gzip, made by the programs that make them everywhere.
    func archive(_ tar: TarBuilder, _ kind: Submission.Kind, name: String = "submission") throws -> String {
        let plain = try write(name + ".tar", tar.finished)
        switch kind {
        case .tar, .folder: return plain
        case .gzippedTar:
            #expect(run(["/usr/bin/gzip", "-kf", plain]) == 0)
            return plain + ".gz"
        case .zip:
            let zip = path + "/" + name + ".zip"
            #expect(
                run([
                    "/usr/bin/env", "LC_ALL=C.UTF-8", "/usr/bin/bsdtar", "-P", "-cf", zip, "--format=zip", "@" + plain,
                ]) == 0)
            return zip
        }
    }

    func unpack(_ archive: String, _ kind: Submission.Kind, limits: ArchiveLimits = ArchiveLimits()) throws -> String {
        let target = try folder("unpacked")
        let descriptor = open(archive, O_RDONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try Unpacker(limits: limits).unpack(descriptor, kind: kind, into: target)
        return target
    }
}

@discardableResult
func run(_ command: [String]) -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = command.map { (word: String) in strdup(word) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    guard posix_spawn(&child, command[0], nil, nil, words, environ) == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status
}

import Crypto
import Foundation
import OCI

/// An image of the store.
public struct ImageRecord: Sendable, Equatable {
    /// `sha256:` and 64 hexadecimal digits: the digest of the image's configuration file.
    public let id: String
    /// Its names in their short form, with tag, sorted: `node:20-alpine`.
    public let names: [String]
    /// What containers are started with.
    public let config: ImageConfig
    /// The machine that its programs are for.
    public let platform: ImagePlatform
    /// Who made it, if the image says so.
    public let author: String?
    /// Its files; `nil` for an image without any.
    public let snapshot: SnapshotID?
    /// Its layers, lowest first.
    public let layers: [StoredLayer]
    /// What stands in for the real image, as a phrase; `nil` for images that are what their names say.
    public let standIn: String?
    /// When it was made; for images that do not say, when it came into the store.
    public let created: Date
    /// The steps that made it, first to last.
    public let history: [HistoryEntry]
    /// Whether an older version of the store wrote it, without the configuration file.
    var isOutdated = false
}

/// A layer of an image: a snapshot, and the archive that stands for it outside of the store.
public struct StoredLayer: Sendable, Hashable, Codable {
    /// Its files, with those of the layers below.
    public var snapshot: SnapshotID
    /// The digest of the archive that is not compressed: `sha256:…`.
    public var diffID: String
    /// The length of that archive.
    public var bytes: Int64
    /// The time that no entry of the archive is later than, in seconds since 1970; `nil` leaves times as they are.
    public var latestTime: Int64?
}

/// How late the times in a new image may be (`SOURCE_DATE_EPOCH`).
///
/// See https://reproducible-builds.org/specs/source-date-epoch/.
public struct TimeLimit: Sendable, Hashable {
    /// Seconds since 1970. Later times of the image and of its history are set back to it.
    public var seconds: Int64
    /// Whether later times of files in new layers are set back, too.
    public var includesFiles: Bool

    /// Limits the configuration's times, and those of files unless told otherwise.
    public init(seconds: Int64, includesFiles: Bool = true) {
        self.seconds = seconds
        self.includesFiles = includesFiles
    }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
}

/// `sha256:` and the digest of some bytes.
func sha256(_ bytes: some DataProtocol) -> String { "sha256:" + hex(SHA256.hash(data: bytes)) }

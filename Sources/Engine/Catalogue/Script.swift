/// The shell scripts that assemble the catalogue's images.
///
/// They run under a POSIX shell of the host, in mount and process namespaces of their own, with their facts in
/// environment variables:
///
/// | variable | meaning |
/// | --- | --- |
/// | `STORE` | the store's folder |
/// | `DRAFT` | the draft's folder with `upper`, `work`, `merged` |
/// | `LOWER` | the layers below for overlayfs, relative to `STORE`, topmost first; empty for a first layer |
/// | `FILES` | a folder with files for the image |
/// | `ARCHITECTURE`, `MACHINE` | Debian's and the kernel's name of the processor |
/// | `KEYRING` | the keys that Debian's packages are signed with |
///
/// Descriptor 3 takes progress: lines of a fraction, a space, and a message. Exit status 90 means that something could
/// not be fetched, 91 that pip is missing, 92 that a file is not what its pinned digest says.
enum Script {
    static let networkFailure: Int32 = 90
    static let pipMissing: Int32 = 91
    static let wrongDigest: Int32 = 92
}

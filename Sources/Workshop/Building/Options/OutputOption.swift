/// Where the result of a build goes besides the image store: `--output`.
public struct BuildOutput: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The files, in a folder.
        case local
        /// The files, as a tar archive.
        case tar
        /// An image layout of the Open Container Initiative.
        case oci
        /// What `docker load` reads.
        case docker
        /// The image store, where every result is anyway.
        case image
        /// Nowhere.
        case cacheonly
    }
    public enum Destination: Sendable, Equatable {
        case standardOutput
        /// Absolute.
        case path(String)
    }
    public var kind: Kind
    /// `nil` for the kinds that need none.
    public var destination: Destination?
    /// Names to give the image.
    public var names: [String] = []
    /// How layers are packed: `none`, `gzip` or `zstd`; `nil` is what the kind usually has.
    public var compression: String?
    /// `tar=false`: the files of the archive in a folder.
    public var isUnpacked = false

    public init(kind: Kind, destination: Destination?, names: [String] = [], compression: String? = nil) {
        self.kind = kind
        self.destination = destination
        self.names = names
        self.compression = compression
    }

    /// `PATH` alone is a folder, `-` alone is a tar archive on standard output.
    ///
    /// - Parameter absolute: makes a path absolute.
    public init(_ text: String, absolute: (String) -> String) throws(OptionError) {
        let fields = try CommaFields(text, option: "--output").fields
        if fields.count == 1, let only = fields.first, only.value == nil {
            guard !only.key.isEmpty else { throw OptionError("--output needs a folder, or type=…,dest=….") }
            self =
                only.key == "-"
                ? BuildOutput(kind: .tar, destination: .standardOutput)
                : BuildOutput(kind: .local, destination: .path(absolute(only.key)))
            return
        }
        var kind: Kind?
        var place: String?
        var names: [String] = []
        var compression: String?
        var isUnpacked = false
        for field in fields {
            guard let value = field.value else {
                throw OptionError("--output \(text): \(field.key) is not of the form key=value.")
            }
            switch field.key {
            case "type": kind = try Self.kind(value, text)
            case "dest": place = value
            case "name": names += value.split(separator: ",").map(String.init)
            case "push" where Self.isTrue(value): throw Self.noRegistry(text)
            case "push", "load", "unpack", "store": break
            case "compression" where kind == .oci || kind == .docker:
                compression = try Self.compression(value, "--output \(text)")
            case "tar" where kind == .oci || kind == .docker: isUnpacked = !Self.isTrue(value)
            case "tar" where Self.isTrue(value): break
            default:
                throw OptionError(
                    "--output \(text): \(field.key)=\(value) is not possible here. The keys are type, dest, name and, after the type oci or docker, compression and tar."
                )
            }
        }
        guard let kind else {
            throw OptionError(
                "--output \(text) lacks a type. Write type=\(Kind.allCases.map(\.rawValue).joined(separator: "|")).")
        }
        self.init(
            kind: kind, destination: try Self.destination(place, kind, text, absolute), names: names,
            compression: compression)
        self.isUnpacked = isUnpacked
        if isUnpacked, destination == .standardOutput || destination == nil {
            throw OptionError("--output \(text): with tar=false a folder is written. Name it with dest=FOLDER.")
        }
    }

    private static func kind(_ value: String, _ text: String) throws(OptionError) -> Kind {
        if value == "registry" { throw noRegistry(text) }
        guard let kind = Kind(rawValue: value) else {
            throw OptionError(
                "--output \(text): there is no type \(value). The types are "
                    + "\(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return kind
    }

    static func compression(_ value: String, _ option: String) throws(OptionError) -> String {
        switch value {
        case "uncompressed", "none": return "none"
        case "gzip", "zstd": return value
        default:
            throw OptionError("\(option): layers are packed by gzip or zstd, or uncompressed, not by \(value).")
        }
    }

    private static func destination(
        _ place: String?, _ kind: Kind, _ text: String, _ absolute: (String) -> String
    ) throws(OptionError) -> Destination? {
        switch kind {
        case .local:
            guard let place, !place.isEmpty, place != "-" else {
                throw OptionError("--output \(text) needs a folder: type=local,dest=FOLDER.")
            }
            return .path(absolute(place))
        case .tar, .oci:
            guard let place, place != "-" else { return .standardOutput }
            return .path(absolute(place))
        case .docker:
            // Without a place this type means the engine's own store.
            return place.map { $0 == "-" ? .standardOutput : .path(absolute($0)) }
        case .image, .cacheonly:
            guard place == nil else {
                throw OptionError("--output \(text): type=\(kind.rawValue) writes no file. Leave dest out.")
            }
            return nil
        }
    }

    private static func isTrue(_ value: String) -> Bool { ["true", "1", "t"].contains(value.lowercased()) }

    private static func noRegistry(_ text: String) -> OptionError {
        OptionError(
            "--output \(text): images cannot be pushed to a registry from here. Write type=docker,dest=FILE, and push that with another tool."
        )
    }
}

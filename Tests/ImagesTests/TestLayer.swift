import OCI

@testable import Images

/// A layer's archive in the making, which may be one that no honest program writes.
struct TestLayer {
    private(set) var bytes: [UInt8] = []

    mutating func add(
        _ name: String, _ kind: TarHeader.Kind = .file, _ contents: String = "", to target: String = "",
        mode: UInt32 = 0o644,
        size: Int64? = nil, device: (Int64, Int64) = (0, 0), attributes: [(name: String, value: [UInt8])] = []
    ) {
        var header = TarHeader(name: Array(name.utf8), kind: kind)
        header.linkTarget = Array(target.utf8)
        header.mode = mode
        header.seconds = 1000
        header.size = size ?? Int64(contents.utf8.count)
        (header.deviceMajor, header.deviceMinor) = device
        header.attributes = attributes
        bytes += header.blocks + Array(contents.utf8)
        bytes += [UInt8](repeating: 0, count: TarHeader.padding(Int64(contents.utf8.count)))
    }

    mutating func end() { bytes += [UInt8](repeating: 0, count: 1024) }

    /// An archive as `docker save` writes it, with these layers.
    static func image(_ layers: [[UInt8]], packed: [[UInt8]]? = nil, diffIDs: [String]? = nil) -> [UInt8] {
        let document = ImageDocument(
            platform: .host, config: ImageConfig(), diffIDs: diffIDs ?? layers.map { sha256($0) }, history: []
        ).bytes
        var archive = TestLayer()
        let id = sha256(document).dropFirst(7)
        archive.add("\(id).json", .file, String(decoding: document, as: UTF8.self))
        let names = layers.indices.map { "\($0)/layer.tar" }
        for (name, layer) in zip(names, packed ?? layers) { archive.addBytes(name, layer) }
        let list = names.map { "\"\($0)\"" }.joined(separator: ",")
        archive.add("manifest.json", .file, #"[{"Config":"\#(id).json","RepoTags":["test:1"],"Layers":[\#(list)]}]"#)
        archive.end()
        return archive.bytes
    }

    private mutating func addBytes(_ name: String, _ contents: [UInt8]) {
        var header = TarHeader(name: Array(name.utf8), kind: .file)
        header.size = Int64(contents.count)
        bytes += header.blocks + contents
        bytes += [UInt8](repeating: 0, count: TarHeader.padding(header.size))
    }
}

import EngineInterface
import Foundation
import Linux
import OCI

extension ImageStore {
    /// What the files of a snapshot are, by their contents: the chain identifier of the OCI image specification
    /// (config.md), or an empty text when there are none.
    ///
    /// Layers that nobody has hashed yet are hashed now.
    public func chainID(of snapshot: SnapshotID?) throws -> String {
        var chain = ""
        for layer in try layers(to: snapshot, base: nil, latestTime: nil) {
            chain = chain.isEmpty ? layer.diffID : sha256(Array("\(chain) \(layer.diffID)".utf8))
        }
        return chain
    }

    /// Writes steps and their layers into a folder, for ``StepFolder``.
    ///
    /// The folder is an OCI image layout. What it held before is replaced; layers that are there already are not
    /// written again.
    /// - Parameter compression: `none`, `gzip` or `zstd`; `nil` is gzip.
    public func writeSteps(_ steps: [SharedStep], toFolder folder: String, compression: Compression?) async throws {
        try await Blocking.run { isCancelled in
            try self.exporting {
                try self.withLayout(
                    to: try LayoutFolder(folder), compression: compression ?? .gzip, isCancelled
                ) { layout in
                    var layout = layout
                    try layout.begin()
                    var layers: [ContentDescriptor] = []
                    var entries: [StepList.Entry] = []
                    var places: [SnapshotID: (place: Int, diffID: String)] = [:]
                    for step in steps {
                        var entry = StepList.Entry(
                            key: step.key, bytes: step.bytes, created: StepList.Entry.text(step.created))
                        if let id = step.layer {
                            if places[id] == nil, let snapshot = try self.snapshot(id),
                                let layer = try self.layers(to: id, base: nil, latestTime: nil).last
                            {
                                places[id] = (layers.count, layer.diffID)
                                layers.append(try layout.add(layer, snapshot))
                            }
                            // Its files have gone meanwhile.
                            guard let known = places[id] else { continue }
                            (entry.layer, entry.diffID) = (known.place, known.diffID)
                        }
                        entries.append(entry)
                    }
                    let list = try layout.add(try StepList(entries).bytes, type: StepList.mediaType)
                    let manifest = try layout.add(
                        ImageManifest(config: list, layers: layers).bytes, type: MediaType.manifest)
                    try layout.end(ImageIndex(manifests: [manifest]))
                    try layout.output.finish()
                }
            }
        }
    }

    /// What an image's configuration file says of the steps that made its layers.
    ///
    /// - Parameter snapshot: of the image. Steps whose layers are not among its own are left out.
    public func stepField(_ steps: [SharedStep], of snapshot: SnapshotID?) throws -> [String: JSONText] {
        let places = Dictionary(try chain(to: snapshot).enumerated().map { ($1.id, $0) }) { first, _ in first }
        let entries: [JSONText] = steps.compactMap { step in
            var fields: [(String, JSONText)] = [
                ("key", .string(step.key)), ("bytes", .integer(step.bytes)),
                ("created", .string(StepList.Entry.text(step.created))),
            ]
            if let layer = step.layer {
                guard let place = places[layer] else { return nil }
                fields.append(("layer", .integer(Int64(place))))
            }
            return .object(fields)
        }
        return [StepList.field: .object([("steps", .array(entries)), ("version", .integer(1))])]
    }

    /// The layer with this digest on top of others: one that is there already, or one that is unpacked now.
    func takeLayer(
        _ diffID: String, on parent: SnapshotID?, from subject: String,
        _ layer: @escaping @Sendable () throws -> ArchivedImage.Layer
    ) async throws -> Snapshot {
        try await Blocking.run { isCancelled in
            try self.importing(subject) {
                try self.take(try layer(), diffID, on: parent, ImportLimits(), isCancelled)
            }
        }
    }
}

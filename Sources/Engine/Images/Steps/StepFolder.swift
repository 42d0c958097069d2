import EngineInterface
import Foundation
import Linux
import OCI

/// Steps in a folder: an OCI image layout with a list of steps and the layers that they made.
public struct StepFolder: StepSource {
    private let files: FolderFiles
    private let path: String
    private let layers: [ContentDescriptor]
    private let entries: [String: StepList.Entry]

    /// Opens a folder that ``ImageStore/writeSteps(_:toFolder:compression:)`` has written.
    ///
    /// - Throws: ``EngineError`` when there is no such folder, or it holds something else.
    public init(_ path: String) throws {
        self.path = path
        do {
            files = try FolderFiles(path)
            let index = try ImageIndex(bytes: try files.required("index.json").contents(), name: "index.json")
            var lists: [StepList] = []
            var layers: [ContentDescriptor] = []
            for entry in index.manifests where entry.mediaType == MediaType.manifest {
                let manifest = try ImageManifest(bytes: try files.verified(entry), name: entry.digest)
                guard manifest.config.mediaType == StepList.mediaType, lists.isEmpty else { continue }
                lists = [try StepList(try files.verified(manifest.config), name: manifest.config.digest)]
                layers = manifest.layers
            }
            guard let list = lists.first else {
                throw ArchiveFault.badDocument(name: "index.json", reason: "it names no build cache.")
            }
            self.layers = layers
            entries = Dictionary(list.steps.map { ($0.key, $0) }) { first, _ in first }
        } catch let fault as ArchiveFault {
            throw fault.engineError(path)
        } catch let error as SystemError {
            throw EngineError(.invalidArgument, "\(path) cannot be read: \(error.reason).")
        }
    }

    public func result(_ key: String, on parent: SnapshotID?, in store: ImageStore) async throws -> SharedStep? {
        guard let entry = entries[key] else { return nil }
        guard let place = entry.layer else {
            return SharedStep(key: key, layer: nil, bytes: entry.bytes, created: entry.date)
        }
        guard layers.indices.contains(place), let diffID = entry.diffID else { return nil }
        let layer = layers[place]
        let files = files
        let snapshot = try await store.takeLayer(diffID, on: parent, from: path) {
            ArchivedImage.Layer(
                file: try files.blob(layer.digest), digest: layer.digest, mediaType: layer.mediaType)
        }
        return SharedStep(key: key, layer: snapshot.id, bytes: entry.bytes, created: entry.date)
    }
}

extension ArchiveFiles {
    /// The contents of a blob, whose digest is checked.
    func verified(_ entry: ContentDescriptor) throws -> [UInt8] {
        let bytes = try blob(entry.digest).contents()
        let found = sha256(bytes)
        guard found == entry.digest else {
            throw ArchiveFault.wrongDigest(what: entry.digest, expected: entry.digest, found: found)
        }
        return bytes
    }
}

extension Decodable {
    /// A document of an image layout.
    fileprivate init(bytes: [UInt8], name: String) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw ArchiveFault.badDocument(name: name, reason: "it is not what the format asks for.")
        }
    }
}

import EngineInterface
import OCI

extension StoredImageDetails {
    /// An image for tests: its identifier begins with `digits`, and it was made so many seconds before now.
    static func sample(
        _ digits: String, _ names: [String] = [], age: Int64 = 3600, size: Int64 = 2_691_768,
        labels: [String: String] = [:], layers: [(String, Int64)] = [], containers: Int = 0, parent: String? = nil
    ) -> StoredImageDetails {
        var config = ImageConfig()
        config.labels = labels
        let seconds = testNow / 1_000_000_000 - age
        return StoredImageDetails(
            id: "sha256:" + digits + String(repeating: "0", count: 64 - digits.count), names: names, parent: parent,
            created: Timestamp(seconds: seconds), comment: "", author: "", config: config,
            platform: ImagePlatform(architecture: "amd64"),
            size: layers.isEmpty ? size : layers.reduce(0) { $0 + $1.1 },
            diffIDs: layers.map { "sha256:" + $0.0 },
            history: layers.map {
                (entry: HistoryEntry(createdBy: "RUN make\t\($0.0)", time: Timestamp(seconds: seconds)), size: $0.1)
            }, standIn: nil, containers: containers)
    }
}

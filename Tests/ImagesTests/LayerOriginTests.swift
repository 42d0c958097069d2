import EngineInterface
import Images
import OCI
import Testing

/// Which layers count as the base image's.
@Suite struct LayerOriginTests {
    private static let mark = StandInMark.text(part: "node", digest: String(repeating: "a", count: 64))

    /// An image of two layers as an archive brings it, and one that is built on it.
    private func origins(comment: String?, standIn: String? = nil) throws -> (base: [Bool], built: [Bool]) {
        let test = try TemporaryStore()
        let lowest = try test.snapshot { try $0.file("etc/os", "Debian") }
        let upper = try test.snapshot(on: lowest.id) { try $0.file("bin/node", "node") }
        let base = try test.store.putImage(
            config: ImageConfig(), snapshot: upper.id,
            history: [HistoryEntry(createdBy: "Debian 12 with Node", comment: comment)], names: ["node:20"],
            standIn: standIn)
        let own = try test.snapshot(on: upper.id) { try $0.file("app.js", "1") }
        let built = try test.store.putImage(
            config: ImageConfig(), snapshot: own.id,
            history: base.history + [
                HistoryEntry(createdBy: "COPY app.js /"), HistoryEntry(createdBy: "CMD node app.js", emptyLayer: true),
            ], names: ["web"], base: base)
        #expect(try test.store.shipped(built).layers.count == test.store.layers(of: built).count { !$0.isBase })
        return (try test.store.layers(of: base).map(\.isBase), try test.store.layers(of: built).map(\.isBase))
    }

    @Test func aStandInIsABaseWhereverItCameFrom() throws {
        for standIn in ["Debian 12 with Node", nil] {
            let found = try origins(comment: Self.mark, standIn: standIn)
            #expect(found.base == [false, false])
            #expect(found.built == [true, true, false])
        }
    }

    @Test(arguments: [nil, "", "buildkit.dockerfile.v0", "catalogue/node/12", "catalogue/node", "x" + mark])
    func whatIsNotMarkedIsNot(_ comment: String?) throws {
        #expect(try origins(comment: comment).built == [false, false, false])
    }
}

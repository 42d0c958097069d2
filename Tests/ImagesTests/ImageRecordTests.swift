import EngineInterface
import Foundation
import Images
import OCI
import Testing

@Suite struct ImageRecordTests {
    private func config(_ command: String) -> ImageConfig {
        var config = ImageConfig()
        config.cmd = [command]
        config.labels = ["b": "2", "a": "1"]
        return config
    }

    @Test func anImageIsFoundByEveryNameItHas() throws {
        let test = try TemporaryStore()
        let snapshot = try test.snapshot { try $0.file("a", "abc") }
        let history = [HistoryEntry(createdBy: "COPY a /", created: 1000)]
        let record = try test.store.putImage(
            config: config("node"), snapshot: snapshot.id, history: history, names: ["node", "course/app:1"],
            standIn: "Debian 12")
        #expect(record.names == ["course/app:1", "node:latest"])
        #expect(record.created == Date(timeIntervalSince1970: 1000))
        let digits = String(record.id.dropFirst(7))
        for reference in [
            "node", "node:latest", "docker.io/library/node", "course/app:1", record.id, digits,
            String(digits.prefix(4)),
            "sha256:" + digits.prefix(12),
        ] {
            #expect(try test.store.image(reference) == record, "\(reference)")
        }
        for reference in ["node:20", "app:1", "nodes", String(digits.prefix(3)), "", "NODE", "sha256:"] {
            #expect(try test.store.image(reference) == nil, "\(reference)")
        }
        let details = try test.store.details(record)
        #expect(details.layerSizes == [3])
        #expect(details.standIn == "Debian 12")
        #expect(details.id == record.id)
    }

    @Test func theSamePartsAreTheSameImage() throws {
        let test = try TemporaryStore()
        let first = try test.store.putImage(config: config("a"), snapshot: nil, history: [], names: ["one"])
        let again = try test.store.putImage(config: config("a"), snapshot: nil, history: [], names: ["two"])
        let different = try test.store.putImage(config: config("b"), snapshot: nil, history: [], names: [])
        #expect(first.id == again.id && again.id != different.id)
        #expect(again.names == ["one:latest", "two:latest"])
        #expect(again.created == first.created)
        #expect(try test.store.images().count == 2)
    }

    @Test func whatACheckMakesIsUnlistedUntilSomebodyElseMakesIt() throws {
        let test = try TemporaryStore()
        let own = try test.store.putImage(config: config("own"), snapshot: nil, history: [], names: [])
        #expect(try test.store.unlistedImages().isEmpty)
        func put(_ command: String, isUnlisted: Bool) throws -> String {
            try test.store.putImage(
                config: config(command), snapshot: nil, history: [], names: [], isUnlisted: isUnlisted
            ).id
        }
        let checked = try put("checked", isUnlisted: true)
        #expect(try put("checked", isUnlisted: true) == checked)
        // What is there already stays in the lists.
        #expect(try put("own", isUnlisted: true) == own.id)
        #expect(try test.store.unlistedImages() == [checked])
        #expect(try test.store.inspectImages().filter(\.isUnlisted).map(\.id) == [checked])
        #expect(try put("checked", isUnlisted: false) == checked)
        #expect(try test.store.unlistedImages().isEmpty)
        // It goes as any other image does.
        let other = try put("other", isUnlisted: true)
        try test.store.deleteImage(other)
        #expect(try test.store.unlistedImages().isEmpty)
    }

    @Test func namesMove() throws {
        let test = try TemporaryStore()
        let old = try test.store.putImage(config: config("a"), snapshot: nil, history: [], names: ["app"])
        let new = try test.store.putImage(config: config("b"), snapshot: nil, history: [], names: ["app:latest"])
        #expect(try test.store.image("app")?.id == new.id)
        #expect(try test.store.image(old.id)?.names == [])
        try test.store.tag(old.id, as: "app:old")
        #expect(try test.store.image("app:old")?.id == old.id)
    }

    @Test func removingTheLastNameRemovesTheImage() throws {
        let test = try TemporaryStore()
        let record = try test.store.putImage(config: config("a"), snapshot: nil, history: [], names: ["x:1", "x:2"])
        try test.store.removeImage("x:1")
        #expect(try test.store.image(record.id)?.names == ["x:2"])
        try test.store.removeImage("x:2")
        #expect(try test.store.image(record.id) == nil)
        let byID = try test.store.putImage(config: config("a"), snapshot: nil, history: [], names: ["x:1", "x:2"])
        try test.store.removeImage(byID.id)
        #expect(try test.store.images().isEmpty)
        let error = #expect(throws: EngineError.self) { try test.store.removeImage("x:1") }
        #expect(error?.kind == .noSuchImage)
    }

    @Test func badNamesAreRefusedBeforeAnythingIsWritten() throws {
        let test = try TemporaryStore()
        let error = #expect(throws: EngineError.self) {
            try test.store.putImage(config: config("a"), snapshot: nil, history: [], names: ["good", "My App"])
        }
        #expect(error?.kind == .invalidArgument)
        #expect(try test.store.images().isEmpty)
    }
}

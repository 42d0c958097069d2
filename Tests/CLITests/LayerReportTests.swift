import EngineInterface
import OCI
import Testing

@testable import Building
@testable import Presentation

@Suite struct LayerReportTests {
    private static func change(
        _ path: String, _ kind: LayerChange.Kind, _ bytes: Int64, hiding hidden: (Int64, Int)? = nil
    ) -> LayerChange {
        LayerChange(
            path: path, kind: kind, bytes: bytes, hidden: hidden.map { LayerChange.Hidden(bytes: $0.0, layer: $0.1) })
    }

    private static let layers = [
        ImageLayer(
            createdBy: "FROM debian", bytes: 1_000_000, isBase: true,
            changes: [change("/bin/sh", .added, 900_000), change("/etc/passwd", .added, 100_000)]),
        ImageLayer(
            createdBy: "RUN |1 V=1 /bin/sh -c apt-get update # buildkit", bytes: 3_000_000, isBase: false,
            changes: (1...3).map { change("/var/lib/apt/lists/\($0)", .added, 1_000_000) }),
        ImageLayer(
            createdBy: "COPY . /app # buildkit", bytes: 2_000_000, isBase: false,
            changes: [change("/app/data", .added, 1_500_000), change("/app/src/main.c", .added, 500_000)]),
        ImageLayer(
            createdBy: "RUN /bin/sh -c chown -R app /app # buildkit", bytes: 2_000_000, isBase: false,
            changes: [
                change("/app/data", .attributes, 1_500_000, hiding: (1_500_000, 2)),
                change("/app/src/main.c", .attributes, 500_000, hiding: (500_000, 2)),
            ]),
        ImageLayer(
            createdBy: "RUN /bin/sh -c rm -rf /var/lib/apt/lists/* # buildkit", bytes: 0, isBase: false,
            changes: (1...3).map { change("/var/lib/apt/lists/\($0)", .removed, 0, hiding: (1_000_000, 1)) }),
    ]
    private static var image: ImageDetails {
        ImageDetails(
            id: "sha256:" + String(repeating: "a", count: 64), names: ["web:latest"], config: ImageConfig(),
            layerSizes: layers.map(\.bytes))
    }
    private static var report: LayerReport { LayerReport(image: image, layers: layers) }

    @Test func `what later layers hide is wasted, removed folders in full`() {
        let report = Self.report
        #expect(report.bytes == 8_000_000)
        #expect(report.wastedBytes == 5_000_000)
        #expect(report.userBytes == 7_000_000)
        // 900 + 100 + 0 + 1500 + 500 of 900 + 100 + 3000 + 3000 + 1000.
        #expect(abs(report.efficiency - 3.0 / 8) < 1e-9)
        #expect(report.layers.map(\.wastedBytes) == [0, 3_000_000, 2_000_000, 0, 0])
    }

    @Test func `each waste names who wrote and who hid it, and what helps`() {
        let waste = Self.report.waste
        #expect(waste.map(\.path) == ["/var/lib/apt/lists", "/app"])
        #expect(waste.map(\.cause) == [.removed, .attributes])
        #expect(waste[0].writtenBy == 2)
        #expect(waste[0].hiddenBy == 5)
        #expect(waste[0].writtenByInstruction == "RUN apt-get update")
        #expect(waste[0].advice.contains("&& rm -rf /var/lib/apt/lists"))
        #expect(waste[1].advice.contains("COPY --chown"))
    }

    @Test func `layers are found in the Dockerfile from its end`() {
        let lines = InstructionLines([
            ("FROM debian", 1), ("RUN apt-get    update", 2), ("COPY . /app", 3), ("COPY . /app", 4),
            ("RUN chown -R app \\\n  /app", 5), ("RUN something else", 7),
        ])
        let report = LayerReport(image: Self.image, layers: Self.layers, lines: lines)
        #expect(report.layers.map(\.line) == [nil, 2, 4, 5, nil])
        #expect(report.waste.map(\.writtenByLine) == [2, 4])
        #expect(report.waste.map(\.hiddenByLine) == [nil, 5])
        #expect(LayersView(style: .plain).text(report).contains("written by layer 3, line 4, COPY . /app"))
    }

    @Test func `an image without waste, and one without layers`() {
        let clean = LayerReport(image: Self.image, layers: Array(Self.layers.prefix(3)))
        #expect(clean.efficiency == 1)
        #expect(clean.waste.isEmpty)
        let empty = LayerReport(image: Self.image, layers: [])
        #expect(empty.efficiency == 1)
        #expect(empty.userWasted == 0)
    }

    @Test func `folders are divided as long as rows are left`() {
        var changes = (1...50).map { Self.change("/usr/lib/many/\($0)", .added, 10) }
        changes += [Self.change("/usr/bin/big", .added, 1_000_000), Self.change("/etc/x", .changed, 5)]
        let rows = FolderChange.fold(changes)
        #expect(rows.map(\.path) == ["/usr/bin/big", "/usr/lib/many/", "/etc/x"])
        #expect(rows.map(\.added) == [1, 50, 0])
        #expect(FolderChange.fold(changes, rows: 1).map(\.path) == ["/"])
        #expect(FolderChange.fold([]).isEmpty)
        let total = FolderChange.fold((1...100).map { Self.change("/\($0)/f", .added, Int64($0)) })
        #expect(total.reduce(0) { $0 + $1.bytes } == 5050)
    }

    @Test func `limits say what they break`() {
        let rules = LayerRules(lowestEfficiency: 0.9, highestWasted: 1 << 20, highestUserWasted: 0.1)
        #expect(rules.broken(by: Self.report, size: ByteCount.text).count == 3)
        #expect(LayerRules(lowestEfficiency: 0.3).broken(by: Self.report, size: ByteCount.text).isEmpty)
        #expect(LayerRules().broken(by: Self.report, size: ByteCount.text).isEmpty)
        #expect(LayerRules.fraction("0.95") == 0.95)
        #expect(LayerRules.fraction("95%") == 0.95)
        #expect(LayerRules.fraction("95") == 0.95)
        #expect(LayerRules.fraction("-1") == nil)
        #expect(LayerRules.fraction("x") == nil)
    }

    @Test func `the table`() throws {
        try Golden.expect(LayersView(style: .plain).text(Self.report), "layers-plain")
        let style = OutputStyle(isTerminal: true, hasColors: true, hasSymbols: true, width: 70)
        try Golden.expect(LayersView(style: style).text(Self.report), "layers-terminal")
    }

    @Test func `looking around in layers`() throws {
        let style = OutputStyle(isTerminal: true, hasColors: false, hasSymbols: true, width: 60)
        var browser = LayerBrowser(
            report: Self.report, trees: Self.layers.map { ChangeTree($0.changes) }, style: style)
        var shown = ""
        for keys: [LayerBrowser.Key] in [
            [], [.down], [.other, .down, .open, .down], [.close, .close, .up], [.end], [.other, .end],
        ] {
            for key in keys { browser.press(key) }
            let screen = browser.screen(width: 60, height: 18)
            #expect(screen.count == 18)
            #expect(screen.allSatisfy { Wrapping.columns($0) < 60 })
            shown += screen.joined(separator: "\n") + "\n======\n"
        }
        try Golden.expect(shown, "layers-browser")
    }

    @Test(arguments: [(10, 1), (20, 3), (200, 60)])
    func `a screen of any size is filled, whatever is pressed`(width: Int, height: Int) {
        var browser = LayerBrowser(
            report: Self.report, trees: Self.layers.map { ChangeTree($0.changes) }, style: .plain)
        let keys: [LayerBrowser.Key] = [
            .up, .open, .down, .open, .pageDown, .close, .end, .home, .pageUp, .other, .end, .open,
        ]
        for key in keys + keys + keys {
            browser.press(key)
            #expect(browser.screen(width: width, height: height).count == height)
        }
        var empty = LayerBrowser(report: LayerReport(image: Self.image, layers: []), trees: [], style: .plain)
        empty.press(.down)
        #expect(empty.screen(width: width, height: height).count == height)
    }
}

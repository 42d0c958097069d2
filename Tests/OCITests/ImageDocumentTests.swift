import Foundation
import Testing

@testable import OCI

@Suite struct ImageDocumentTests {
    @Test func fieldsHaveTheOrderOfBuildKit() {
        var config = ImageConfig()
        config.env = ["PATH=/bin", "A=<&>"]
        config.cmd = ["/bin/sh", "-c", "echo \"\u{7}\u{2028}é\""]
        config.exposedPorts = ["80/tcp", "443/tcp"]
        config.labels = ["b": "2", "a": "1"]
        config.workingDir = "/"
        config.argsEscaped = true
        var check = ImageConfig.Healthcheck(test: ["NONE"])
        check.interval = 5
        config.healthcheck = check
        let document = ImageDocument(
            created: Timestamp(seconds: 0), author: "me", platform: ImagePlatform(architecture: "armhf"),
            config: config, diffIDs: ["sha256:1"],
            history: [
                HistoryEntry(createdBy: "COPY a b", time: Timestamp(seconds: 1, nanoseconds: 120_000_000)),
                HistoryEntry(createdBy: "CMD", comment: "c", emptyLayer: true),
            ])
        let expected = [
            #"{"architecture":"arm","author":"me","config":{"ExposedPorts":{"443/tcp":{},"80/tcp":{}},"#,
            #""Env":["PATH=/bin","A=\u003c\u0026\u003e"],"Cmd":["/bin/sh","-c","echo \"\u0007\u2028é\""],"#,
            #""WorkingDir":"/","Labels":{"a":"1","b":"2"},"ArgsEscaped":true,"#,
            #""Healthcheck":{"Test":["NONE"],"Interval":5}},"created":"1970-01-01T00:00:00Z","#,
            #""history":[{"created":"1970-01-01T00:00:01.12Z","created_by":"COPY a b"},"#,
            #"{"created_by":"CMD","comment":"c","empty_layer":true}],"os":"linux","#,
            #""rootfs":{"type":"layers","diff_ids":["sha256:1"]},"variant":"v7"}"#,
        ].joined()
        #expect(String(decoding: document.bytes, as: UTF8.self) == expected)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        var config = ImageConfig()
        config.user = "app"
        config.entrypoint = ["/app"]
        config.volumes = ["/data"]
        config.onBuild = ["RUN x"]
        config.shell = ["/bin/bash", "-c"]
        config.stopSignal = "SIGQUIT"
        config.healthcheck = .init(test: ["CMD-SHELL", "true"])
        let document = ImageDocument(
            created: Timestamp("2024-02-29T23:59:59.999999999+05:30"), platform: ImagePlatform(architecture: "amd64"),
            config: config, diffIDs: ["sha256:a", "sha256:b"], history: [HistoryEntry(createdBy: "x", author: "y")])
        let read = try JSONDecoder().decode(ImageDocument.self, from: Data(document.bytes))
        #expect(read == document)
        #expect(read.bytes == document.bytes)
    }

    @Test func documentsOfOtherProgramsAreRead() throws {
        let text = """
            {"architecture":"arm64","os":"linux","variant":"v8","container":"x","docker_version":"1","id":"y",
             "config":{"Env":null,"Cmd":["a"],"Labels":null,"Volumes":{"/v":{}},"Unknown":[1],"Entrypoint":null},
             "rootfs":{"type":"layers","diff_ids":null},"created":"no time","history":null}
            """
        let read = try JSONDecoder().decode(ImageDocument.self, from: Data(text.utf8))
        #expect(read.platform == ImagePlatform(architecture: "arm64"))
        #expect(read.config.cmd == ["a"] && read.config.volumes == ["/v"] && read.config.entrypoint == nil)
        #expect(read.created == nil && read.diffIDs.isEmpty && read.history.isEmpty)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0), Int32(0)), ("2000-02-29T12:00:00Z", 951_825_600, 0),
        ("2024-05-01T12:34:56.123456789Z", 1_714_566_896, 123_456_789),
        ("2024-05-01T14:34:56+02:00", 1_714_566_896, 0), ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
        ("1969-12-31T23:59:59.5Z", -1, 500_000_000), ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
    ])
    func timesComeBackDigitByDigit(text: String, seconds: Int64, nanoseconds: Int32) throws {
        let time = try #require(Timestamp(text))
        #expect(time.seconds == seconds && time.nanoseconds == nanoseconds)
        #expect(time.text == text)
    }

    @Test(arguments: ["", "2024", "2024-05-01", "2024-05-01T12:34:56", "2024-13-01T00:00:00Z", "2024-05-01T12:34:56.Z"])
    func otherTextIsNoTime(text: String) { #expect(Timestamp(text) == nil) }

    @Test func historyIsCompletedAsBuildKitDoes() {
        func line(_ text: String, _ time: Int64?, empty: Bool = false) -> HistoryEntry {
            HistoryEntry(createdBy: text, time: time.map { Timestamp(seconds: $0) }, emptyLayer: empty)
        }
        let entries = [
            line("base", 5), line("ENV", nil, empty: true), line("RUN", 20), line("CMD", nil, empty: true),
        ]
        let times = History.complete(entries, layers: 2, baseCount: 1).map(\.created?.seconds)
        #expect(times == [5, 20, 20, 20])
        let limited = History.complete(
            [line("base", 50)] + entries.dropFirst(), layers: 2, baseCount: 1, limit: Timestamp(seconds: 10))
        #expect(limited.map(\.created?.seconds) == [50, 10, 10, 10])
        let filled = History.complete([line("top", nil)], layers: 3)
        #expect(filled.map(\.createdBy) == ["", "", "top"])
        let surplus = History.complete([line("a", 1), line("b", 2)], layers: 1)
        #expect(surplus.map(\.emptyLayer) == [false, true])
    }

    @Test(arguments: [
        ("linux/amd64", "linux/amd64"), ("amd64", "linux/amd64"), ("linux/arm64/v8", "linux/arm64"),
        ("linux/arm", "linux/arm/v7"), ("linux/arm/v6", "linux/arm/v6"), ("aarch64", "linux/arm64"),
        ("linux/arm/7", "linux/arm/v7"), ("windows/amd64", "windows/amd64"),
    ])
    func platforms(text: String, normal: String) { #expect(ImagePlatform(text)?.description == normal) }

    @Test(arguments: ["", "linux/", "/amd64", "a/b/c/d", "linux/am d64"])
    func otherTextIsNoPlatform(text: String) { #expect(ImagePlatform(text) == nil) }
}

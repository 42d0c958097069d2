import Glibc
import Images
import Linux
import Testing

@testable import Catalogue

@Suite struct RecipeTests {
    @Test(arguments: Part.allCases)
    func scriptsAreGoodShell(_ part: Part) async throws {
        let shell = try #require(Tool.find("sh"))
        let check = try await Tool.run(SpawnRequest(shell, ["-n"]), input: Array(part.script.utf8))
        #expect(check.termination == .exited(0))
        #expect(String(decoding: check.error, as: UTF8.self) == "")
    }

    @Test func keysTellLayersApart() {
        let keys = Part.allCases.flatMap { [$0.key(.amd64), $0.key(.arm64)] }
        #expect(Set(keys).count == keys.count)
        #expect(Part.node.key(.amd64) == Part.node.key(.amd64))
    }

    @Test func layersShareTheirBase() {
        #expect(Part.nodeAlpine.chain == [.debian, .tools, .node, .nodeAlpine])
        #expect(Part.redis.chain == [.debian, .redis])
        #expect(Part.alpine.chain == [.alpine])
    }

    @Test func configurationsAreThoseOfTheOfficialImages() {
        for family in Family.allCases {
            let config = family.config(standIn: "text")
            #expect(config.labels == [OfflineCatalogue.label: "text"])
            #expect(config.environmentValue("PATH")?.hasSuffix("/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin") == true)
            #expect(config.cmd?.isEmpty == false)
        }
        let redis = Family.redis.config(standIn: "")
        #expect(redis.volumes == ["/data"] && redis.workingDir == "/data" && redis.exposedPorts == ["6379/tcp"])
        let golang = Family.golang.config(standIn: "")
        #expect(golang.environmentValue("PATH")?.hasPrefix("/go/bin:/usr/local/go/bin:") == true)
        #expect(golang.environmentValue("GOTOOLCHAIN") == "local" && golang.environmentValue("GOPATH") == "/go")
        #expect(golang.workingDir == "/go")
        #expect(Family.node.config(standIn: "").environmentValue("NODE_VERSION") == "20.18.0")
    }

    @Test(arguments: [
        (Int32(90), "E: Failed to fetch x  Could not resolve 'mirror'", "network", "Could not resolve"),
        (90, "W: GPG error: http://x InRelease: NO_PUBKEY 123", "failure", "signature"),
        (91, "No module named pip", "hostUnable", "python3-pip"), (92, "", "failure", "not the one"),
        (2, "tar: x: Cannot write: No space left on device", "diskFull", "full"), (7, "strange", "failure", "strange"),
    ])
    func failuresSayWhatToDo(_ status: Int32, _ output: String, _ kind: String, _ words: String) {
        let error = AssemblyFailure.error(part: .node, termination: .exited(status), output: output)
        #expect(error.kind.rawValue == kind)
        #expect(error.description.contains(words))
        #expect(error.help != nil)
    }

    @Test func mirrorsOfTheHostAreUsed() {
        let lines = PackageSources.parseLines(
            """
            # deb http://commented.example/debian bookworm main
            deb http://mirror.example/debian bookworm main contrib # a remark
            deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] https://m.example/debian/ bookworm-updates main
            deb [signed-by=/etc/apt/keyrings/other.gpg] https://other.example/debian bookworm main
            deb-src http://mirror.example/debian bookworm main
            deb https://packages.example/apt bookworm main
            deb http://mirror.example/debian trixie main
            deb broken
            """)
        #expect(
            lines.filter(\.isDebian).flatMap(\.lines) == [
                "deb [signed-by=\(PackageSources.keyring)] http://mirror.example/debian bookworm main",
                "deb [signed-by=\(PackageSources.keyring)] https://m.example/debian/ bookworm-updates main",
            ])
        let stanzas = PackageSources.parseStanzas(
            """
            Types: deb deb-src
            # a remark
            URIs: http://mirror.example/debian
              http://second.example/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb
            URIs: https://tool.example/debian
            Suites: bookworm
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----

            Enabled: no
            Types: deb
            URIs: http://off.example/debian
            Suites: bookworm
            Components: main
            """)
        #expect(stanzas.count == 2)
        #expect(stanzas.filter(\.isDebian).flatMap(\.lines).count == 4)
        #expect(!PackageSources.standard.isEmpty)
    }
}

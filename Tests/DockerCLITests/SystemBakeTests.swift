import Foundation
import Testing

@testable import DockerCLI

/// Bake files as builds.
struct SystemBakeTests {
    private static let text = """
        {
          "variable": {"TAG": {"default": "dev"}, "N": {"default": 3}},
          "group": {"default": {"targets": ["web", "all"]}, "all": {"targets": ["web", "db"]}},
          "target": {
            "base": {"args": {"A": "1", "B": "2"}, "no-cache": true, "labels": {"team": "blue"}},
            "web": {
              "inherits": ["base"], "context": "web", "dockerfile": "Dockerfile.dev", "tags": ["web:${TAG}", "web:$${x}"],
              "args": {"B": "${N}"}, "target": "final", "platforms": ["linux/amd64"], "no-cache": false
            },
            "db": {"inherits": ["base"], "tags": ["db"]}
          }
        }
        """

    private func file(_ text: String = text, _ variables: [String: String] = [:]) throws -> BakeFile {
        try BakeFile(json: Data(text.utf8), named: "bake.json", variables: variables)
    }

    @Test func targetsBecomeBuilds() throws {
        let targets = try file().targets(["default"])
        #expect(targets.map(\.name) == ["web", "db"])
        #expect(
            targets[0].target.buildWords == [
                "--file", "web/Dockerfile.dev", "--target", "final", "--build-arg", "A=1", "--build-arg", "B=3",
                "--label",
                "team=blue", "--tag", "web:dev", "--tag", "web:${x}", "--platform", "linux/amd64", "web",
            ])
        #expect(
            targets[1].target.buildWords == [
                "--build-arg", "A=1", "--build-arg", "B=2", "--label", "team=blue", "--tag", "db", "--no-cache", ".",
            ])
    }

    /// The same file in the other language.
    @Test func bothLanguagesSayTheSame() throws {
        let hcl = """
            # Comments of three kinds.
            variable "TAG" { default = "dev" } // a line
            variable "N" {
              default = 3
            }
            group "default" { targets = ["web", "all"] }
            group "all" {
              targets = [
                "web",
                "db", /* the last one */
              ]
            }
            target "base" {
              args = { A = "1", B = 2 }
              no-cache = true
              labels = {
                "team" : "blue"
              }
            }
            target "web" {
              inherits = ["base"]
              context = "web"
              dockerfile = "Dockerfile.dev"
              tags = ["web:${TAG}", "web:$${x}"]
              args = { B = N, C = null }
              target = "final"
              platforms = ["linux/amd64"]
              no-cache = false
            }
            target "db" {
              inherits = ["base"]
              tags = ["db"]
            }
            """
        #expect(try BakeFile(hcl: hcl, named: "bake.hcl", variables: [:]) == file())
    }

    @Test(arguments: [
        ("target \"a\" {\n tags = [upper(X)]\n}", "ERROR: failed to parse bake.hcl:2: '(X)]' is not understood"),
        ("target \"a\" {\n\n target = X ? 1 : 2\n}", "ERROR: failed to parse bake.hcl:3: '? 1 : 2' is not understood"),
        ("target a {}", "ERROR: failed to parse bake.hcl:1: after 'target' a name in quotes is expected"),
        ("target \"a\" {\n target = \"x\n}", "ERROR: failed to parse bake.hcl:2: a text is not closed"),
        ("/*", "ERROR: failed to parse bake.hcl:1: a comment is not closed"),
        ("target \"a\" {\n target \"x\"\n}", "ERROR: failed to parse bake.hcl:2: after 'target' there is no '='"),
        ("target \"a\" {", "ERROR: failed to parse bake.hcl:1: a name is expected, not ''"),
    ])
    func badHCL(_ text: String, _ message: String) {
        #expect {
            try BakeFile(hcl: text, named: "bake.hcl", variables: [:])
        } throws: { error in
            (error as? CommandFailure)?.message == message
        }
    }

    @Test func variablesAreTheCallers() throws {
        #expect(try file(Self.text, ["TAG": "v1"]).targets(["web"])[0].target.lists["tags"] == ["web:v1", "web:${x}"])
    }

    @Test func fieldsCanBeSet() throws {
        var targets = try file().targets(["all"])
        try BakeAction.change(
            &targets, ["*.tags=one", "*.tags=two", "db.args.C=4", "w*.no-cache=true", "db.context=x"])
        #expect(targets.allSatisfy { $0.target.lists["tags"] == ["one", "two"] })
        #expect(targets[1].target.maps["args"] == ["A": "1", "B": "2", "C": "4"])
        #expect(targets[0].target.flags["no-cache"] == true)
        #expect(targets[1].target.texts["context"] == "x")
    }

    @Test(arguments: [
        ("{", "ERROR: bake.json is no JSON"), ("[]", "ERROR: failed to parse bake.json: it holds no object"),
        ("{\"x\": {}}", "ERROR: failed to parse bake.json: 'x' is not understood"),
        (
            "{\"target\": {\"a\": {\"tag\": \"x\"}}}",
            "ERROR: failed to parse bake.json: target a, field tag is not understood"
        ),
        (
            "{\"target\": {\"a\": {\"tags\": \"x\"}}}",
            "ERROR: failed to parse bake.json: target a, field tags is no list"
        ),
        (
            "{\"target\": {\"a\": {\"tags\": [\"${X}\"]}}}",
            "ERROR: failed to parse bake.json: target a, field tags: there is no variable X"
        ),
        (
            "{\"target\": {\"a\": {\"tags\": [\"${upper(X)}\"]}}}",
            "ERROR: failed to parse bake.json: target a, field tags: '${upper(X)}' computes something; only ${NAME} is there"
        ),
    ])
    func badFiles(_ text: String, _ message: String) {
        #expect {
            try file(text)
        } throws: { error in
            (error as? CommandFailure)?.message == message
        }
    }

    @Test(arguments: [
        ("nosuch", "ERROR: failed to find target nosuch"),
        ("loop", "ERROR: failed to find target loop, which loop inherits from"),
        ("ring", "ERROR: failed to find target ring"),
    ])
    func badTargets(_ name: String, _ message: String) throws {
        let file = try file(
            "{\"target\": {\"loop\": {\"inherits\": [\"loop\"]}}, \"group\": {\"ring\": {\"targets\": [\"ring\"]}}}")
        #expect {
            try file.targets([name])
        } throws: { error in
            (error as? CommandFailure)?.message == message
        }
    }
}

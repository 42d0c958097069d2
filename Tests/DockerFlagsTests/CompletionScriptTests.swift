import Foundation
import Testing

@testable import DockerFlags

/// The scripts, run by the shells themselves with a program that answers what a test wants.
struct CompletionScriptTests {
    /// What came of a completion in bash.
    private struct Outcome: Equatable {
        /// The words that the program was asked about.
        let asked: [String]
        /// What bash would offer.
        let replies: [String]
    }

    private func bash(_ line: String, answer: String) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(path: "completion-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "docker")
        try answer.write(to: folder.appending(path: "answer"), atomically: true, encoding: .utf8)
        try """
        #!/bin/sh
        printf '%s\\n' "$@" > '\(folder.path)/asked'
        cat '\(folder.path)/answer'
        """.write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        let script = CompletionScript.bash.text()
        // Bash divides words at white space and at : and =, which are words of their own.
        let harness = """
            \(script)
            PATH='\(folder.path)':$PATH
            compopt() { :; }
            COMP_LINE=$1; COMP_POINT=${#1}; shift
            COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'; COMP_TYPE=9
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
            __docker_complete
            ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["--norc", "-c", harness, "bash", line] + Self.words(line)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let asked = try String(contentsOf: folder.appending(path: "asked"), encoding: .utf8)
        return Outcome(
            asked: asked.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
            replies: String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// The words of a line as bash gives them to a completion function.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in line {
            switch character {
            case " ":
                if !word.isEmpty { words.append(word) }
                word = ""
            case ":", "=":
                if !word.isEmpty { words.append(word) }
                words.append(String(character))
                word = ""
            default: word.append(character)
            }
        }
        let isBroken = line.hasSuffix(":") || line.hasSuffix("=")
        return isBroken ? words : words + [word]
    }

    @Test(
        arguments: [
            ("docker netw", ["netw"], "network\tManage networks\n:4", ["network"]),
            ("docker stop ", ["stop", ""], "web\ndb\n:4", ["web", "db"]),
            ("docker run nginx:", ["run", "nginx:"], "nginx:latest\nnginx:1.25\n:4", ["latest", "1.25"]),
            ("docker run nginx:1", ["run", "nginx:1"], "nginx:1.25\n:4", ["1.25"]),
            ("docker run --restart=on", ["run", "--restart=on"], "--restart=on-failure\n:4", ["on-failure"]),
            ("docker run --restart=", ["run", "--restart="], "--restart=no\n:4", ["no"]),
            (
                "docker  run   -v data:/x -p 80:80 deb", ["run", "-v", "data:/x", "-p", "80:80", "deb"], "debian\n:4",
                ["debian"]
            ),
            ("docker ps --filter status=ru", ["ps", "--filter", "status=ru"], "status=running\n:4", ["running"]),
            ("docker ps --filter stat", ["ps", "--filter", "stat"], "status=\n:6", ["status="]),
            ("docker run --network ", ["run", "--network", ""], "host\ncontainer:\n:4", ["host ", "container:"]),
            ("docker run 'deb", ["run", "deb"], "debian\n:4", ["debian"]),
            ("docker run -e $HOME$(touch", ["run", "-e", "$HOME$(touch"], ":4", []),
            ("docker foo ", ["foo", ""], "", []),
            ("docker foo ", ["foo", ""], "not an answer", []),
        ] as [(String, [String], String, [String])])
    func bashCompletes(line: String, asked: [String], answer: String, replies: [String]) throws {
        let outcome = try bash(line, answer: answer)
        #expect(outcome.asked == ["__complete"] + asked)
        #expect(outcome.replies == replies)
    }

    @Test(arguments: CompletionScript.allCases)
    func shellsCanReadTheirScripts(script: CompletionScript) throws {
        let shells = ["/bin/", "/usr/bin/"].map { $0 + script.rawValue }
        guard let shell = shells.first(where: FileManager.default.isExecutableFile(atPath:)) else { return }
        let file = FileManager.default.temporaryDirectory.appending(path: "completion-\(UUID().uuidString)")
        try script.text().write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: shell)
        process.arguments = ["-n", file.path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(arguments: CompletionScript.allCases)
    func scriptsNameTheirProgram(script: CompletionScript) {
        let text = script.text(program: "my-docker", withDescriptions: false)
        #expect(text.contains("my-docker") && text.contains("__completeNoDesc"))
        #expect(!text.contains("PROGRAM") && !text.contains("REQUEST") && !text.contains("_NAME"))
    }
}

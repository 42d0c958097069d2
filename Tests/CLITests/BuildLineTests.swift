import Building
import Testing

@testable import workshop

/// The quick reading of a build's command line agrees with the general parser, and leaves to it what it does not know.
struct BuildLineTests {
    static let plain: [[String]] = [
        ["."], ["-"], ["a", "b"], [],
        ["-t", "one", "-t", "two:2", "."],
        ["--tag", "one", "--tag=two", "--label", "a=b=c", "--label=x", "."],
        ["-f", "docker/Dockerfile", "-f", "-", "."],
        ["--file=-", "--target", "end", "--platform", "linux/amd64", "--pull", "."],
        ["--build-arg", "A=1", "--build-arg=B=2 3", "--build-arg", "C", "--build-context", "x=../y", "."],
        ["-o", "out", "--output", "type=tar,dest=x", "--iidfile", "id", "--metadata-file=meta", "."],
        ["--load", "--push", "--rm", "--force-rm", "--provenance", "false", "--sbom=false", "."],
        ["--no-cache", "--no-cache-filter", "a,b", "--cache-from", "x", "--cache-to=type=inline", "."],
        ["--secret", "id=a,src=b", "--ssh", "default", "--network", "none", "--network=host", "."],
        ["--add-host", "a:1.2.3.4", "--ulimit", "nofile=1:2", "--shm-size", "1m", "-m", "2g", "--memory=3g", "."],
        ["--progress", "plain", "--progress=rawjson", "-q", "--quiet", "--explain", "--check", "--debug", "."],
        ["--debug-step", "3", "."],
        [".", "-t", "last"],
        ["ünïcode", "--tag", "à"],
    ]

    @Test(arguments: plain) func `what is plainly said is read alike`(words: [String]) throws {
        let quick = try #require(BuildLine.read(words[...]))
        let command = try #require(try Workshop.parseAsRoot(["build"] + words) as? BuildCommand)
        #expect(quick == command.arguments)
    }

    @Test func `every field can be set`() throws {
        let words = Self.plain.flatMap(\.self)
        let set = Mirror(reflecting: try #require(BuildLine.read(words[...]))).children
        for (field, unset) in zip(set, Mirror(reflecting: BuildArguments()).children) {
            #expect("\(field.value)" != "\(unset.value)", "\(field.label ?? "") is set by no command line here")
        }
    }

    @Test(arguments: [
        ["--help"], ["-h", "."], [".", "--", "-t"], ["--unknown", "."], ["-x", "."], ["--tag"], ["-t"],
        ["-tname", "."],
        ["-t", "-q"], ["--tag=", "."], ["-t", "", "."], ["--progress", "loud", "."], ["--network=moon", "."],
        ["--debug-step", "three", "."], ["--pull=maybe", "."], ["-qt", "x", "."], ["---tag", "x"], ["--", "."],
        ["--generate-completion-script", "bash"], ["--version"],
    ])
    func `everything else is left to the parser`(words: [String]) {
        #expect(BuildLine.read(words[...]) == nil)
    }
}

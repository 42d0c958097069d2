import Foundation
import Testing

@testable import Dockerfile

/// The pages of the rules: each rule has one, and their examples are true.
@Suite struct CheckPagesTests {
    @Test(arguments: BuildChecks.all.map(\.id))
    func badExamplesShowTheRuleAndGoodOnesNothing(_ id: String) throws {
        let page = try Page(id)
        let check = try #require(BuildChecks.check(id))
        #expect(page.text.hasPrefix("# \(id)\n\n\(check.title)\n"), "the page's title is another")
        #expect(page.text.contains("check=\(check.isExperimental ? "experimental" : "skip")="))
        #expect(try page.findings(under: "## Bad") == [id])
        #expect(try page.findings(under: "## Good") == [])
    }

    @Test func theIndexListsEveryRuleAndThereAreNoOtherPages() throws {
        let index = try String(contentsOf: CheckFiles.pages.appendingPathComponent("README.md"), encoding: .utf8)
        for check in BuildChecks.all {
            #expect(index.contains("| [\(check.id)](\(check.id).md) | \(check.title)"), "\(check.id)")
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: CheckFiles.pages.path)
        #expect(Set(files) == Set(BuildChecks.all.map { "\($0.id).md" } + ["README.md"]))
    }

    @Test func namesAreTheirOwnAndTellTheSet() {
        #expect(Set(BuildChecks.all.map(\.id)).count == BuildChecks.all.count)
        for check in BuildChecks.all {
            #expect(check.id.hasPrefix("Course") == (check.set == .course), "\(check.id)")
            #expect(check.title.hasSuffix(".") && check.explanation.hasSuffix("."), "\(check.id)")
            #expect(check.page == "docs/rules/\(check.id).md")
            #expect(check.yieldsTo.allSatisfy { BuildChecks.check($0) != nil }, "\(check.id)")
        }
    }
}

/// A rule's page.
private struct Page {
    let text: String

    init(_ id: String) throws {
        text = try String(contentsOf: CheckFiles.pages.appendingPathComponent("\(id).md"), encoding: .utf8)
    }

    /// What all rules find in the example under a heading, each rule once. A block of ignore rules may stand before it.
    func findings(under heading: String) throws -> Set<String> {
        let start = try #require(text.range(of: heading + "\n"))
        let section = text[start.upperBound...].components(separatedBy: "\n## ")[0]
        let example = try #require(block("dockerfile", in: section), "no example under \(heading)")
        var facts = CheckFacts()
        facts.targetPlatform = "linux/amd64"
        facts.ignoreFile = .absent
        if let ignore = block("gitignore", in: section) {
            facts.ignoreFile = .found(try IgnoreFile(Array(ignore.utf8), file: ".dockerignore"))
        }
        facts.baseImages["example.org/tools:arm"] = CheckFacts.BaseImage(platform: "linux/arm64")
        facts.baseImages["example.org/tools:intel"] = CheckFacts.BaseImage(platform: "linux/amd64")
        let dockerfile = try Dockerfile.parse(Array(example.utf8), file: "Dockerfile")
        let report = try BuildChecks.run(dockerfile, facts: facts, sets: Set(CheckSet.allCases))
        return Set(report.findings.map(\.rule))
    }

    private func block(_ language: String, in section: String) -> String? {
        let parts = section.components(separatedBy: "```\(language)\n")
        return parts.count == 2 ? parts[1].components(separatedBy: "```")[0] : nil
    }
}

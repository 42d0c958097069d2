import DockerFormat
import Testing

@Suite struct FiltersTests {
    func filters(_ arguments: String...) throws -> Filters { try Filters(arguments) }

    @Test func reading() throws {
        let filters = try filters(" Name = web ", "label=a=b", "label=c", "label=a=b", "")
        #expect(filters.names == ["label", "name"])
        #expect(filters["name"] == ["web"])
        #expect(filters["label"] == ["a=b", "c"])
        #expect(filters.contains("name") && !filters.contains("id") && !filters.isEmpty)
    }

    @Test func withoutAValue() {
        let message = outcome { () throws(Filters.ParseError) in try Filters(["label"]) }
        #expect(message == "error: bad format of filter (expected name=value)")
    }

    @Test func unknownNames() throws {
        let filters = try filters("foo=x", "name=y")
        let message = outcome { () throws(Filters.ParseError) in try filters.validate(names: ["name"]) }
        #expect(message == "error: invalid filter 'foo'")
        try filters.validate(names: ["name", "foo"])
    }

    @Test(arguments: [("true", true), ("1", true), ("false", false), ("0", false)])
    func yesOrNo(_ text: String, _ meaning: Bool) throws {
        #expect(try filters("dangling=\(text)").bool("dangling") == meaning)
        #expect(try filters("a=b").bool("dangling") == nil)
    }

    @Test(arguments: [(["dangling=x"], "[x]"), (["dangling=true", "dangling=false"], "[true false]")])
    func neitherYesNorNo(_ arguments: [String], _ shown: String) throws {
        let filters = try Filters(arguments)
        let message = outcome { () throws(Filters.ParseError) in try filters.bool("dangling") }
        #expect(message == "error: invalid filter 'dangling=\(shown)'")
    }

    @Test(arguments: [
        ("web", "web", true), ("web", "my-web-1", true), ("^web$", "my-web-1", false), ("^web", "web-1", true),
        ("w.b", "web", true), ("we", "db", false), ("a|b", "xbx", true), ("[", "x", false), ("[", "[", true),
        ("WEB", "web", false), ("", "anything", true),
    ])
    func patterns(_ pattern: String, _ value: String, _ matches: Bool) throws {
        #expect(try filters("name=\(pattern)").matches("name", patternIn: value) == matches)
    }

    @Test func exactAndPrefix() throws {
        let filters = try filters("status=exited", "status=created", "id=ab")
        #expect(filters.matches("status", exactly: "exited") && filters.matches("status", exactly: "created"))
        #expect(!filters.matches("status", exactly: "running"))
        #expect(filters.matches("id", prefixOf: "abc") && !filters.matches("id", prefixOf: "bab"))
        #expect(filters.matches("other", exactly: "x") && filters.matches("other", prefixOf: "x"))
        #expect(filters.matches("other", patternIn: "x"))
    }

    @Test(arguments: [
        (["label=a"], true), (["label=a=1"], true), (["label=a=2"], false), (["label=b="], true), (["label=c"], false),
        (["label=a", "label=b"], true), (["label=a", "label=c"], false), (["label=d=x=y"], true),
        (["label!=a"], false), (["label!=c"], true), (["label!=a=2"], true), (["label!=a", "label!=c"], true),
        (["label=a", "label!=c"], true), (["name=x"], true), (["label=b=x"], false),
    ])
    func labels(_ arguments: [String], _ matches: Bool) throws {
        #expect(try Filters(arguments).matchesLabels(["a": "1", "b": "", "d": "x=y"]) == matches)
    }
}

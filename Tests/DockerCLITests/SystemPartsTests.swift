import DockerFormat
import Testing

@testable import DockerCLI

/// Patterns, orders and addresses by themselves.
struct SystemPartsTests {
    @Test(arguments: [
        ("cb*", "cb-full", true), ("cb*", "x/cb", false), ("*", "a/b", false), ("*/*", "a/b", true),
        ("a?c", "abc", true), ("a?c", "a/c", false), ("[a-c]x", "bx", true), ("[^a-c]x", "bx", false),
        ("[^a-c]x", "dx", true), (#"a\*"#, "a*", true), (#"a\*"#, "ab", false), ("*a*b", "xxaxxb", true),
        ("*a*b", "xxaxx", false), ("", "", true), ("a*", "a", true), ("node:*-alpine", "node:20-alpine", true),
        ("**", "ab", true), ("[c-a]", "b", false),
    ])
    func glob(_ pattern: String, _ text: String, _ matches: Bool) throws {
        #expect(try GlobPattern(pattern).orThrow("no pattern").matches(text) == matches)
    }

    @Test(arguments: ["[", "[a", "[a-", #"\"#, "[]", "[-a]", "x["])
    func badGlob(_ pattern: String) { #expect(GlobPattern(pattern) == nil) }

    /// As `docker volume ls` put them.
    @Test func naturalOrder() {
        let sorted = [
            "4bed4477", "8a8c2eb3", "08e37426", "09d760e9", "40c0538c", "77eb2d58", "587fad5c", "892c4581", "ac8fbb63",
            "af95b17d", "cb-vol1", "cb-vol2", "cb-vol10", "d9fec3d7", "d57c3388",
        ]
        #expect(sorted.reversed().sorted(by: NaturalOrder.precedes) == sorted)
        #expect(!NaturalOrder.precedes("a", "a"))
        #expect(NaturalOrder.precedes("", "a"))
        #expect(NaturalOrder.precedes("a1", "ab"))
    }

    @Test(arguments: [
        ("172.30.0.0/16", "172.30.0.0", 16), ("10.1.2.3/24", "10.1.2.0", 24), ("0.0.0.0/0", "0.0.0.0", 0),
        ("1.2.3.4/32", "1.2.3.4", 32),
    ])
    func block(_ text: String, _ first: String, _ prefix: Int) throws {
        let block = try IPv4Block(text).orThrow("no block")
        #expect(block.first.text == first)
        #expect(block.prefix == prefix)
    }

    @Test(arguments: [
        "", "10.1.2.3", "10.1.2/24", "300.1.1.1/24", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "01.2.3.4/8", "a/8",
    ])
    func badBlock(_ text: String) { #expect(IPv4Block(text) == nil) }

    @Test func planTakesWhatFits() throws {
        let plan = try NetworkPlan(subnets: ["10.1.2.0/24"], gateways: ["10.1.2.254"], ranges: ["10.1.2.128/25"])
        #expect((plan.subnet, plan.gateway, plan.addressRange) == ("10.1.2.0/24", "10.1.2.254", "10.1.2.128/25"))
        let nothing = try NetworkPlan(subnets: [], gateways: [], ranges: [])
        #expect(nothing.subnet.isEmpty && nothing.gateway.isEmpty && nothing.addressRange.isEmpty)
    }

    @Test(
        arguments: [
            ([], ["10.1.2.1"], [], "every ip-range or gateway must have a corresponding subnet"),
            (["10.1.2.0/24"], ["10.2.2.1"], [], "no matching subnet for gateway 10.2.2.1"),
            (["10.1.2.0/24"], ["xx"], [], "no matching subnet for gateway xx"),
            (["10.1.2.0/24"], [], ["10.3.2.0/25"], "no matching subnet for range 10.3.2.0/25"),
            (["10.1.2.0/24"], [], ["10.3.2.0"], "invalid CIDR address: 10.3.2.0"),
            (
                ["10.1.2.5"], [], [],
                "Error response from daemon: Invalid subnet 10.1.2.5 : invalid CIDR address: 10.1.2.5"
            ),
            (
                ["10.1.2.0/24", "10.1.3.0/24"], [], [],
                "Error response from daemon: bridge driver doesn't support multiple subnets"
            ),
            (["fd00::/64"], [], [], "docker: fd00::/64: networks have no IPv6 here"),
        ] as [([String], [String], [String], String)])
    func planRefuses(_ subnets: [String], _ gateways: [String], _ ranges: [String], _ message: String) {
        #expect {
            try NetworkPlan(subnets: subnets, gateways: gateways, ranges: ranges)
        } throws: { error in
            (error as? CommandFailure)?.message == message
        }
    }

    @Test func untilTakesTheEarliest() throws {
        let filters = try Filters([("until", "1h"), ("until", "2h")], accepted: ["until"])
        let until = try UntilFilter(filters, now: testNow)
        #expect(until.limit == testNow - 7_200_000_000_000)
        #expect(until.accepts(testNow - 7_200_000_000_001))
        #expect(!until.accepts(testNow - 3_600_000_000_001))
        #expect(try UntilFilter(Filters(), now: testNow).accepts(.max))
    }
}

import Testing

@testable import DockerFlags

/// Command lines put together at random, the same ones at each run.
struct AnyWordsTests {
    /// A generator of Marsaglia's xorshift family.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let values = [
        "", "-", "--", "=", "a", "x=y", "0", "-1", "9223372036854775808", "1e99", "1.5", "0x", "1h", "1h1", ".", "..",
        "\"", "\"a", "a\"b",
        "a,b", ",", "=,=", "type=bind", "dst=/x", "nofile=1:2:3", "nofile=", "/dev/x:", "host:1.2.3.4", "[::1]", "é",
        "👩‍👩‍👧", "\u{301}",
        "a\u{0}b", "\n", "\t", "'", "%", "\\", "name=a,alias=b", "c 1:2 rwm", "net.x=1", "1/0", "1/2", "5m", "5q",
        "🇩🇪=🇫🇷",
    ]

    private func words(_ dice: inout Dice, _ commands: [DockerCommand], _ flags: [DockerFlag]) -> [String] {
        var words = Bool.random(using: &dice) ? commands.randomElement(using: &dice)?.path ?? [] : []
        for _ in 0..<Int.random(in: 0...6, using: &dice) {
            let value = Self.values.randomElement(using: &dice) ?? ""
            let flag = flags.randomElement(using: &dice)
            switch Int.random(in: 0...6, using: &dice) {
            case 0: words.append("--\(flag?.name ?? "x")")
            case 1: words.append("--\(flag?.name ?? "x")=\(value)")
            case 2: words.append("-\(flag?.shorthand ?? "x")\(value)")
            case 3: words.append("-\(flag?.shorthand ?? "x")")
            case 4: words.append("--\(value)")
            case 5: words.append("-\(value)")
            default: words.append(value)
            }
        }
        return words
    }

    @Test(arguments: 1...8)
    func areUnderstoodOrRefused(seed: UInt64) async {
        struct Names: CompletionSource {
            func names(of kind: DockerObjectKind) async -> [String] { [kind.rawValue, "", "-x", "a=b:c"] }
        }
        var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let commands = DockerCommandTree.all.commands
        let flags = commands.flatMap(\.flags)
        for _ in 0..<150 {
            let words = words(&dice, commands, flags)
            do throws(DockerUsageError) {
                switch try DockerCommandLine().parse(words) {
                case .run(let run):
                    #expect(run.command.isOpaque || run.command.rule.accepts(run.arguments.count))
                    #expect(run.command.isOpaque || run.flags.occurrences.allSatisfy { run.flags.isSet($0.name) })
                case .help(let help): #expect(!help.text(columns: Int.random(in: 0...200, using: &dice)).isEmpty)
                case .version, .complete: break
                }
            } catch {
                #expect([1, 125].contains(error.status), "\(words)")
                #expect(!error.text.isEmpty)
            }
            let answer = await DockerCompletionRequest(words: words).answer(source: Names(), environment: ["HOME"])
            #expect(answer.text.split(separator: "\n").last?.hasPrefix(":") == true, "\(words)")
        }
    }
}

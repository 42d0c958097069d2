import GoTemplate
import Testing

/// Any text is a template or an error with its place: cut and mixed templates end neither the program nor their time.
@Suite struct MutilationTests {
    /// Numbers that look random and are the same in every run.
    struct Sequence: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 31)
        }
    }

    @Test(arguments: 0..<8)
    func anyText(_ seed: Int) throws {
        var random = Sequence(state: UInt64(seed))
        let pieces = Recorded.all.map { Array($0.row.template.unicodeScalars) }.filter { !$0.isEmpty }
        for _ in 0..<120 {
            var text = try #require(pieces.randomElement(using: &random))
            let other = try #require(pieces.randomElement(using: &random))
            switch random.next() % 4 {
            case 0: text.remove(at: Int.random(in: text.indices, using: &random))
            case 1: text = Array(text.prefix(Int.random(in: 0...text.count, using: &random)))
            case 2:
                text.insert(contentsOf: other, at: Int.random(in: 0...text.count, using: &random))
            default:
                text = Array(text.prefix(text.count / 2)) + Array(other.suffix(other.count / 2))
            }
            let source = String(String.UnicodeScalarView(text))
            do throws(TemplateError) {
                let template = try Template(source)
                for data in [SampleData.basic, .row, .inspect, .raw, .nothing] {
                    _ = try? template.render(data.value, missingKey: data.missingKey)
                }
            } catch {
                #expect(error.description.hasPrefix("template: :"), "\(source)")
                #expect(error.stage == .parsing)
            }
        }
    }

    @Test func depthIsLimited() {
        let deep = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
        #expect(throws: TemplateError.self) { try Template("{{\(deep)}}") }
        let nested = String(repeating: "{{if 1}}", count: 5000) + String(repeating: "{{end}}", count: 5000)
        #expect(throws: TemplateError.self) { try Template(nested) }
        let chain = "{{if 0}}" + String(repeating: "{{else if 0}}", count: 5000) + "{{end}}"
        #expect(throws: TemplateError.self) { try Template(chain) }
        #expect(throws: TemplateError.self) {
            try Template("{{define `t`}}{{template `t`}}{{end}}{{template `t`}}").render(.null)
        }
    }

    /// What is allowed fits the small stacks of tasks.
    @Test func depthSuffices() throws {
        let count = Template.maximumDepth - 1
        let deep = String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
        #expect(try Template("{{\(deep)}}").render(.null) == "1")
        let nested = String(repeating: "{{if 1}}", count: count) + "x" + String(repeating: "{{end}}", count: count)
        #expect(try Template(nested).render(.null) == "x")
        let ranges = String(repeating: "{{range 1}}", count: count) + "x" + String(repeating: "{{end}}", count: count)
        #expect(try Template(ranges).render(.null) == "x")
    }
}

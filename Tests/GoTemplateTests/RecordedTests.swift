import GoTemplate
import Testing

@Suite struct RecordedTests {
    @Test(arguments: Recorded.all)
    func sameAsGo(_ recorded: Recorded) {
        var output: [UInt8] = []
        var failure: String?
        do throws(TemplateError) {
            let template = try Template(recorded.row.template)
            try template.render(
                recorded.data.value, into: &output, missingKey: recorded.data.missingKey,
                overriding: recorded.data.functions)
        } catch {
            failure = error.description
        }
        #expect(String(decoding: output, as: UTF8.self) == recorded.row.output)
        #expect(failure == recorded.row.failure)
    }
}

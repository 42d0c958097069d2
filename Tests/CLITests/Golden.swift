import Foundation
import Testing

/// Texts that are compared with files, so that what people read is reviewed as a diff.
///
/// `WORKSHOP_RECORD=1 swift test` writes the files anew.
enum Golden {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        // Escape sequences are written out, so that the files can be read.
        let shown = text.replacingOccurrences(of: "\u{1b}", with: "␛").replacingOccurrences(of: "\r", with: "␍")
        let file = folder.appendingPathComponent(name + ".txt")
        if ProcessInfo.processInfo.environment["WORKSHOP_RECORD"] == "1" {
            try shown.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(shown == expected, "\(name).txt differs", sourceLocation: sourceLocation)
    }
}

import Foundation
import Testing

@testable import Course

/// Whatever happens to a file, it is read or refused with places that are in it.
@Suite struct DamagedFileTests {
    /// The same sequence each time, so that a failure can be seen again.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            // SplitMix64.
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    @Test(arguments: ["go-counter", "go-http", "non-root", "ping-app", "volumes"])
    func damaged(_ id: String) throws {
        let folder = Fixture.checkout + "/Exercises/" + id
        let lines = try String(contentsOfFile: folder + "/exercise.yaml", encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var generator = Generator(state: UInt64(id.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }))
        var refused = 0
        for _ in 0..<150 {
            var damaged = lines
            for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.damage(&damaged, using: &generator) }
            do {
                _ = try ExerciseLoader.read(
                    damaged.joined(separator: "\n"), id: id, folder: folder, file: "exercise.yaml")
            } catch {
                refused += 1
                #expect(!error.errors.isEmpty)
                for error in error.errors {
                    #expect((error.line ?? 1) >= 1 && (error.line ?? 1) <= damaged.count + 1, "\(error)")
                    #expect((error.column ?? 1) >= 1, "\(error)")
                    // What marks a repeated key while it is read must never be seen.
                    let marks = error.description.unicodeScalars.filter { (0xE000...0xF8FF).contains($0.value) }
                    #expect(marks.allSatisfy { damaged.joined().unicodeScalars.contains($0) }, "\(error)")
                }
            }
        }
        #expect(refused > 0)
    }

    private static func damage(_ lines: inout [String], using generator: inout Generator) {
        let index = Int.random(in: 0..<lines.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: lines.remove(at: index)
        case 1: lines.insert(lines[index], at: index)
        case 2: lines[index] = String(lines[index].dropLast())
        case 3: lines[index] = " " + lines[index]
        case 4: lines[index] += ["{", "]", "\"", ": ", " &a", "é\u{E000}"].randomElement(using: &generator) ?? ""
        default:
            var letters = Array(lines[index])
            if letters.count > 1 { letters.swapAt(letters.count - 1, letters.count - 2) }
            lines[index] = String(letters)
        }
        if lines.isEmpty { lines = [""] }
    }
}

import Rendering
import Screen
import Testing

@testable import Reader

@Suite("Figures as images")
struct FigureTests {
    /// A PNG of that size whose chunks are in order; no one decodes its pixels.
    static func png(_ width: Int, _ height: Int) -> [UInt8] {
        func number(_ value: UInt32) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * $0)) }
        }
        func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
            let body = Array(type.utf8) + data
            var sum: UInt32 = 0xffff_ffff
            for byte in body {
                sum ^= UInt32(byte)
                for _ in 0..<8 { sum = sum & 1 == 1 ? 0xedb8_8320 ^ (sum >> 1) : sum >> 1 }
            }
            return number(UInt32(data.count)) + body + number(~sum)
        }
        return [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]
            + chunk("IHDR", number(UInt32(width)) + number(UInt32(height)) + [8, 2, 0, 0, 0])
            + chunk("IDAT", [UInt8](repeating: 7, count: 5000)) + chunk("IEND", [])
    }

    static let text =
        "# A\n\nBefore.\n\n```figure image=a.png\n┌─┐\n└─┘\n```\n\n" + String(repeating: "After.\n\n", count: 40)

    private func pager(_ images: TerminalCapabilities.Images?, _ image: Result<PNGImage, PNGImage.Fault>) -> Pager {
        Pager(
            Pages.page(Self.text, images: ["a.png": image]),
            size: ScreenSize(rows: 24, columns: 80, cell: .init(width: 10, height: 20)), images: images)
    }

    @Test("kitty gets the file once and shows the part that is visible")
    func kitty() throws {
        let reading = Reading(pager(.kitty, .success(try PNGImage(Self.png(400, 200)))))
        let image = try #require(reading.pager.frame().images.first)
        #expect(image.row == reading.pager.layout.document.figures[0].lines.lowerBound)
        #expect(image.text.contains("a=p,") && image.text.contains("c=40,r=10") && !image.text.contains("y="))
        #expect(
            image.upload.hasPrefix("\u{1b}_Ga=t,f=100,") && image.upload.contains("m=1")
                && image.upload.hasSuffix("\u{1b}\\"))
        #expect(!reading.text.contains("┌─┐"))
        reading.type("8j")
        let cut = try #require(reading.pager.frame().images.first)
        #expect(cut.row == 0 && cut.text.contains("w=400") && cut.upload == image.upload)
        reading.type("20j")
        #expect(reading.pager.frame().images.isEmpty)
    }

    @Test("iTerm2 shows whole images; of others the drawing is shown")
    func iTerm() throws {
        let reading = Reading(pager(.iTerm, .success(try PNGImage(Self.png(400, 200)))))
        let image = try #require(reading.pager.frame().images.first)
        #expect(image.text.hasPrefix("\u{1b}]1337;File=inline=1;") && image.text.contains("width=40;height=10"))
        let line = reading.pager.layout.document.figures[0].lines.lowerBound
        reading.type("\(line + 1)j")
        #expect(reading.pager.frame().images.isEmpty)
        #expect(reading.text.contains("└─┘"))
    }

    @Test(
        "elsewhere, and for damaged files, the drawing is shown", arguments: [TerminalCapabilities.Images.sixel, nil])
    func drawing(images: TerminalCapabilities.Images?) throws {
        let reading = Reading(pager(images, .success(try PNGImage(Self.png(400, 200)))))
        #expect(reading.text.contains("┌─┐") && reading.pager.frame().images.isEmpty)
        let damaged = Reading(pager(.kitty, .failure(.corrupt)))
        #expect(damaged.text.contains("┌─┐"))
        #expect(damaged.status.contains("it is damaged"))
    }

    @Test("the terminal may say late that it shows images")
    func late() throws {
        let reading = Reading(pager(nil, .success(try PNGImage(Self.png(400, 200)))))
        reading.pager.setImages(.kitty)
        #expect(!reading.text.contains("┌─┐") && reading.pager.frame().images.count == 1)
    }

    @Test("large images are made to fit, tiny results are not shown")
    func sizes() throws {
        let planner = FigurePlanner(.kitty, ScreenSize(rows: 24, columns: 80, cell: .init(width: 10, height: 20)))
        let wide = try PNGImage(Self.png(1600, 400))
        #expect(planner.extent(wide, columns: 80)?.columns == 80)
        #expect(planner.extent(wide, columns: 80)?.rows == 10)
        let high = try PNGImage(Self.png(400, 800))
        #expect(planner.extent(high, columns: 80)?.rows == 21)
        #expect(planner.extent(try PNGImage(Self.png(5000, 8)), columns: 80) == nil)
        #expect(planner.extent(wide, columns: 0) == nil)
    }

    @Test("only whole PNGs are sent to a terminal")
    func faults() throws {
        let good = Self.png(10, 10)
        #expect(throws: PNGImage.Fault.notPNG) { try PNGImage(Array("GIF89a".utf8)) }
        #expect(throws: PNGImage.Fault.notPNG) { try PNGImage([]) }
        for count in [8, 20, 33, 40, good.count - 1] {
            #expect(throws: PNGImage.Fault.corrupt) { try PNGImage(Array(good[..<count])) }
        }
        for index in stride(from: 8, to: good.count, by: 97) {
            var bad = good
            bad[index] ^= 0x10
            #expect(throws: PNGImage.Fault.corrupt) { try PNGImage(bad) }
        }
        #expect(throws: PNGImage.Fault.tooManyPixels(width: 100_000, height: 100_000)) {
            try PNGImage(Self.png(100_000, 100_000))
        }
        #expect(throws: PNGImage.Fault.self) {
            try PNGImage([UInt8](repeating: 0x89, count: PNGImage.maximumBytes + 1))
        }
        // What stands behind the end goes nowhere.
        #expect(try PNGImage(good + Array("\u{1b}[2J".utf8)).bytes == good)
    }
}

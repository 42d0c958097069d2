import Testing

@testable import Build

struct BuildMemoryTests {
    private static let memory: BuildMemory = {
        var memory = BuildMemory()
        memory.stages["0"] = []
        memory.stages["final, \u{e9}"] = [
            .init(effective: "FROM scratch", text: "FROM scratch"),
            .init(
                effective: "RUN make", text: "RUN  make", key: "k", parent: "p", variables: ["A": "1", "B": ""],
                inputs: ["network": String(repeating: "x", count: 300)]),
        ]
        return memory
    }()

    @Test func `what is kept comes back`() {
        #expect(BuildMemory(bytes: Self.memory.bytes) == Self.memory)
        #expect(BuildMemory(bytes: BuildMemory().bytes) == BuildMemory())
    }

    @Test func `other bytes are no memory`() {
        let bytes = Self.memory.bytes
        for count in bytes.indices { #expect(BuildMemory(bytes: Array(bytes[..<count])) == nil) }
        #expect(BuildMemory(bytes: bytes + [0]) == nil)
        #expect(BuildMemory(bytes: Array("{\"stages\":{}}".utf8)) == nil)
        #expect(BuildMemory(bytes: [1] + [UInt8](repeating: 0xFF, count: 40)) == nil)
        var damaged = bytes
        for index in damaged.indices {
            damaged[index] ^= 0x80
            _ = BuildMemory(bytes: damaged)
            damaged[index] ^= 0x80
        }
    }

    @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, Int.max, -1, Int.min])
    func `numbers of any size`(number: Int) {
        var packer = TextPacker()
        packer.add(number)
        var unpacker = TextUnpacker(packer.bytes)
        #expect(unpacker.number() == number)
        #expect(unpacker.isAtEnd)
    }
}

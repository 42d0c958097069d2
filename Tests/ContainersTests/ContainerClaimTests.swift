import EngineInterface
import Glibc
import Linux
import Testing

@testable import Containers

/// The states of many containers, read at once.
@Suite("What many containers claim") struct ContainerClaimTests {
    @Test("is what each of them says, and unknown where one is damaged")
    func together() async throws {
        try await SupervisorFixture.with { fixture in
            let folders = try (0..<3).map { number in
                let folder = try fixture.container(["true"]).folder
                var status = ContainerStatus(.exited)
                status.exitCode = Int32(number)
                let lock = try #require(try folder.tryLock())
                try folder.write(status)
                withExtendedLifetime(lock) {}
                return folder
            }
            #expect(ContainerFolder.claims(of: folders).map { $0?.exitCode } == [0, 1, 2])
            #expect(ContainerFolder.claims(of: []).isEmpty)
            unlink(folders[1].path + "/state.json")
            #expect(ContainerFolder.claims(of: folders).map { $0?.exitCode } == [0, nil, 2])
            try SmallFile.write("{", to: folders[0].path + "/state.json")
            #expect(ContainerFolder.claims(of: folders) == [nil, nil, nil])
            // Whoever then asks each by itself loses only the damaged one.
            #expect(try folders.map { try $0.read().phase } == [.dead, .dead, .exited])
        }
    }
}

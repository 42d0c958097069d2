import EngineInterface
import OCI
import Testing

@testable import Containers

/// What a container runs, of what was asked for and what its image says.
@Suite struct ConfigurationMergeTests {
    private struct Case: CustomTestStringConvertible {
        var imageEntrypoint: [String]?
        var imageCommand: [String]?
        var entrypoint: [String]?
        var command: [String]?
        /// `nil` when there is nothing to run.
        var runs: [String]?
        var testDescription: String {
            "\(imageEntrypoint ?? []) \(imageCommand ?? []) + \(entrypoint.map { "\($0)" } ?? "-") \(command ?? [])"
        }
    }

    /// As Docker's daemon decides it.
    @Test(arguments: [
        Case(imageCommand: ["a"], runs: ["a"]),
        Case(imageCommand: ["a"], command: ["b"], runs: ["b"]),
        Case(imageEntrypoint: ["e"], runs: ["e"]),
        Case(imageEntrypoint: ["e"], imageCommand: ["a"], runs: ["e", "a"]),
        Case(imageEntrypoint: ["e"], imageCommand: ["a"], command: ["b"], runs: ["e", "b"]),
        // Another entry point makes the image's command meaningless.
        Case(imageEntrypoint: ["e"], imageCommand: ["a"], entrypoint: ["f"], runs: ["f"]),
        Case(imageEntrypoint: ["e"], imageCommand: ["a"], entrypoint: ["f"], command: ["b"], runs: ["f", "b"]),
        Case(imageEntrypoint: ["e"], imageCommand: ["a"], entrypoint: [], command: ["b"], runs: ["b"]),
        Case(imageEntrypoint: ["e"], imageCommand: ["a"], entrypoint: [""], command: ["b"], runs: ["b"]),
        Case(imageEntrypoint: ["e"], imageCommand: ["a"], entrypoint: [""], runs: nil),
        Case(imageCommand: ["a"], entrypoint: [""], runs: nil),
        Case(runs: nil),
        Case(command: ["b"], runs: ["b"]),
        Case(imageEntrypoint: ["e"], imageCommand: ["a"], command: [], runs: ["e", "a"]),
    ])
    private func commandAndEntryPoint(_ example: Case) throws {
        var image = ImageConfig()
        image.entrypoint = example.imageEntrypoint
        image.cmd = example.imageCommand
        var request = ContainerConfiguration(image: "x")
        request.entrypoint = example.entrypoint
        request.command = example.command
        guard let expected = example.runs else {
            let error = #expect(throws: EngineError.self) { _ = try request.merged(with: image) }
            #expect(error?.kind == .noCommand && error?.message == "no command specified")
            return
        }
        let merged = try request.merged(with: image)
        #expect((merged.entrypoint ?? []) + (merged.command ?? []) == expected)
    }

    @Test func everythingElseIsTheRequestsOrTheImages() throws {
        var image = ImageConfig()
        image.cmd = ["a"]
        image.env = ["PATH=/bin", "A=1", "B=2"]
        image.labels = ["x": "1", "y": "2"]
        image.exposedPorts = ["80/tcp"]
        image.volumes = ["/data"]
        image.user = "app"
        image.workingDir = "/srv"
        image.stopSignal = "SIGINT"
        image.onBuild = ["RUN true"]
        var check = ImageConfig.Healthcheck(test: ["CMD", "ok"])
        check.interval = 7
        check.retries = 4
        image.healthcheck = check
        var request = ContainerConfiguration(image: "x")
        request.environment = ["B=9", "C"]
        request.labels = ["y": "3"]
        request.exposedPorts = ["53/udp"]
        request.volumes = ["/cache"]
        var own = ImageConfig.Healthcheck(test: [])
        own.retries = 1
        request.healthcheck = own
        let merged = try request.merged(with: image)
        #expect(merged.environment == ["B=9", "C", "PATH=/bin", "A=1"])
        #expect(merged.labels == ["x": "1", "y": "3"])
        #expect(merged.exposedPorts == ["53/udp", "80/tcp"] && merged.volumes == ["/cache", "/data"])
        #expect(merged.user == "app" && merged.workingDirectory == "/srv" && merged.stopSignal == "SIGINT")
        #expect(merged.healthcheck?.test == ["CMD", "ok"])
        #expect(merged.healthcheck?.retries == 1 && merged.healthcheck?.interval == 7)
        #expect(merged.onBuild.isEmpty)
        request.user = "0"
        request.workingDirectory = "/"
        request.stopSignal = "9"
        request.healthcheck = .init(test: ["NONE"])
        let other = try request.merged(with: image)
        #expect(other.user == "0" && other.workingDirectory == "/" && other.stopSignal == "9")
        #expect(other.healthcheck?.test == ["NONE"])
    }
}

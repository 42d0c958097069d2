import EngineInterface
import Glibc
import Linux
import Testing

@Suite(.needsNamespaces) struct VolumeTests {
    @Test func anonymousVolumesStartWithTheImagesFiles() async throws {
        try await ContainerFixture.with {
            $0.volumes = ["/data"]
        } test: { fixture in
            let first = try await fixture.container([
                "sh", "-c", "cat /data/seed; stat -c '%u %g %a' /data; echo x > /data/new",
            ])
            try await first.start()
            _ = try await first.wait()
            #expect(fixture.text(try await first.logs().standardOutput) == "seed\n1000 50 770\n")
            let second = try await fixture.container(["ls", "/data"], name: "second")
            try await second.start()
            _ = try await second.wait()
            #expect(fixture.text(try await second.logs().standardOutput) == "seed\n")
            let one = try #require(try await first.mountedVolumes()["/data"])
            let two = try #require(try await second.mountedVolumes()["/data"])
            #expect(one.isAnonymous && two.isAnonymous && one != two)
            #expect(one.name.count == 64)
            try await first.remove(volumes: true)
            #expect(try await fixture.session.volumes().map(\.name) == [two.name])
            try await second.remove(volumes: false)
            #expect(try await fixture.session.volumes().map(\.name) == [two.name])
        }
    }

    @Test func namedVolumesOutliveContainers() async throws {
        try await ContainerFixture.with { fixture in
            let mount = ContainerMount(source: .volume("notes"), target: "/notes")
            _ = try await fixture.run(["sh", "-c", "echo kept > /notes/a"]) { $0.mounts = [mount] }
            let read = try await fixture.run(["cat", "/notes/a"]) { $0.mounts = [mount] }
            #expect(read.output == "kept\n")
            let locked = ContainerMount(source: .volume("notes"), target: "/notes", isReadOnly: true)
            let write = try await fixture.run(["touch", "/notes/b"]) { $0.mounts = [locked] }
            #expect(write.exit.status != 0)
            #expect(write.error.contains("Read-only"))
            let user = try await fixture.container(["true"]) { $0.mounts = [mount] }
            await #expect { try await fixture.session.removeVolume("notes") } throws: {
                ($0 as? EngineError)?.kind == .inUse
            }
            try await user.remove(volumes: true)
            try await fixture.session.removeVolume("notes")
            #expect(try await fixture.session.volumes() == [])
        }
    }

    @Test func bindMountsAndTmpfs() async throws {
        try await ContainerFixture.with { fixture in
            let folder = fixture.root + "/shared"
            mkdir(folder, 0o755)
            try SmallFile.write("from outside\n", to: folder + "/file")
            let result = try await fixture.run([
                "sh", "-c", "cat /in/file; echo inside > /in/made; mount | grep -c /scratch",
            ]) {
                $0.mounts = [
                    .init(source: .bind(folder), target: "/in"), .init(source: .tmpfs, target: "/scratch"),
                ]
            }
            #expect(result.output == "from outside\n1\n")
            #expect(SmallFile.text(folder + "/made") == "inside\n")
            await #expect {
                _ = try await fixture.run { $0.mounts = [.init(source: .bind("/nosuch"), target: "/in")] }
            } throws: {
                ($0 as? EngineError)?.kind == .mount
            }
        }
    }

    @Test func aReadOnlyRootLeavesOnlyMountsToWriteTo() async throws {
        try await ContainerFixture.with { fixture in
            let script = "touch /data/x && echo data; touch /scratch/x && echo scratch; touch /new /etc/new || echo no"
            let result = try await fixture.run(["sh", "-c", script]) {
                $0.isRootReadOnly = true
                $0.mounts = [
                    .init(source: .anonymousVolume, target: "/data"), .init(source: .tmpfs, target: "/scratch"),
                ]
            }
            #expect(result.output == "data\nscratch\nno\n")
            #expect(result.error.contains("Read-only file system"))
        }
    }
}

import EngineInterface
import Foundation
import Images
import Linux
import Testing

@testable import Build

/// What the cache gives is what building anew gives, and what makes no difference runs nothing again.
@Suite(.enabled(if: Workbench.canMount)) struct StaleHitTests {
    private static func variable(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    /// `WORKSHOP_EDITS` says how many edits, `WORKSHOP_SEED` which.
    @Test func everyEditBuildsWhatBuildingAnewBuilds() async throws {
        let bench = try Workbench()
        let seed = Self.variable("WORKSHOP_SEED") ?? UInt64.random(in: 0...UInt64(UInt32.max))
        let edits = Int(Self.variable("WORKSHOP_EDITS") ?? 150)
        print("\(edits) edits with WORKSHOP_SEED=\(seed)")
        let outcome = try await EditRun(folder: bench.folder).run(edits, seed: seed)
        print("\(outcome.hits) of \(outcome.steps) steps came from the cache")
        #expect(outcome.faults == [])
        // A cache that never hits would agree with everything.
        #expect(outcome.hits > outcome.steps / 20)
    }

    @Test func timesAloneRunNothing() async throws {
        let bench = try Workbench()
        for name in ["a", "d/b", "d/e/c"] { try bench.write(name, to: name) }
        let text = "FROM scratch\nCOPY . /x\nCOPY d/b d/e /y/\nADD d?e /z/\nCOPY --from=0 /x /again\n"
        let dockerfile = text.replacingOccurrences(of: "COPY --from=0 /x /again\n", with: "")
        try await bench.build(dockerfile)
        for path in ["a", "d", "d/b", "d/e", "d/e/c", "Dockerfile"] {
            let time = timespec(tv_sec: 1_000_000, tv_nsec: 1)
            #expect(utimensat(AT_FDCWD, "\(bench.context)/\(path)", [time, time], 0) == 0)
        }
        #expect(try await bench.build().isAllCached)
        // A copy has other inodes and times, and the same contents.
        let copy = bench.folder + "/copy"
        mkdir(copy, 0o755)
        try TreeCopier().copyContents(of: bench.context, into: copy)
        #expect(try await bench.build(change: { $0.context = copy }).isAllCached)
    }

    @Test func modesAndOwnersThatAFlagReplacesRunNothing() async throws {
        let bench = try Workbench()
        for name in ["a", "d/b", "d/e/c"] { try bench.write(name, to: name) }
        try await bench.build("FROM scratch\nCOPY --chmod=640 --chown=5:6 a d /x/\n")
        for path in ["a", "d", "d/b", "d/e", "d/e/c"] {
            chown("\(bench.context)/\(path)", 12, 13)
            chmod("\(bench.context)/\(path)", 0o711)
        }
        #expect(try await bench.build().isAllCached)
        // Relative modes show what was there before.
        try await bench.build("FROM scratch\nCOPY --chmod=g+w a d /x/\n")
        chmod(bench.context + "/d/b", 0o600)
        #expect(try await !bench.build().isAllCached)
    }

    /// Somebody writes to a file all the time, without a trace in its size and time of change of contents. A build
    /// may fail, but what it keeps under a digest has that digest.
    @Test func aFileThatChangesWhileItIsReadPoisonsNothing() async throws {
        let bench = try Workbench()
        let texts = ["left", "rite"].map { String(repeating: $0, count: 40_000) }
        try bench.write(texts[0], to: "f")
        let path = bench.context + "/f"
        let dockerfile = "FROM scratch\nCOPY . /x/\n"
        try await bench.build(dockerfile)
        let stop = Locked(false)
        let writer = Task.detached {
            let file = try Descriptor.open(path, O_WRONLY)
            defer { withExtendedLifetime(file) {} }
            var number = 0
            while !stop.withLock({ $0 }) {
                number += 1
                lseek(file.number, 0, SEEK_SET)
                try Descriptor.write(Array(texts[number % 2].utf8), to: file.number)
                let time = timespec(tv_sec: 1_000_000, tv_nsec: 0)
                futimens(file.number, [time, time])
                await Task.yield()
            }
        }
        for _ in 0..<40 {
            do {
                try await bench.build()
            } catch let failure as BuildFailure {
                #expect(failure.message.contains("changed"))
            }
        }
        stop.withLock { $0 = true }
        try await writer.value
        for text in texts {
            try bench.write(text, to: "f")
            let result = try await bench.build()
            #expect(try await bench.text("/x/f", in: result) == text)
        }
    }
}

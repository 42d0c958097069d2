import Course
import Dockerfile
import EngineInterface

extension ActionRunner {
    func run(_ action: BuildAction) async throws {
        let file = FilePaths.normal(action.context + "/" + action.dockerfile)
        var root = context.directory
        if !action.change.isEmpty {
            root = context.folder.newPath()
            do {
                try await FileTree.copy(context.directory, to: root)
            } catch let error as FileTree.CopyError {
                throw CheckFault(error.description)
            }
            for path in action.change {
                try FileChange.apply(
                    to: FilePaths.normal(action.context + "/" + path), in: root,
                    token: String(UInt64.random(in: 0 ... .max), radix: 36))
            }
        }
        guard let folder = FilePaths.realPath(action.context, below: root) else {
            throw Failure(
                "The folder \(action.context) is not in your folder, or a symbolic link leads out of it.",
                expected: "a folder \(action.context)", seen: "nothing")
        }
        let stage = action.target.flatMap { Int($0) }
        var request = BuildRequest(
            context: folder, dockerfile: action.dockerfile, target: stage == nil ? action.target : nil,
            buildArguments: action.arguments, alsoBuildAllStages: action.allStages,
            tags: context.options.keep ? ["workshop/\(context.exercise.id):\(action.name)"] : [])
        request.targetIndex = stage
        request.isUnlisted = request.tags.isEmpty
        for name in action.freshArguments {
            request.buildArguments[name] = String(UInt64.random(in: 0 ... .max), radix: 36)
        }
        request.secrets = action.secrets.sorted { $0.key < $1.key }.map { id, text in
            BuildSecret(id: id, source: .value(Array(text.utf8)))
        }
        let result: BuildResult
        do {
            result = try await session.build(request, events: report(of: file))
            clock.resume()
        } catch let failure as BuildFailure {
            clock.resume()
            try judge(failure, action, file: file)
            return
        }
        if action.mustFail {
            throw Failure(
                "The build should fail, but it ends well.", expected: "a build that fails", seen: "an image")
        }
        let image = BuiltImage(result: result, file: file)
        scope.add(image, as: action.name)
        if let stages = action.stages {
            let count = try parse(file, in: root).stages.count
            try Comparison.require(
                stages, of: Double(count),
                "\(file) has \(count == 1 ? "one stage" : "\(count) stages"), which is one for each FROM.")
        }
        try BuildReuse(image: image).require(action)
    }

    /// Passes a build's events on. Waiting for base images is not the learner's time.
    ///
    /// - Parameter file: the Dockerfile relative to the learner's folder.
    private func report(of file: String) -> BuildEventHandler {
        let clock = clock
        let events = context.events
        let name = check.id
        return { event in
            if case .preparing = event { clock.pause() } else { clock.resume() }
            guard case .warning(var warning) = event else { return events(.build(check: name, event)) }
            warning.file = file
            events(.build(check: name, .warning(warning)))
        }
    }

    private func judge(_ failure: BuildFailure, _ action: BuildAction, file: String) throws {
        let explained = BuildExplanation.failure(failure, file: file)
        guard action.mustFail else { throw explained }
        guard let error = action.error else { return }
        let text = ([failure.message] + failure.outputTail).joined(separator: "\n")
        guard let mismatch = error.mismatch(with: text) else { return }
        throw Failure(
            "The build fails as it should, but for another reason.", expected: mismatch.expected,
            seen: Comparison.short(mismatch.seen), evidence: explained.evidence, location: explained.location)
    }

    /// Reads a Dockerfile of the learner's. `file` is relative to `root`.
    func parse(_ file: String, in root: String) throws -> Dockerfile {
        guard let bytes = FilePaths.read(file, below: root, limit: 1 << 22) else {
            throw Failure(
                "There is no file \(file) in your folder, or it cannot be read.", expected: "a file \(file)",
                seen: "none")
        }
        do {
            return try Dockerfile.parse(bytes, file: file)
        } catch {
            let excerpt = Dockerfile.excerpt(of: bytes, around: error.line, context: 0)
            throw Failure(
                error.message,
                location: SourceLine(file: file, line: error.line, text: excerpt.first?.text ?? ""), hint: error.help)
        }
    }
}

/// Which steps of a build came from the cache.
struct BuildReuse: Sendable {
    let image: BuiltImage

    func require(_ action: BuildAction) throws {
        for selector in action.reuses {
            for step in try steps(selector, changed: action.change) where !step.isCached {
                throw Failure(
                    "The step on line \(step.line) ran again"
                        + (action.change.isEmpty ? "." : " after a change in \(Wording.list(action.change))."),
                    expected: "a result from the cache", seen: step.reason ?? "the step ran again",
                    evidence: [table], location: image.line(of: step))
            }
        }
        for selector in action.reruns {
            let found = try steps(selector, changed: action.change)
            guard !found.isEmpty else {
                throw Failure(
                    "The Dockerfile has no step that should run again.", expected: describe(selector), seen: "none",
                    evidence: [table])
            }
            for step in found where step.isCached {
                throw Failure(
                    "The step on line \(step.line) came from the cache, but should run again.",
                    expected: "a step that runs", seen: "a result from the cache", evidence: [table],
                    location: image.line(of: step))
            }
        }
    }

    private func describe(_ selector: StepSelector) -> String {
        switch selector {
        case .matches(let pattern): "a step that matches \(pattern.source)"
        case .before(let file): "steps before the one that copies \(file)"
        }
    }

    private func steps(_ selector: StepSelector, changed: [String]) throws -> [BuildStep] {
        let all = image.result.steps
        switch selector {
        case .matches(let pattern):
            return all.filter { pattern.occurs(in: $0.text) }
        case .before(let file):
            let wanted = FilePaths.normal(file)
            let copies = all.indices.filter { all[$0].instruction == "COPY" || all[$0].instruction == "ADD" }
            func sources(_ index: Int) -> [String] { all[index].contextSources.map { FilePaths.normal($0) } }
            if let index = copies.first(where: { sources($0) == [wanted] }) {
                return all[..<index].filter { $0.stage == all[index].stage }
            }
            let holders = copies.filter { index in
                sources(index).contains { $0 == wanted || $0.isEmpty || wanted.hasPrefix($0 + "/") }
            }
            guard let holder = holders.first else {
                throw Failure(
                    "No step copies \(file) into the image.", expected: "a COPY of \(file) alone", seen: "none",
                    evidence: [table])
            }
            throw Failure(
                "\(file) is copied together with other files, so a change in any of them runs this step and all "
                    + "that follow again.",
                expected: "a COPY of \(file) alone", seen: all[holder].text, evidence: [table],
                location: image.line(of: all[holder]))
        }
    }

    /// All steps with what became of them.
    private var table: Evidence {
        let lines = image.result.steps.map { step in
            "\(step.isCached ? "cached" : "ran   ")  line \(step.line): \(step.text.prefix(120))"
        }
        return Evidence(label: "the build's steps", text: lines.joined(separator: "\n"))
    }
}

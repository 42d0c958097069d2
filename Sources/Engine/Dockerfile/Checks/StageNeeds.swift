/// Which stages a build needs for the one that it is asked for.
struct StageNeeds: Sendable {
    /// By their numbers.
    private(set) var stages: Set<Int> = []
    /// The stage that is asked for.
    let target: Int

    init(_ dockerfile: Dockerfile, bases: [StageBases.Base], target: String?) {
        self.target = target.flatMap { dockerfile.stage($0)?.index } ?? dockerfile.stages.indices.last ?? 0
        var open = [self.target]
        while let index = open.popLast() {
            guard dockerfile.stages.indices.contains(index), stages.insert(index).inserted else { continue }
            if case .stage(let base) = bases[index] { open.append(base) }
            for name in dockerfile.stages[index].instructions.flatMap(Self.sources) {
                if let source = dockerfile.stage(name, before: index) { open.append(source.index) }
            }
        }
    }

    /// The names of the stages or images that an instruction reads from.
    private static func sources(_ instruction: Instruction) -> [String] {
        switch instruction.operation {
        case .copy(let copy): return copy.from.map { [$0.text] } ?? []
        case .run(let run):
            return run.mounts.flatMap { mount in
                mount.text.split(separator: ",").filter { $0.hasPrefix("from=") }.map { String($0.dropFirst(5)) }
            }
        default: return []
        }
    }
}

extension BuildChecks {
    /// The stages that a build of ``CheckFacts/target`` needs, for ``CheckFacts/stages``.
    ///
    /// A build looks at these only; `--check` without a target looks at all of them.
    public static func neededStages(of dockerfile: Dockerfile, facts: CheckFacts = CheckFacts()) -> Set<Int> {
        let bases = StageBases(dockerfile, GlobalScope(dockerfile, facts: facts)).bases
        return StageNeeds(dockerfile, bases: bases, target: facts.target).stages
    }
}

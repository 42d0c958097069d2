import EngineInterface
import Images

extension BuildPlan {
    /// The image that a stage is built on, through the stages between them; `nil` when it begins with other files.
    func baseImage(of stage: Int) -> ImageRecord? {
        var index = stage
        while let planned = stages[index] {
            switch planned.base {
            case .image(let record, _): return record
            case .stage(let below) where below < index: index = below
            default: return nil
            }
        }
        return nil
    }

    /// The stages whose files become part of an image: the target and those that it is built on, or all of them.
    func imageStages(_ request: BuildRequest) -> Set<Int> {
        if request.alsoBuildAllStages { return Set(stages.keys) }
        var result: Set = [target]
        var index = target
        while case .stage(let below)? = stages[index]?.base, result.insert(below).inserted { index = below }
        return result
    }
}

extension BuildRequest {
    /// How late times in the result may be. Unlike with BuildKit's default, files in new layers count, too: otherwise
    /// the same build would yield another image the next day.
    var timeLimit: TimeLimit? { sourceDateEpoch.map { TimeLimit(seconds: $0, includesFiles: true) } }
}

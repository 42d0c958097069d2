import Course
import Learning
import Progress

/// Gives hints and counts them.
struct HintCounter {
    let learner: Learner

    init(_ learner: Learner) { self.learner = learner }

    /// The next hint, counted as shown. When it cannot be counted it is shown all the same.
    func next(_ exercise: Exercise) -> HintAnswer {
        do {
            return try learner.change { progress in
                let shown = progress[exercise: exercise.id].hintsShown
                let answer = HintAnswer(exercise.hints, shown: shown)
                progress[exercise: exercise.id].hintsShown = answer.shown(before: shown)
                return answer
            }
        } catch {
            learner.say("\(error)")
            let shown = (try? learner.store.read())?.value[exercise: exercise.id].hintsShown ?? 0
            return HintAnswer(exercise.hints, shown: shown)
        }
    }
}

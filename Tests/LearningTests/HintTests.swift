import Learning
import Testing

@Suite struct HintTests {
    @Test(arguments: [
        ([], 0, HintAnswer.none, 0), (["a", "b"], 0, .next(number: 1, text: "a", left: 1), 1),
        (["a", "b"], 1, .next(number: 2, text: "b", left: 0), 2), (["a", "b"], 2, .all(["a", "b"]), 2),
        // The course has fewer hints than before, or the count is nonsense.
        (["a"], 5, .all(["a"]), 5), (["a"], -1, .all(["a"]), -1),
    ])
    func oneMoreEachTime(_ hints: [String], _ shown: Int, _ answer: HintAnswer, _ after: Int) {
        #expect(HintAnswer(hints, shown: shown) == answer)
        #expect(HintAnswer(hints, shown: shown).shown(before: shown) == after)
    }

    @Test(arguments: [
        (0, "Hint 1: a\n2 more are left."), (1, "Hint 2: b\n1 more is left."),
        (2, "Hint 3: c\nThat was the last one. The whole answer: workshop solution."),
        (3, "You have seen all of them:\n  1. a\n  2. b\n  3. c\nThe whole answer: workshop solution."),
    ])
    func itSaysHowManyAreLeft(_ shown: Int, _ text: String) {
        #expect(HintAnswer(["a", "b", "c"], shown: shown).text == text)
    }
}

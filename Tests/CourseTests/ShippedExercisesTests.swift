import Testing

@testable import Course

@Suite struct ShippedExercises {
    @Test func load() throws {
        let course = try CourseFolder.find(explicit: Fixture.checkout, environment: [:])
        let exercises = try course.allExercises()
        #expect(exercises.map(\.id).contains("go-counter"))
        for (id, result) in exercises {
            switch result {
            case .success(let exercise): #expect(!exercise.checks.isEmpty && exercise.points > 0, "\(id)")
            case .failure(let errors): Issue.record("\(errors)")
            }
        }
    }
}

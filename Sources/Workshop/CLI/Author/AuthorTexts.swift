import ArgumentParser
import Chapters
import Course

/// What an author names: exercises and chapters.
struct AuthorTexts {
    var exercises: [String] = []
    var chapters: [String] = []

    /// Finds what identifiers mean; without any, everything in the course.
    ///
    /// - Throws: ``UsageError`` for one that is neither an exercise nor a chapter.
    static func find(_ ids: [String], in course: CourseFolder) throws -> AuthorTexts {
        let exercises = try course.exerciseNames()
        let texts = try course.textNames()
        if ids.isEmpty { return AuthorTexts(exercises: exercises, chapters: texts) }
        var found = AuthorTexts()
        for id in ids {
            // A path is what completion by the shell gives.
            let name = id.split(separator: "/").last.map(String.init) ?? id
            let short = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
            if exercises.contains(short) {
                found.exercises.append(short)
            } else if let chapter = try? course.chapter(short) {
                found.chapters.append(chapter.id)
            } else {
                throw UsageError(
                    "There is neither an exercise nor a chapter `\(short)` in \(course.path). "
                        + "See what there is with: workshop list")
            }
        }
        return found
    }
}

/// Completes identifiers of exercises and chapters.
let textCompletion = CompletionKind.custom { _, _, _ in
    guard let course = try? CourseOptions.find() else { return [] }
    return ((try? course.exerciseNames()) ?? []) + ((try? course.textNames()) ?? [])
}

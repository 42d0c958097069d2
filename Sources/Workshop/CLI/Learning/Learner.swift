import Course
import Glibc
import Learning
import Linux
import Presentation
import Progress

/// The learner who called this program, and the course that is meant.
struct Learner: Sendable {
    let course: CourseFolder
    let store: ProgressStore
    /// Tells the learner what went wrong beside the command's own work. A screen has a place of its own for that.
    var say: @Sendable (String) -> Void = { Terminal.error("workshop: \($0)") }

    init(_ options: CourseOptions) throws { self.init(try options.find()) }

    init(_ course: CourseFolder) {
        self.course = course
        let folder = ProgressLocation.folder(
            isRoot: geteuid() == 0 && !ProcessNamespaces.isRootless, currentFolder: Paths.current(),
            environment: { name in getenv(name).map { String(cString: $0) } })
        store = ProgressStore(folder: folder, course: CourseIdentity(course))
    }

    /// The course in order, and what is wrong with parts of it, as lines. What is broken does not hide the rest.
    func outline() throws -> (outline: CourseOutline, problems: [String]) {
        let cache = OutlineCache(
            path: "\(store.folder)/\(store.course.id).outline.json", program: Workshop.versionNumber)
        if let outline = cache.read(course) { return (outline, []) }
        let stamp = cache.stamp(course)
        var problems: [String] = []
        var exercises: [Exercise] = []
        for entry in try course.allExercises() {
            switch entry.exercise {
            case .success(let exercise): exercises.append(exercise)
            case .failure(let errors): problems.append("\(errors)")
            }
        }
        var chapters: [Chapter] = []
        for entry in try course.chapters() {
            switch entry.chapter {
            case .success(let chapter): chapters.append(chapter)
            case .failure(let errors): problems.append("\(errors)")
            }
        }
        let outline = CourseOutline(chapters: chapters, exercises: exercises)
        if problems.isEmpty {
            try? Paths.makeFolders(store.folder)
            cache.write(outline, stamp: stamp)
        }
        return (outline, problems)
    }

    /// How far the learner is. Progress that cannot be read counts as none, and is said.
    func overview(_ outline: CourseOutline) -> CourseOverview { CourseOverview(outline, progress()) }

    /// The same for a course with problems, of which nothing is said.
    func overview() throws -> CourseOverview { overview(try outline().outline) }

    /// What the learner has done. Progress that cannot be read counts as none, and is said.
    func progress() -> LearnerProgress {
        do {
            let loaded = try store.read()
            if let notice = loaded.notice { say(notice) }
            return loaded.value
        } catch {
            say("\(error)")
            return LearnerProgress()
        }
    }

    /// Writes something down where the command's own work does not depend on it: failing is said, and no more.
    func note(_ body: (inout LearnerProgress) -> Void) {
        do {
            if let notice = try store.update(body).notice { say(notice) }
        } catch {
            say("\(error)")
        }
    }

    /// Writes something down that the command is about.
    func change<Value: Sendable>(_ body: (inout LearnerProgress) -> Value) throws -> Value {
        let loaded = try store.update(body)
        if let notice = loaded.notice { say(notice) }
        return loaded.value
    }

    /// Whether a folder lies in the course itself: its solutions are no work of the learner's.
    func isOfCourse(_ folder: String) -> Bool {
        let real = Paths.real(folder)
        return real == Paths.real(course.exercises) || real.hasPrefix(Paths.real(course.exercises) + "/")
    }

    /// The course's title, for bars.
    var title: String { (try? course.description())?.title ?? "Workshop" }
}

import Course
import Glibc
import Markdown

/// Looks where the links of a text lead.
struct LinkCheck {
    let text: CourseText
    let course: CourseFolder
    /// All texts of the course by their paths below its folder.
    let texts: [String: CourseText]
    let images: ImageCheck

    func problems() -> [CourseError] {
        text.document.links.flatMap { link -> [CourseError] in
            if link.isImage {
                return images.problems(of: link.destination, in: text, line: link.line)
                    + (link.text.isBlank
                        ? [
                            text.problem(
                                link.line, "The image `\(link.destination)` has no description.",
                                "Say between the brackets what it shows, for those who do not see it.")
                        ] : [])
            }
            return problem(of: link).map { [$0] } ?? []
        } + broken()
    }

    private func problem(of link: Link) -> CourseError? {
        let destination = link.destination
        if ["http:", "https:", "mailto:"].contains(where: destination.lowercased().hasPrefix) { return nil }
        let place = text.place(of: destination, from: link.line)
        func problem(_ message: String, _ help: String? = nil) -> CourseError {
            text.problem(place.line, message, help, column: place.column)
        }
        if let colon = destination.firstIndex(of: ":"), !destination[..<colon].contains("/") {
            return problem(
                "`\(destination)` is an address that readers cannot follow.",
                "Write a path of the course, or an address that begins with https://.")
        }
        let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let anchor = parts.count > 1 ? parts[1] : nil
        var target = text
        if let name = parts.first, !name.isEmpty {
            guard let path = CoursePath.resolve(name, from: text.folder) else {
                return problem(
                    "The link `\(destination)` leads out of the course.", "A course links to its own files only.")
            }
            guard let other = texts[path] else { return missing(path, destination, problem) }
            target = other
        }
        guard let anchor, !target.anchors.contains(anchor) else { return nil }
        return problem(
            "\(target.path) has no heading for `#\(anchor)`.",
            Nearest.help(for: anchor, among: target.anchors.sorted()))
    }

    /// For a path that is none of the texts: an exercise's folder, another file, or nothing.
    private func missing(
        _ path: String, _ destination: String, _ problem: (String, String?) -> CourseError
    ) -> CourseError? {
        var status = stat()
        guard lstat(course.path + "/" + path, &status) == 0 else {
            let names = CoursePath.names(besides: path, in: course.path)
            return problem(
                "There is no file `\(path)`, which this link leads to.", Nearest.help(for: path, among: names))
        }
        let parts = path.split(separator: "/")
        let isExercise = parts.count == 2 && parts[0] == "Exercises"
        if status.st_mode & S_IFMT == S_IFDIR && !isExercise {
            return problem("This link leads to the folder `\(path)`.", "Link to a text in it.")
        }
        return nil
    }

    /// Words in two pairs of brackets are a link whose address is missing; they would be shown as they stand.
    private func broken() -> [CourseError] {
        var problems: [CourseError] = []
        text.document.visit { block in
            guard case .paragraph(let inlines) = block.content else { return }
            for inline in inlines where inline.kind == .text && inline.link == nil {
                guard let match = inline.text.firstMatch(of: /\]\[([^\]\[]+)\]/) else { continue }
                problems.append(
                    text.problem(
                        text.place(of: "[\(match.1)]", from: block.lines.lowerBound).line,
                        "There is no line `[\(match.1)]: …` with the address of this link."))
            }
        }
        return problems
    }
}

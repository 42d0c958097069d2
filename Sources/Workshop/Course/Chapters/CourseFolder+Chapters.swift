import Glibc

extension CourseFolder {
    /// In bytes. Longer files are refused, whatever they hold.
    static let largestChapter = 16 << 20

    /// The names of all texts in `Lessons` without `.md`: chapters by their numbers, then the others by their names.
    ///
    /// `README.md` is for those who look into the folder, and no part of the course. There is none when there is no folder `Lessons`.
    /// - Throws: ``CourseError`` when the folder cannot be read.
    public func textNames() throws(CourseError) -> [String] {
        guard TextFile.exists(lessons) else { return [] }
        guard let names = TextFile.names(in: lessons) else {
            throw CourseError(file: lessons, "The folder cannot be read: \(TextFile.reason(errno)).")
        }
        let texts = names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") && $0 != "README.md" }
            .map { String($0.dropLast(3)) }
        return texts.filter { ChapterReader.number(of: $0) != nil }
            + texts.filter { ChapterReader.number(of: $0) == nil }
    }

    /// Reads all chapters, in order: the files whose names begin with a number.
    ///
    /// One that cannot be read does not keep the others from being read. One whose front matter has mistakes is read; they
    /// are in ``Chapter/problems``.
    /// - Throws: ``CourseError`` when the folder cannot be read.
    public func chapters() throws(CourseError) -> [(id: String, chapter: Result<Chapter, CourseErrors>)] {
        try allTexts().filter { ChapterReader.number(of: $0.id) != nil }
    }

    /// Reads all texts of `Lessons`: chapters in order, then the others, such as the glossary.
    ///
    /// - Throws: ``CourseError`` when the folder cannot be read.
    public func allTexts() throws(CourseError) -> [(id: String, chapter: Result<Chapter, CourseErrors>)] {
        try textNames().map { id in
            do throws(CourseErrors) {
                return (id, .success(try load(id)))
            } catch {
                return (id, .failure(error))
            }
        }
    }

    /// Reads a text file of the course.
    ///
    /// - Parameter path: below the course's folder.
    /// - Throws: ``CourseError`` when it cannot be read, is no text in UTF-8, or is reached by a link that leads out of the course.
    public func text(at path: String) throws(CourseError) -> String {
        let file = self.path + "/" + path
        try stays(file)
        return try TextFile.read(file, limit: Self.largestChapter)
    }

    /// Whether a path, with all symbolic links followed, stays in the course's folder.
    public func holds(_ file: String) -> Bool { (try? stays(file)) != nil }

    /// Reads one text: a chapter by its identifier or its number (`03-a-first-image`, `03`, `3`), or another file of `Lessons`
    /// such as `glossary`.
    ///
    /// - Throws: ``CourseErrors`` when there is none of that name, or when it cannot be read.
    public func chapter(_ name: String) throws(CourseErrors) -> Chapter {
        let names: [String]
        do { names = try textNames() } catch { throw CourseErrors([error]) }
        if names.contains(name) { return try load(name) }
        if (1...2).contains(name.utf8.count), let number = Int(name),
            let id = names.first(where: { ChapterReader.number(of: $0) == number })
        {
            return try load(id)
        }
        throw CourseErrors([
            CourseError(
                file: lessons, "There is no chapter `\(name.cut(60))`.",
                help: Spelling.help(for: name, among: names, otherwise: "There are "))
        ])
    }

    private func load(_ id: String) throws(CourseErrors) -> Chapter {
        let path = "\(lessons)/\(id).md"
        do throws(CourseError) {
            try stays(path)
            return ChapterReader.read(try TextFile.read(path, limit: Self.largestChapter), id: id, path: path)
        } catch {
            throw CourseErrors([error])
        }
    }

    /// Refuses a file that a symbolic link leads to outside of the course.
    func stays(_ path: String) throws(CourseError) {
        guard let real = FolderPath.real(path), let root = FolderPath.real(self.path) else {
            throw CourseError(file: path, "The file cannot be read: \(TextFile.reason(errno)).")
        }
        guard real.hasPrefix(root == "/" ? "/" : root + "/") else {
            throw CourseError(
                file: path, "A symbolic link leads out of the course's folder here.",
                help: "A course may use its own files only: put a copy in the place of the link.")
        }
    }
}

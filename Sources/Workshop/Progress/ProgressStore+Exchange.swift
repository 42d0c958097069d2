import Linux

extension ProgressStore {
    /// The progress as a file that ``merge(exported:)`` takes on another machine.
    ///
    /// - Throws: ``ProgressError``.
    public func export() throws(ProgressError) -> Loaded<[UInt8]> {
        let loaded = try read()
        var progress = loaded.value
        // Backups are files of this machine.
        progress.resets = []
        do {
            return Loaded(
                value: try ProgressDocument(course: course, progress: progress).bytes(), notice: loaded.notice)
        } catch {
            throw .file(path: path, reason: "a time in it is out of range")
        }
    }

    /// Joins exported progress with what is here. Either all of it is taken or nothing.
    ///
    /// - Throws: ``ProgressError``, also when the bytes are no exported progress, or are of another course.
    public func merge(exported bytes: [UInt8]) throws(ProgressError) -> Loaded<LearnerProgress.MergeSummary> {
        let document: ProgressDocument
        do {
            let head = try ProgressDocument.decode(ProgressDocument.Head.self, bytes)
            guard head.kind == "workshop-progress" else { throw ProgressError.notExported(reason: "`kind` is wrong") }
            guard head.format <= ProgressDocument.currentFormat else {
                throw ProgressError.newerFormat(path: "the file to import", format: head.format)
            }
            document = try ProgressDocument.decode(ProgressDocument.self, bytes)
        } catch let error as ProgressError {
            throw error
        } catch {
            throw .notExported(reason: ProgressDocument.reason(error))
        }
        guard document.course == course.id else { throw .otherCourse(document.course) }
        return try update { $0.merge(document.progress) }
    }
}

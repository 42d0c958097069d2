import Glibc

/// Finds where in a submission the learner's files are.
enum SubmissionRoot {
    /// The only top folder, when a submission holds nothing else, and the submission's folder itself otherwise.
    static func find(in folder: String) -> String {
        guard let stream = opendir(folder) else { return folder }
        defer { closedir(stream) }
        var only: String?
        while let entry = readdir(stream) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            let name = String(decoding: bytes, as: UTF8.self)
            // Clutter that desktop systems put beside what was packed.
            if [".", "..", "__MACOSX", ".DS_Store", "Thumbs.db"].contains(name) { continue }
            var status = stat()
            let path = folder + "/" + name
            guard only == nil, Array(name.utf8) == bytes, lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR
            else { return folder }
            only = path
        }
        return only ?? folder
    }
}

/// The environment that `-e` and `--env-file` ask for.
enum EnvironmentOptions {
    /// `NAME=value`, those of files first. A name without a value takes the one of this process; where there is none, files
    /// leave it out, and the option passes the name alone, which unsets the image's.
    static func variables(
        files: [String], values: [String], environment: [String: String], folder: String
    ) throws(CommandFailure) -> [String] {
        var variables: [String] = []
        for file in files {
            variables += try KeyValueFile.read(FilePath.absolute(file, in: folder), shownAs: file) { environment[$0] }
        }
        for value in values {
            guard !value.contains("="), let known = environment[value] else {
                variables.append(value)
                continue
            }
            variables.append("\(value)=\(known)")
        }
        return variables
    }
}

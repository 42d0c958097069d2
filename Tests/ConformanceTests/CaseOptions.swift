/// What `case.json` says. Tests/Conformance/README.md explains each.
struct CaseOptions: Decodable, Sendable {
    var about: String?
    /// The context's folder, relative to the case's; `context` when it is not given.
    var context: String?
    /// The Dockerfile, relative to the case's folder; within the context when it begins with `context/`.
    var dockerfile: String?
    var target: String?
    var args: [String: String]?
    var labels: [String: String]?
    var secrets: [String: String]?
    /// Names for `FROM` and `--from`, and the folders that they stand for.
    var namedContexts: [String: String]?
    /// A folder whose files a web server has; its address is the build argument `SERVER`.
    var serve: String?
    var setup: [SetupStep]?
    /// Regular expressions that both builders' messages match. A case that has them ends in an error.
    var says: [String]?
    /// `root` when an ordinary user cannot build the case.
    var needs: String?
    /// Why this engine's result is another one than BuildKit's. It is kept in `ours.json`.
    var differs: String?
}

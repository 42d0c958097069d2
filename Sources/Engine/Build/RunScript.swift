import Dockerfile

/// The command of a `RUN` as it is started: heredocs put in their place, the shell in front.
struct RunScript: Sendable {
    let arguments: [String]
    /// A heredoc that begins with `#!`: a program of its own, to be mounted at ``path``.
    let file: [UInt8]?
    let fileName: String

    /// The folder that holds the program.
    static let folder = "/dev/pipes"

    init(_ run: RunOperation, shell: [String]) {
        var file: [UInt8]?
        var name = ""
        switch run.command.form {
        case .exec(let list): arguments = list
        case .shell(let text):
            var text = text
            if let first = run.heredocs.first, run.heredocs.count == 1, Self.isAlone(text) {
                // The heredoc is the script.
                if first.content.starts(with: Array("#!".utf8)) {
                    file = first.content
                    name = first.name
                    text = "\(Self.folder)/\(first.name)"
                } else {
                    text = first.text
                }
            } else {
                // The shell reads the heredocs itself. Tabs are gone already, so <<- finds none to strip.
                text += run.heredocs.map { "\n\($0.text)\($0.name)" }.joined()
            }
            arguments = shell + [text]
        }
        self.file = file
        fileName = name
    }

    /// Whether a command is nothing but a heredoc's word.
    private static func isAlone(_ text: String) -> Bool { Heredoc(text) != nil }
}

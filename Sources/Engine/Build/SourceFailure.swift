import Dockerfile
import EngineInterface
import Glibc
import Linux

/// Says why a source of `COPY` cannot be copied, and what was probably meant.
struct SourceFailure: Sendable {
    let session: BuildSession
    let statement: Statement
    let scanner: SourceScanner
    /// The folder of the host that is copied from; `nil` for a stage or an image.
    let folder: ContextFolder?
    /// The stage or image that is copied from; `nil` for a folder.
    let origin: String?

    func failure(_ fault: ValueFault, line: Int) -> BuildFailure {
        session.faults.failure(.source, fault.message, at: statement, line: line, help: fault.help)
    }

    func failure(_ fault: SourceFault, word: String, line: Int) -> any Error {
        func made(_ message: String, _ help: String?) -> BuildFailure {
            session.faults.failure(.source, message, at: statement, line: line, help: help)
        }
        switch fault {
        case .cancelled: return CancellationError()
        case .changed(let path):
            return made("\(path) changed while it was read.", "Build again when nobody writes to it.")
        case .tooDeep(let path):
            return made("The folders below \(word) are nested too deeply (\(path.prefix(60))…).", nil)
        case .unreadable(let path, let reason):
            return made("\(path) cannot be read: \(reason).", "Change its mode, or leave it out with .dockerignore.")
        case .ignored(let rule):
            let file = folder?.ignore.file ?? ".dockerignore"
            return made(
                "\(word) is in the build context, but \(file) leaves it out (line \(rule.line): \(rule.text)).",
                "Remove that line, or add !\(SourceScanner.relative(word)) below it.")
        case .missing:
            let (message, help) = missing(word)
            return made(message, help)
        }
    }

    private func missing(_ word: String) -> (String, String?) {
        let path = SourceScanner.relative(word)
        guard let folder else {
            let origin = origin ?? "The image"
            return (
                "\(origin) has no \(path.isEmpty ? word : "/" + path).", nearest(path).map { "Did you mean /\($0)?" }
            )
        }
        let context = folder.path
        if PathText.clean(word).hasPrefix("..") {
            return (
                "\(word) lies outside the build context.",
                "Only what is in \(context) can be copied: move the file there, or build from the folder above."
            )
        }
        if word.hasPrefix("/"), access(word, F_OK) == 0 {
            return (
                "\(word) is a path of this machine; sources start at the build context \(context).",
                "Copy the file into the context and name it from there."
            )
        }
        if ((try? scanner.root.list("/")) ?? []).allSatisfy({
            $0 == session.request.dockerfile || $0 == ".dockerignore"
        }) {
            return (
                "There is no \(word): the build context \(context) holds nothing to copy.",
                "Put the file beside the Dockerfile."
            )
        }
        if let link = try? scanner.root.status(path, followLinks: false), link.st_mode & S_IFMT == S_IFLNK,
            let target = try? scanner.root.linkTarget(path)
        {
            return (
                "\(word) is a symbolic link to \(target), and there is no such file in the build context.",
                "Links lead nowhere outside \(context): put the file itself there."
            )
        }
        if let nearest = nearest(path) {
            return ("There is no \(word) in the build context.", "Did you mean \(nearest)?")
        }
        return (
            "There is no \(word) in the build context \(context).",
            "Sources are named from the context's folder, not from where the image's files go."
        )
    }

    /// A path that exists and is nearly the one that is missing, or ends in the same name.
    private func nearest(_ path: String) -> String? {
        var folder = ""
        for part in path.split(separator: "/").map(String.init) {
            let next = folder.isEmpty ? part : "\(folder)/\(part)"
            if (try? scanner.root.status(next, followLinks: true)) != nil {
                folder = next
                continue
            }
            let names = visible(in: folder)
            guard
                let name = names.first(where: { $0.lowercased() == part.lowercased() })
                    ?? Spelling.nearest(to: part, among: names)
            else { break }
            return path.replacingPrefix(next, with: folder.isEmpty ? name : "\(folder)/\(name)")
        }
        return search(for: path.split(separator: "/").last.map(String.init) ?? "")
    }

    private func visible(in folder: String) -> [String] {
        ((try? scanner.root.list(folder.isEmpty ? "/" : folder)) ?? []).filter { name in
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            return scanner.ignore?.decision(for: path).isIgnored != true
        }
    }

    /// Looks for a name in the first folders of the tree.
    private func search(for name: String) -> String? {
        var waiting = [""]
        var looked = 0
        while !waiting.isEmpty && looked < 50 {
            let folder = waiting.removeFirst()
            looked += 1
            for child in visible(in: folder) {
                let path = folder.isEmpty ? child : "\(folder)/\(child)"
                if child == name { return path }
                guard let status = try? scanner.root.status(path, followLinks: false) else { continue }
                if status.st_mode & S_IFMT == S_IFDIR { waiting.append(path) }
            }
        }
        return nil
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : other
    }
}

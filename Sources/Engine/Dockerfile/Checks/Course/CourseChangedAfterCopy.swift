extension BuildCheck {
    static let courseChangedAfterCopy = BuildCheck(
        "CourseChangedAfterCopy", .course, .advice, title: "Owner and mode are set by COPY itself.",
        explanation:
            "A chmod or chown in a layer of its own stores every file that it touches a second time."
    ) { context, reporter in
        for stage in context.stages where stage.isShipped {
            var copied: [(path: String, holdsMore: Bool, line: Int)] = []
            for step in stage.steps {
                switch step.instruction.operation {
                case .copy, .add:
                    guard let word = step.words.last, let path = absolute(word.text, step.folder) else { continue }
                    // Only the latest matter: mode and owner are changed right behind the copy.
                    if copied.count > 200 { copied.removeFirst(100) }
                    copied.append((path, step.copiesFolder, step.statement.line))
                    // A single file copied into a folder is known by both names.
                    for source in step.localSources where word.text.hasSuffix("/") || word.text == "." {
                        if let name = source.text.split(separator: "/").last, !name.contains("*") {
                            copied.append((PathText.clean(path + "/" + name), true, step.statement.line))
                        }
                    }
                case .run:
                    guard let script = step.script, let command = script.commands.first,
                        script.commands.allSatisfy({ ["chmod", "chown", "chgrp"].contains($0.program) })
                    else { continue }
                    let paths = script.commands.flatMap { command in
                        command.effective.dropFirst().filter { !$0.hasPrefix("-") }.dropFirst()
                            .compactMap { absolute($0, step.folder) }
                    }
                    guard
                        let hit = copied.last(where: { copy in
                            paths.contains { $0 == copy.path || copy.holdsMore && $0.hasPrefix(copy.path + "/") }
                        })
                    else { continue }
                    let flag = script.commands.allSatisfy { $0.program == "chmod" } ? "--chmod" : "--chown"
                    reporter.report(
                        step.statement, at: context.place(of: command, in: step.statement),
                        "This layer stores again what line \(hit.line) copied, only to change \(flag == "--chmod" ? "its mode" : "its owner").",
                        help: "Write COPY \(flag)=… in line \(hit.line) instead.")
                default: continue
                }
            }
        }
    }

    private static func absolute(_ path: String, _ folder: String?) -> String? {
        guard !path.contains("$"), !path.isEmpty else { return nil }
        let plain = path.hasSuffix("/*") ? String(path.dropLast(2)) : path
        if plain.hasPrefix("/") { return PathText.clean(plain) }
        return folder.map { PathText.clean($0 + "/" + plain) }
    }
}

extension WalkedStep {
    /// Whether one of the sources seems to be a folder, whose content then lies below the destination.
    fileprivate var copiesFolder: Bool {
        copiesWholeContext
            || localSources.contains { source in
                source.text.hasSuffix("/") || !(source.text.split(separator: "/").last ?? "").contains(".")
            }
    }
}

/// Shells for which there is a completion script.
///
/// A script asks the program itself: `docker __complete WORD…`, the last word being the unfinished one, and shows what comes back. Nothing of the
/// command line is evaluated.
public enum CompletionScript: String, Sendable, CaseIterable {
    case bash
    case zsh
    case fish

    /// The script for a program of that name.
    ///
    /// - Parameters:
    ///   - program: The word that the shell completes after: `docker`.
    ///   - withDescriptions: Whether candidates are shown with what they mean.
    public func text(program: String = "docker", withDescriptions: Bool = true) -> String {
        let template =
            switch self {
            case .bash: Self.bashTemplate
            case .zsh: Self.zshTemplate
            case .fish: Self.fishTemplate
            }
        let name = String(program.map { $0.isLetter || $0.isNumber ? $0 : "_" })
        var text = ""
        for line in template.split(separator: "\n", omittingEmptySubsequences: false) {
            text += line.replacing("PROGRAM", with: program).replacing("NAME", with: name)
                .replacing("REQUEST", with: withDescriptions ? "__complete" : "__completeNoDesc")
            text += "\n"
        }
        return text
    }
}

import ArgumentParser

/// `workshop completions`
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print a script that completes commands in your shell.",
        discussion: """
            Examples:
              workshop completions bash > ~/.local/share/bash-completion/completions/workshop
              workshop completions zsh > ~/.zfunc/_workshop
              workshop completions fish > ~/.config/fish/completions/workshop.fish
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() throws {
        let kind: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Terminal.print(Workshop.completionScript(for: kind))
    }
}

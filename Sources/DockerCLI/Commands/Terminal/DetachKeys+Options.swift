import DockerFlags

extension DetachKeys {
    /// The keys of `--detach-keys`; the usual ones when there are none, or when they cannot be read, which is said.
    static func keys(_ context: CommandContext) -> DetachKeys {
        guard let text = context.flags.given("detach-keys"), !text.isEmpty else { return .standard }
        do throws(CommandFailure) {
            return try DetachKeys(text)
        } catch {
            context.error.line("WARNING: invalid detach escape keys, using default: \(error.message)")
            return .standard
        }
    }
}

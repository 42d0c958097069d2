import DockerFlags

extension DockerFlagValues {
    /// The `key=value` texts of an option; of a key that is there several times the last value.
    func keysAndValues(_ name: String) -> [String: String] {
        Dictionary(pairs(name).map { ($0.key, $0.value) }) { _, last in last }
    }
}

extension DockerFlagValues {
    /// Everything that was given to an option, in order, whatever its kind.
    func texts(_ name: String) -> [String] { occurrences.filter { $0.name == name }.map(\.value) }
}

import DockerFlags
import EngineInterface
import Glibc

extension MountRequest {
    /// What `--mount` says, with an absolute source. Throws ``EngineError`` with the words of Docker's engine.
    init(_ option: DockerMountOption, folder: String) throws {
        func invalid(_ reason: String, help: String? = nil) -> EngineError {
            EngineError(
                .invalidArgument, "invalid mount config for type \"\(option.type)\": \(reason)", help: help)
        }
        guard let kind = Kind(rawValue: option.type) else {
            throw invalid("mount type unknown", help: "There are bind, volume and tmpfs.")
        }
        var source = option.source ?? ""
        if source.hasPrefix(".") { source = FilePath.clean(folder + "/" + source) }
        self.init(kind, source: source, target: option.target)
        guard target.hasPrefix("/") else {
            throw invalid("invalid mount path: '\(target)' mount path must be absolute")
        }
        guard FilePath.clean(target) != "/" else { throw invalid("invalid specification: destination can't be '/'") }
        isReadOnly = option.isReadOnly
        switch kind {
        case .bind:
            guard !source.isEmpty else { throw invalid("field Source must not be empty") }
            guard source.hasPrefix("/") else {
                throw invalid(
                    "invalid mount path: '\(source)' mount path must be absolute",
                    help: "Begin a path in this folder with ./ or \"$PWD\"/.")
            }
            propagation = option.propagation ?? ""
            let known = ["", "private", "rprivate", "shared", "rshared", "slave", "rslave"]
            guard known.contains(propagation) else { throw invalid("invalid propagation mode: \(propagation)") }
            isNotRecursive = option.recursion == "disabled"
            guard access(source, F_OK) == 0 || errno == EACCES else {
                throw invalid(
                    "bind source path does not exist: \(source)",
                    help: "Make it first, or use -v \(source):\(target), which makes a folder.")
            }
        case .volume:
            skipsCopy = option.isWithoutCopy
            volumeDriver = option.driver ?? ""
            volumeLabels = option.labels
            volumeOptions = option.driverOptions
            volumeSubpath = option.subpath ?? ""
        case .tmpfs:
            guard source.isEmpty else { throw invalid("field Source must not be specified") }
            temporarySizeBytes = option.size ?? 0
            temporaryMode = option.mode
        }
    }
}

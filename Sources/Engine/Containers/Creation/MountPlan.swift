import EngineInterface
import Glibc
import Images
import Linux

/// Turns what a request says about mounts into mounts, and makes the volumes that they need.
public struct MountPlan {
    /// By destination: what is asked for later replaces what `--volumes-from` brought.
    private var points: [String: MountPoint] = [:]
    private var order: [String] = []
    /// Volumes that this plan has made, by name.
    public private(set) var madeVolumes: [String] = []
    /// The destinations of volumes that stay as they are, even when they are empty.
    public private(set) var uncopied: Set<String> = []
    private let store: ImageStore

    public init(store: ImageStore) { self.store = store }

    /// The mounts, by the order in which they were asked for.
    public var mounts: [MountPoint] { order.compactMap { points[$0] } }

    /// - Parameters:
    ///   - others: finds the container that `--volumes-from` names.
    /// - Throws: ``EngineError`` of kind `invalidArgument`, `noSuchContainer`, `mount`; volumes made so far stay: see
    ///   ``madeVolumes``.
    public mutating func add(
        _ host: HostConfiguration, volumes: [String], others: (String) throws -> StoredContainer
    ) throws {
        for text in host.volumesFrom { try inherit(text, others) }
        var own: Set<String> = []
        func claim(_ target: String) throws(EngineError) {
            guard own.insert(target).inserted else {
                throw EngineError(.invalidArgument, "Duplicate mount point: \(target)")
            }
        }
        for text in host.binds {
            let bind = try BindSpecification(text)
            try claim(bind.target)
            try add(bind)
        }
        for request in host.mounts {
            let target = try Self.target(of: request)
            try claim(target)
            try add(request, at: target)
        }
        for (path, options) in host.temporaryFileSystems.sorted(by: { $0.key < $1.key }) {
            let target = try ContainerPath.normalized(path, specification: path)
            try claim(target)
            let words = options.split(separator: ",").map(String.init)
            put(
                MountPoint(
                    kind: .tmpfs, source: "", destination: target, mode: options,
                    isReadOnly: words.contains("ro"), options: words.filter { $0 != "ro" && $0 != "rw" }))
        }
        for path in volumes {
            let target = try ContainerPath.normalized(path, specification: path)
            if points[target] != nil { continue }
            try addVolume(VolumeRequest(), at: target)
        }
    }

    private mutating func put(_ point: MountPoint) {
        if points.updateValue(point, forKey: point.destination) == nil { order.append(point.destination) }
    }

    private mutating func inherit(_ text: String, _ others: (String) throws -> StoredContainer) throws {
        let fields = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let reference = fields.first, !reference.isEmpty else {
            throw EngineError(.invalidArgument, "malformed volumes-from specification: \(text)")
        }
        let mode = fields.count > 1 ? fields[1] : ""
        guard ["", "ro", "rw", "z", "Z"].contains(mode) else {
            throw EngineError(.invalidArgument, "invalid mode: \(mode)")
        }
        for mount in try others(reference).mounts {
            var mount = mount
            if mode == "ro" { mount.isReadOnly = true }
            if !mode.isEmpty { mount.mode = mode }
            // It belongs to the container that brought it.
            mount.isAnonymous = false
            put(mount)
        }
    }

    private mutating func add(_ bind: BindSpecification) throws {
        if bind.source.isEmpty {
            return try addVolume(VolumeRequest(), at: bind.target, mode: bind.mode, isReadOnly: bind.isReadOnly)
        }
        guard bind.isPath else {
            if bind.skipsCopy { uncopied.insert(bind.target) }
            return try addVolume(
                VolumeRequest(name: bind.source), at: bind.target, mode: bind.mode, isReadOnly: bind.isReadOnly)
        }
        if access(bind.source, F_OK) != 0 {
            try HostFolder.make(bind.source)
        }
        put(
            MountPoint(
                kind: .bind, source: CleanPath.absolute(bind.source), destination: bind.target, mode: bind.mode,
                isReadOnly: bind.isReadOnly, propagation: bind.propagation.isEmpty ? "rprivate" : bind.propagation))
    }

    private mutating func add(_ request: MountRequest, at target: String) throws {
        switch request.kind {
        case .volume:
            var volume = VolumeRequest(name: request.source.isEmpty ? nil : request.source)
            if !request.volumeDriver.isEmpty { volume.driver = request.volumeDriver }
            volume.labels = request.volumeLabels
            volume.options = request.volumeOptions
            if request.skipsCopy { uncopied.insert(target) }
            try addVolume(volume, at: target, mode: "z", isReadOnly: request.isReadOnly, subpath: request.volumeSubpath)
        case .bind:
            guard !request.source.isEmpty, request.source.hasPrefix("/") else {
                throw EngineError(
                    .mount,
                    "invalid mount config for type \"bind\": "
                        + (request.source.isEmpty
                            ? "field Source must not be empty"
                            : "invalid mount path: '\(request.source)' mount path must be absolute"))
            }
            if access(request.source, F_OK) != 0 {
                guard request.createsSource else {
                    throw EngineError(
                        .mount,
                        "invalid mount config for type \"bind\": bind source path does not exist: \(request.source)",
                        help: "Check the spelling, or make the folder first; -v would make it.")
                }
                try HostFolder.make(request.source)
            }
            put(
                MountPoint(
                    kind: .bind, source: CleanPath.absolute(request.source), destination: target,
                    isReadOnly: request.isReadOnly,
                    propagation: request.propagation.isEmpty ? "rprivate" : request.propagation,
                    options: request.isNotRecursive ? ["bind"] : []))
        case .tmpfs:
            var options: [String] = []
            if request.temporarySizeBytes > 0 { options.append("size=\(request.temporarySizeBytes)") }
            if let mode = request.temporaryMode { options.append("mode=" + String(mode, radix: 8)) }
            put(
                MountPoint(
                    kind: .tmpfs, source: "", destination: target, isReadOnly: request.isReadOnly, options: options))
        }
    }

    private mutating func addVolume(
        _ request: VolumeRequest, at target: String, mode: String = "", isReadOnly: Bool = false, subpath: String = ""
    ) throws {
        let (volume, isNew) = try store.addVolume(request)
        if isNew { madeVolumes.append(volume.name) }
        var source = volume.path
        if !subpath.isEmpty {
            guard !subpath.hasPrefix("/"), !subpath.split(separator: "/").contains("..") else {
                throw EngineError(
                    .mount,
                    "invalid mount config for type \"volume\": subpath must be a relative path within the volume")
            }
            source += "/" + subpath
            guard access(source, F_OK) == 0 else {
                throw EngineError(.mount, "cannot access path \(source): no such file or directory")
            }
        }
        put(
            MountPoint(
                kind: .volume, name: volume.name, source: source, destination: target, driver: "local", mode: mode,
                isReadOnly: isReadOnly, isAnonymous: request.name == nil))
    }

    private static func target(of request: MountRequest) throws(EngineError) -> String {
        guard request.target.hasPrefix("/") else {
            throw EngineError(
                .mount,
                "invalid mount config for type \"\(request.kind.rawValue)\": "
                    + (request.target.isEmpty
                        ? "field Target must not be empty"
                        : "invalid mount path: '\(request.target)' mount path must be absolute"))
        }
        return try ContainerPath.normalized(request.target, specification: request.target)
    }
}

/// Folders of the host that are mounted.
enum HostFolder {
    /// Makes a folder with those above it.
    static func make(_ path: String) throws {
        var reached = ""
        for part in path.split(separator: "/") {
            reached += "/" + part
            if mkdir(reached, 0o755) != 0 && errno != EEXIST {
                let reason = String(cString: strerror(errno))
                throw EngineError(
                    .mount,
                    "error while creating mount source path '\(path)': mkdir \(reached): \(reason.lowercased())",
                    help: "Make the folder first, somewhere where you may write.")
            }
        }
    }
}

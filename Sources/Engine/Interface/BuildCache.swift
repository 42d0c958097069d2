/// Results of steps that another machine, or another image store, has worked out: `--cache-from`.
public enum CacheSource: Sendable, Equatable {
    /// A folder that ``CacheTarget/folder(_:everyStage:compression:)`` has written. An absolute path.
    case folder(String)
    /// An image that was built with ``CacheTarget/inline``, by name or identifier.
    case image(String)
}

/// Where results of steps are written for others: `--cache-to`.
public enum CacheTarget: Sendable, Equatable {
    /// A folder, an OCI image layout. An absolute path. `everyStage`: also the steps of stages that are not in the image
    /// itself. `compression` of the layers: `none`, `gzip` or `zstd`; `nil` is gzip.
    case folder(String, everyStage: Bool, compression: String?)
    /// Into the image's configuration file: which step each of its layers is the result of.
    case inline
}

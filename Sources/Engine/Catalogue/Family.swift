import OCI

/// The official images that the catalogue can stand in for, by their repository's name.
enum Family: String, Sendable, CaseIterable {
    case busybox, alpine, debian, ubuntu, golang, node, python, redis

    /// The layer that an image of this family ends with.
    func part(isAlpine: Bool) -> Part {
        switch self {
        case .busybox: .busybox
        case .alpine: .alpine
        case .debian, .ubuntu: .debian
        case .golang: isAlpine ? .golangAlpine : .golang
        case .node: isAlpine ? .nodeAlpine : .node
        case .python: isAlpine ? .pythonAlpine : .python
        case .redis: isAlpine ? .redisAlpine : .redis
        }
    }

    /// What its images are made of, as a phrase.
    var contents: String {
        switch self {
        case .busybox: "Debian's BusyBox 1.35"
        case .alpine: "Debian's BusyBox 1.35 and musl 1.2"
        case .debian, .ubuntu: "Debian 12"
        case .golang: "Debian 12 with Go \(PinnedWheel.golang(.amd64).version)"
        case .node: "Debian 12 with Node \(PinnedWheel.node(.amd64).version)"
        case .python: "Debian 12 with Python 3.11"
        case .redis: "Debian 12 with Redis 7.0"
        }
    }

    /// The tags that courses use most; these are prepared when everything is.
    var usualTags: [String] {
        switch self {
        case .busybox: ["latest", "musl"]
        case .alpine: ["latest", "3.19"]
        case .debian: ["latest", "bookworm", "bookworm-slim", "12"]
        case .ubuntu: ["latest", "20.04", "22.04", "24.04"]
        case .golang: ["latest", "1.22", "1.22-alpine", "1.22.1-alpine", "alpine"]
        case .node: ["latest", "20", "20-alpine", "20-slim", "alpine"]
        case .python: ["latest", "3.11", "3.11-slim", "3.10.6-buster", "3-alpine"]
        case .redis: ["latest", "7", "7.2.4-alpine", "alpine"]
        }
    }

    /// The configuration that containers of its images start with, as the official images have it.
    func config(standIn: String) -> ImageConfig {
        var config = ImageConfig()
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        config.env = ["PATH=\(path)"]
        config.labels = [OfflineCatalogue.label: standIn]
        switch self {
        case .busybox: config.cmd = ["sh"]
        case .alpine: config.cmd = ["/bin/sh"]
        case .debian, .ubuntu: config.cmd = ["bash"]
        case .golang:
            config.env = [
                "PATH=/go/bin:/usr/local/go/bin:\(path)", "GOLANG_VERSION=\(PinnedWheel.golang(.amd64).version)",
                "GOTOOLCHAIN=local", "GOPATH=/go",
            ]
            config.workingDir = "/go"
            config.cmd = ["bash"]
        case .node:
            config.env.append("NODE_VERSION=\(PinnedWheel.node(.amd64).version)")
            config.entrypoint = ["docker-entrypoint.sh"]
            config.cmd = ["node"]
        case .python:
            config.env += ["LANG=C.UTF-8", "PYTHON_VERSION=3.11.2"]
            config.cmd = ["python3"]
        case .redis:
            config.env.append("REDIS_VERSION=7.0.15")
            config.volumes = ["/data"]
            config.workingDir = "/data"
            config.exposedPorts = ["6379/tcp"]
            config.entrypoint = ["docker-entrypoint.sh"]
            config.cmd = ["redis-server"]
        }
        return config
    }
}

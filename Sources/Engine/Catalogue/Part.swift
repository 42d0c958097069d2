import Crypto
import Foundation
import Images

/// A layer of the catalogue: what one script adds to the layer below.
enum Part: String, Sendable, CaseIterable {
    case debian, tools, golang, node, python, redis, busybox, alpine
    case golangAlpine, nodeAlpine, pythonAlpine, redisAlpine

    /// The layer below; `nil` for those that begin with nothing.
    var parent: Part? {
        switch self {
        case .debian, .busybox, .alpine: nil
        case .tools, .redis: .debian
        case .golang, .node, .python: .tools
        case .golangAlpine: .golang
        case .nodeAlpine: .node
        case .pythonAlpine: .python
        case .redisAlpine: .redis
        }
    }

    /// This layer and those below it, lowest first.
    var chain: [Part] { (parent?.chain ?? []) + [self] }

    /// What it is called while it is made.
    var title: String {
        switch self {
        case .debian: "Debian 12"
        case .tools: "common tools"
        case .golang: "Go"
        case .node: "Node"
        case .python: "Python"
        case .redis: "Redis"
        case .busybox: "BusyBox"
        case .alpine: "BusyBox and musl"
        case .golangAlpine, .nodeAlpine, .pythonAlpine, .redisAlpine: "Alpine's commands"
        }
    }

    /// About how many seconds it takes, for the progress of the whole.
    var weight: Double {
        switch self {
        case .debian: 17
        case .tools: 6
        case .golang: 20
        case .node: 6
        case .python: 9
        case .redis: 3
        case .busybox, .alpine, .golangAlpine, .nodeAlpine, .pythonAlpine, .redisAlpine: 2
        }
    }

    /// Whether a Python wheel is part of it.
    var usesWheel: Bool { self == .golang || self == .node }

    /// The whole script.
    var script: String {
        let parts: [String] =
            switch self {
            case .debian: [Script.common, Script.debian]
            case .tools: [Script.common, Script.tools]
            case .golang: [Script.common, Script.wheels, Script.golang]
            case .node: [Script.common, Script.wheels, Script.node]
            case .python: [Script.common, Script.python]
            case .redis: [Script.common, Script.redis]
            case .busybox: [Script.common, Script.busyboxCommon, Script.busybox]
            case .alpine: [Script.common, Script.busyboxCommon, Script.alpine]
            case .golangAlpine, .nodeAlpine, .pythonAlpine, .redisAlpine:
                [Script.common, Script.busyboxCommon, Script.alpineTouch]
            }
        return parts.joined(separator: "\n")
    }

    /// Under which key the finished layer is recorded: it changes with everything that goes into the layer.
    func key(_ platform: Platform) -> String {
        var hash = SHA256()
        func add(_ text: String) { hash.update(data: Data("\(text.utf8.count):\(text)".utf8)) }
        add(platform.rawValue)
        add(script)
        add(Script.users)
        if usesWheel {
            for wheel in [PinnedWheel.golang(platform), .node(platform)] { add(wheel.digest) }
        }
        if let parent { add(parent.key(platform)) }
        let digits = hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return StandInMark.text(part: rawValue, digest: digits)
    }
}

/// What an OCI runtime is told about a container: config.json of a bundle.
///
/// The part of the OCI runtime specification that the engine uses (config.md, config-linux.md), version 1.0.2.
public struct RuntimeSpec: Encodable, Sendable {
    public var ociVersion = "1.0.2"
    public var process: Process
    public var root: Root
    /// `nil` leaves the host's.
    public var hostname: String?
    public var domainname: String?
    public var mounts: [Mount]
    public var linux: Linux
    public var annotations: [String: String]?

    public init(process: Process, root: Root, hostname: String?, mounts: [Mount], linux: Linux) {
        self.process = process
        self.root = root
        self.hostname = hostname
        self.mounts = mounts
        self.linux = linux
    }

    /// config.md, "Process".
    public struct Process: Encodable, Sendable {
        public var terminal = false
        /// The terminal's size at the start.
        public var consoleSize: ConsoleSize?
        public var user: User
        public var args: [String]
        public var env: [String]
        public var cwd: String
        public var capabilities: Capabilities
        public var rlimits: [ResourceLimit]
        public var noNewPrivileges: Bool
        public var oomScoreAdj: Int?

        public init(
            user: User, args: [String], env: [String], cwd: String, capabilities: Capabilities,
            rlimits: [ResourceLimit] = [], noNewPrivileges: Bool = false
        ) {
            self.user = user
            self.args = args
            self.env = env
            self.cwd = cwd
            self.capabilities = capabilities
            self.rlimits = rlimits
            self.noNewPrivileges = noNewPrivileges
        }
    }

    /// config.md, "Process": the size of a terminal in cells.
    public struct ConsoleSize: Encodable, Sendable {
        public var height: Int
        public var width: Int

        public init(height: Int, width: Int) {
            self.height = height
            self.width = width
        }
    }

    /// config.md, "User".
    public struct User: Encodable, Sendable {
        public var uid: UInt32
        public var gid: UInt32
        public var additionalGids: [UInt32]

        public init(uid: UInt32, gid: UInt32, additionalGids: [UInt32]) {
            self.uid = uid
            self.gid = gid
            self.additionalGids = additionalGids
        }
    }

    /// config.md, "Linux Process": names with `CAP_`.
    public struct Capabilities: Encodable, Sendable {
        public var bounding: [String]
        public var effective: [String]
        public var permitted: [String]
        public var inheritable: [String]
        public var ambient: [String]

        public init(bounding: [String], effective: [String], permitted: [String]) {
            self.bounding = bounding
            self.effective = effective
            self.permitted = permitted
            inheritable = []
            ambient = []
        }
    }

    /// config.md, "POSIX process": a limit of setrlimit(2).
    public struct ResourceLimit: Encodable, Sendable {
        public var type: String
        public var hard: UInt64
        public var soft: UInt64

        public init(type: String, value: UInt64) { self.init(type: type, soft: value, hard: value) }

        public init(type: String, soft: UInt64, hard: UInt64) {
            self.type = type
            self.soft = soft
            self.hard = hard
        }
    }

    /// config.md, "Root".
    public struct Root: Encodable, Sendable {
        public var path: String
        public var readonly: Bool

        public init(path: String, readonly: Bool = false) {
            self.path = path
            self.readonly = readonly
        }
    }

    /// config.md, "Mounts".
    public struct Mount: Encodable, Sendable {
        public var destination: String
        public var type: String
        public var source: String
        public var options: [String]

        public init(_ destination: String, type: String, source: String, options: [String]) {
            self.destination = destination
            self.type = type
            self.source = source
            self.options = options
        }
    }

    /// config-linux.md.
    public struct Linux: Encodable, Sendable {
        public var namespaces: [Namespace]
        public var maskedPaths: [String]
        public var readonlyPaths: [String]
        public var seccomp: Seccomp?
        public var cgroupsPath: String?
        public var sysctl: [String: String]?
        public var devices: [Device]?
        public var rootfsPropagation: String?

        public init(
            namespaces: [Namespace], maskedPaths: [String], readonlyPaths: [String], seccomp: Seccomp?
        ) {
            self.namespaces = namespaces
            self.maskedPaths = maskedPaths
            self.readonlyPaths = readonlyPaths
            self.seccomp = seccomp
        }
    }

    /// config-linux.md, "Namespaces": those that the runtime makes, or joins when they have a path.
    public struct Namespace: Encodable, Sendable {
        public var type: String
        public var path: String?

        public init(_ type: String, path: String? = nil) {
            self.type = type
            self.path = path
        }
    }

    /// config-linux.md, "Devices".
    public struct Device: Encodable, Sendable {
        public var path: String
        /// `c` or `b`.
        public var type: String
        public var major: Int64
        public var minor: Int64
        public var fileMode: UInt32
        public var uid: UInt32
        public var gid: UInt32

        public init(
            path: String, type: String, major: Int64, minor: Int64, fileMode: UInt32, uid: UInt32, gid: UInt32
        ) {
            self.path = path
            self.type = type
            self.major = major
            self.minor = minor
            self.fileMode = fileMode
            self.uid = uid
            self.gid = gid
        }
    }

    /// config-linux.md, "Seccomp".
    public struct Seccomp: Encodable, Sendable {
        public var defaultAction: String
        public var defaultErrnoRet: UInt32?
        public var architectures: [String]
        public var syscalls: [Rule]

        public init(defaultAction: String, architectures: [String], syscalls: [Rule]) {
            self.defaultAction = defaultAction
            self.architectures = architectures
            self.syscalls = syscalls
        }

        public struct Rule: Encodable, Sendable {
            public var names: [String]
            public var action: String
            public var errnoRet: UInt32?
            public var args: [Argument]

            public init(_ names: [String], action: String, errnoRet: UInt32? = nil, args: [Argument] = []) {
                self.names = names
                self.action = action
                self.errnoRet = errnoRet
                self.args = args
            }
        }

        /// Compares one argument of a call.
        public struct Argument: Encodable, Sendable {
            public var index: UInt32
            public var value: UInt64
            public var valueTwo: UInt64
            public var op: String

            public init(index: UInt32, mask: UInt64, equals value: UInt64) {
                self.index = index
                self.value = mask
                valueTwo = value
                op = "SCMP_CMP_MASKED_EQ"
            }

            public init(index: UInt32, _ comparison: String, _ value: UInt64) {
                self.index = index
                self.value = value
                valueTwo = 0
                op = "SCMP_CMP_" + comparison
            }
        }
    }
}

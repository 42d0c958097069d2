import Glibc
import Linux

/// Which OCI runtime is there, and whether it really starts a container here.
enum RuntimeProbe {
    /// In the order of preference: crun starts faster.
    static let known = ["crun", "runc"]

    /// Runs in the engine's namespaces.
    /// - Parameter folder: an empty folder on the store's file system.
    static func item(in folder: String) -> HostItem {
        let distribution = Distribution.current
        var attempts: [String] = []
        for name in known {
            guard let path = Programs.find(name) else { continue }
            let version =
                HostCommand.run([path, "--version"]).output.split(separator: "\n").first.map(String.init) ?? name
            let result = start(name, path, in: folder + "/" + name)
            if result.succeeded {
                return HostItem(
                    id: "runtime", title: "OCI runtime", state: .ok,
                    found: "\(path) (\(version)) started and ended a container", isRequired: true)
            }
            attempts.append("\(version) cannot start a container: \(result.lastLine)")
        }
        return HostItem(
            id: "runtime", title: "OCI runtime", state: .missing,
            found: attempts.isEmpty ? "neither crun nor runc found" : attempts.joined(separator: "; "),
            consequence: "Nothing can be run, so nothing can be verified.",
            mend: attempts.isEmpty ? [distribution.install("crun")] : [], isRequired: true)
    }

    /// Starts a container that runs `true` from the host's own /usr, mounted read-only.
    private static func start(_ name: String, _ program: String, in folder: String) -> HostCommand {
        do {
            try makeBundle(in: folder)
        } catch {
            return HostCommand(status: nil, output: "\(error)")
        }
        let id = "workshop-probe-\(getpid())"
        var arguments = [program, "--root", folder + "/state"]
        if name == "crun" {
            // crun refuses hosts with cgroups of both versions, but not one whose cgroups it does not see.
            // This process has a mount namespace of its own, and ends soon.
            if (try? Mount.makeAllPrivate()) == nil || (try? Mount.tmpfs(at: "/sys/fs/cgroup")) == nil {
                return HostCommand(status: nil, output: "/sys/fs/cgroup cannot be covered")
            }
            arguments.append("--cgroup-manager=disabled")
        }
        defer { if name == "crun" { try? Mount.unmount("/sys/fs/cgroup") } }
        return HostCommand.run(arguments + ["run", "--bundle", folder, id])
    }

    private static func makeBundle(in folder: String) throws(SystemError) {
        let root = folder + "/rootfs"
        for path in [folder, folder + "/state", root, root + "/usr", root + "/proc", root + "/dev"] {
            try systemCall("mkdir", path) { mkdir(path, 0o755) }
        }
        var mounts = [mount("/usr")]
        for name in ["bin", "lib", "lib64", "sbin"] {
            let path = "/" + name
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFLNK {
                try systemCall("symlink", root + path) { symlink("usr/" + name, root + path) }
            } else {
                try systemCall("mkdir", root + path) { mkdir(root + path, 0o755) }
                mounts.append(mount(path))
            }
        }
        try SmallFile.write(configuration(mounts: mounts), to: folder + "/config.json")
    }

    private static func mount(_ path: String) -> String {
        #"{"destination":"\#(path)","type":"bind","source":"\#(path)","options":["bind","ro"]}"#
    }

    /// config.json of the OCI runtime specification, with the namespaces that every container gets.
    private static func configuration(mounts: [String]) -> String {
        """
        {"ociVersion":"1.0.2","hostname":"probe",
         "process":{"terminal":false,"user":{"uid":0,"gid":0},"args":["/usr/bin/true"],"env":["PATH=/usr/bin:/bin"],
          "cwd":"/","noNewPrivileges":true,"capabilities":{}},
         "root":{"path":"rootfs","readonly":true},
         "mounts":[{"destination":"/proc","type":"proc","source":"proc"},
          {"destination":"/dev","type":"tmpfs","source":"tmpfs","options":["nosuid","mode=755","size=64k"]},
          \(mounts.joined(separator: ",\n  "))],
         "linux":{"namespaces":[{"type":"pid"},{"type":"mount"},{"type":"ipc"},{"type":"uts"},{"type":"network"}]}}
        """
    }
}

import EngineInterface
import Glibc
import Linux
import OCI

/// Devices of the host that a container gets.
enum HostDevices {
    /// What `--device HOST[:CONTAINER[:rwm]]` stands for: one device, or those of a folder.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument`.
    static func resolve(_ text: String) throws(EngineError) -> [RuntimeSpec.Device] {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let source = parts[0]
        let target = parts.count > 1 && parts[1].hasPrefix("/") ? parts[1] : source
        var status = stat()
        guard source.hasPrefix("/"), stat(source, &status) == 0 else {
            throw EngineError(
                .invalidArgument,
                "error gathering device information while adding custom device \"\(source)\": no such file or directory"
            )
        }
        if let device = device(status, at: target) { return [device] }
        if status.st_mode & S_IFMT == S_IFDIR { return inFolder(source, as: target) }
        throw EngineError(
            .invalidArgument,
            "error gathering device information while adding custom device \"\(source)\": not a device node")
    }

    /// Every device of the host, for privileged containers.
    static func all() -> [RuntimeSpec.Device] {
        inFolder("/dev", as: "/dev").filter {
            !$0.path.hasPrefix("/dev/pts/") && $0.path != "/dev/ptmx" && $0.path != "/dev/console"
                && $0.path != "/dev/tty"
        }
    }

    private static func inFolder(_ source: String, as target: String) -> [RuntimeSpec.Device] {
        guard let folder = try? RootedDirectory(source), let names = try? folder.list("/") else { return [] }
        return names.flatMap { name -> [RuntimeSpec.Device] in
            var status = stat()
            guard lstat(source + "/" + name, &status) == 0 else { return [] }
            if let device = device(status, at: target + "/" + name) { return [device] }
            guard status.st_mode & S_IFMT == S_IFDIR, !["pts", "shm", "mqueue", "fd"].contains(name) else { return [] }
            return inFolder(source + "/" + name, as: target + "/" + name)
        }
    }

    private static func device(_ status: stat, at path: String) -> RuntimeSpec.Device? {
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFCHR || kind == S_IFBLK else { return nil }
        let number = DeviceNumber(UInt64(status.st_rdev))
        return RuntimeSpec.Device(
            path: path, type: kind == S_IFCHR ? "c" : "b", major: Int64(number.major), minor: Int64(number.minor),
            fileMode: UInt32(status.st_mode & 0o777), uid: status.st_uid, gid: status.st_gid)
    }
}

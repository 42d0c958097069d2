import Containers
import EngineInterface
import Glibc
import Images
import Linux
import OCI
import Testing

/// A store with one small image, and a session on it; everything goes when the test ends.
struct ContainerFixture {
    let root: String
    let store: ImageStore
    let session: LocalSession
    let image: String

    /// Containers need mounts and namespaces that the test process has only when it was started for it.
    static var canRun: Bool { getenv("WORKSHOP_NAMESPACES") != nil }

    /// - Parameter configure: changes the image's configuration.
    static func with(
        _ configure: @Sendable (inout ImageConfig) -> Void = { _ in },
        test: (ContainerFixture) async throws -> Void
    ) async throws {
        let root = "/tmp/workshop-containers-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        mkdir(root, 0o755)
        let store = try ImageStore(root: root + "/store")
        var config = ImageConfig()
        config.cmd = ["sh"]
        configure(&config)
        let image = try store.putImage(
            config: config, snapshot: try busybox(in: store), history: [], names: ["fixture"], standIn: nil)
        let folder = root + "/session"
        mkdir(folder, 0o700)
        let session = try LocalSession(store: store, folder: folder, runtime: try OCIRuntime.find())
        let fixture = ContainerFixture(root: root, store: store, session: session, image: image.id)
        do {
            try await test(fixture)
        } catch {
            await session.close()
            try removeTree(root)
            throw error
        }
        await session.close()
        #expect(access(folder, F_OK) != 0, "the session's folder is removed when it closes")
        try removeTree(root)
    }

    /// One layer: busybox, a passwd and a group file, /data with a file in it.
    private static func busybox(in store: ImageStore) throws -> SnapshotID {
        let draft = try store.beginDraft(parent: nil)
        for folder in ["bin", "etc", "tmp", "proc", "sys", "dev", "data", "home", "home/app"] {
            mkdir("\(draft.upper)/\(folder)", 0o755)
        }
        chmod(draft.upper + "/tmp", 0o1777)
        let program = try SmallFile.read("/bin/busybox", limit: 16 << 20)
        let file = try Descriptor.open(draft.upper + "/bin/busybox", O_WRONLY | O_CREAT, mode: 0o755)
        try Descriptor.write(program, to: file.number)
        file.closeNow()
        chmod(draft.upper + "/bin/busybox", 0o755)
        let applets = [
            "sh", "cat", "echo", "id", "ls", "sleep", "true", "false", "touch", "wc", "yes", "dd", "nc", "wget",
            "mount",
            "httpd", "hostname", "ip", "ping", "seq", "stat", "rm", "mkdir", "kill", "env", "tail", "head", "printf",
        ]
        for applet in applets { symlink("busybox", "\(draft.upper)/bin/\(applet)") }
        try SmallFile.write("plain", to: draft.upper + "/bin/plain")
        try SmallFile.write(
            "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n", to: draft.upper + "/etc/passwd")
        try SmallFile.write("root:x:0:\napp:x:1000:\nstaff:x:50:app\n", to: draft.upper + "/etc/group")
        try SmallFile.write("seed\n", to: draft.upper + "/data/seed")
        chown(draft.upper + "/home/app", 1000, 1000)
        chown(draft.upper + "/data", 1000, 50)
        chmod(draft.upper + "/data", 0o770)
        return try store.commit(draft).id
    }

    /// A container of the fixture's image.
    func container(
        _ command: [String]? = nil, name: String = "test",
        _ change: (inout ContainerRequest) -> Void = { _ in }
    ) async throws -> any ContainerHandle {
        var request = ContainerRequest(image: image, name: name, command: command, network: .none)
        change(&request)
        return try await session.createContainer(request)
    }

    /// Runs a command to its end.
    func run(
        _ command: [String]? = nil, name: String = "test", _ change: (inout ContainerRequest) -> Void = { _ in }
    ) async throws -> (exit: ContainerExit, output: String, error: String) {
        let container = try await container(command, name: name, change)
        try await container.start()
        let exit = try await container.wait()
        let logs = try await container.logs()
        try await container.remove(volumes: true)
        #expect(await container.remains() == [])
        return (exit, text(logs.standardOutput), text(logs.standardError))
    }

    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// Waits until something holds, looking again and again.
func eventually(_ body: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
        if try await body() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("It did not happen within 20 seconds.")
}

extension Trait where Self == ConditionTrait {
    /// Skips, with a word, where the process was not started in the engine's namespaces.
    static var needsNamespaces: Self {
        .enabled(if: ContainerFixture.canRun, "runs only in the engine's namespaces: make test")
    }
}

import EngineInterface
import Glibc
import Images
import Linux

/// The key agents of one build: those that it was given, and those that it starts for keys in files.
actor KeyAgents {
    private let agents: [BuildAgent]
    private let store: ImageStore
    private var started: [String: (child: ChildProcess, draft: SnapshotDraft, socket: String)] = [:]

    init(_ agents: [BuildAgent], store: ImageStore) {
        self.agents = agents
        self.store = store
    }

    /// Why there is no agent; a sentence, and what to try.
    struct Fault: Error {
        var message: String
        var help: String?
    }

    /// The socket of the agent with this identifier; `nil` when the build was not given any.
    func socket(_ id: String) async throws -> String? {
        guard let agent = agents.last(where: { $0.id == id }) else { return nil }
        if let known = started[id] { return known.socket }
        if agent.paths.count == 1, let path = agent.paths.first, Self.isSocket(path) { return path }
        guard !agent.paths.isEmpty else {
            throw Fault(
                message: "The key agent \(id) has neither a socket nor a key.",
                help: "Start an agent, so that SSH_AUTH_SOCK names its socket, or give a key: --ssh \(id)=KEYFILE.")
        }
        return try await start(agent)
    }

    private static func isSocket(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }

    private func start(_ agent: BuildAgent) async throws -> String {
        guard let program = Tool.find("ssh-agent"), let adder = Tool.find("ssh-add") else {
            throw Fault(
                message: "Keys in files need the programs ssh-agent and ssh-add, and this machine has none.",
                help: "Install them with: apt-get install openssh-client")
        }
        let draft = try store.beginDraft(parent: nil)
        let folder = draft.upper
        do {
            try systemCall("chmod", folder) { chmod(folder, 0o700) }
            var request = SpawnRequest(program, ["-D", "-a", "agent.sock"])
            request.directory = folder
            request.environment = ["PATH=/usr/local/bin:/usr/bin:/bin"]
            request.newSession = true
            let null = try Descriptor.open("/dev/null", O_RDWR)
            request.descriptors = [(null.number, 0), (null.number, 1), (null.number, 2)]
            let child = try withExtendedLifetime(null) { try ChildProcess(request) }
            do {
                try await waitUntilReady(folder + "/agent.sock", child)
                for path in agent.paths { try await add(path, with: adder, in: folder) }
            } catch {
                child.kill()
                throw error
            }
            started[agent.id] = (child, draft, folder + "/agent.sock")
            return folder + "/agent.sock"
        } catch {
            store.discard(draft)
            throw error
        }
    }

    private func waitUntilReady(_ path: String, _ child: ChildProcess) async throws {
        while true {
            let probe = try LocalSocket.make()
            if (try? LocalSocket.connect(probe.number, to: path)) != nil { return }
            guard child.termination == nil else {
                throw Fault(message: "ssh-agent ended at once.", help: "Try it by hand: ssh-agent -D")
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Hands a key to the agent without a copy on the disk, whatever the file's mode is.
    private func add(_ path: String, with program: String, in folder: String) async throws {
        let key: [UInt8]
        do {
            key = try SmallFile.read(path, limit: 1 << 20)
        } catch {
            throw Fault(message: "The key \(path) cannot be read: \(error.reason).", help: "Check the path of --ssh.")
        }
        var request = SpawnRequest(program, ["-q", "-"])
        request.directory = folder
        request.environment = [
            "PATH=/usr/local/bin:/usr/bin:/bin", "SSH_AUTH_SOCK=agent.sock", "SSH_ASKPASS_REQUIRE=never",
        ]
        // Without a terminal nobody can be asked for a passphrase.
        request.newSession = true
        let input = try Descriptor.memoryFile(key.last == 10 ? key : key + [10])
        let null = try Descriptor.open("/dev/null", O_WRONLY)
        request.descriptors = [(input.number, 0), (null.number, 1), (null.number, 2)]
        let child = try withExtendedLifetime((input, null)) { try ChildProcess(request) }
        guard await child.wait().status == 0 else {
            throw Fault(
                message: "\(path) is neither an agent's socket nor a private key without a passphrase.",
                help: "Add the key to an agent of yours with ssh-add, and give the build that: --ssh default.")
        }
    }

    /// Ends the agents that were started.
    func close() async {
        for agent in started.values {
            agent.child.kill()
            _ = await agent.child.wait()
            store.discard(agent.draft)
        }
        started = [:]
    }
}

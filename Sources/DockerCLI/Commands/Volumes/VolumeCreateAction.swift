import EngineInterface

/// `docker volume create`
enum VolumeCreateAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        var request = VolumeRequest(name: context.arguments.first)
        if let name = flags.given("name"), !name.isEmpty {
            guard request.name == nil else {
                throw CommandFailure(
                    "conflicting options: cannot specify a volume-name through both --name and as a positional arg")
            }
            request.name = name
        }
        for name in ["group", "scope", "sharing", "availability", "type", "secret", "limit-bytes", "required-bytes"]
        where flags.isSet(name) {
            throw CommandFailure(
                "docker: --\(name) is for volumes of a cluster",
                help: "Volumes are folders of this machine here; leave the option out.")
        }
        request.driver = flags.string("driver")
        guard request.driver == "local" else {
            throw CommandFailure(
                "Error response from daemon: create \(request.name ?? ""): error looking up volume plugin "
                    + "\(request.driver): plugin \"\(request.driver)\" not found",
                help: "There is one driver, local; leave -d out.")
        }
        request.options = flags.keysAndValues("opt")
        request.labels = flags.keysAndValues("label")
        context.output.line(try await context.engine.createVolume(request).name)
        return 0
    }
}

import DockerFormat
import EngineInterface
import GoTemplate
import OCI

/// `docker version`
enum VersionAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let source = context.flags.string("format")
        let information = try await context.engine.systemInformation()
        let value = value(information, context)
        guard !source.isEmpty else {
            context.output.write(text(information, context))
            return 0
        }
        do throws(TemplateError) {
            let template = try Template(source == "json" ? "{{json .}}" : source, name: "version")
            context.output.line(try template.render(value))
        } catch  where error.stage == .parsing {
            throw CommandFailure("template parsing error: \(error)", status: 64)
        } catch {
            context.output.line()
            throw CommandFailure("\(error)", help: "Try: docker version --format '{{.Server.Version}}'")
        }
        return 0
    }

    /// The version of Docker's programming interface that the commands follow.
    private static let apiVersion = "1.50"

    private static func text(_ information: SystemInformation, _ context: CommandContext) -> String {
        let platform = ImagePlatform.host
        let build = "workshop-\(context.host.version)"
        func section(_ indent: String, _ lines: [(String, String)]) -> String {
            lines.map { name, value in
                (indent + name + ":").padding(to: 20) + value + "\n"
            }.joined()
        }
        return "Client: Workshop\n"
            + section(
                " ",
                [
                    ("Version", DockerMain.compatibleVersion), ("API version", apiVersion), ("Git commit", build),
                    ("OS/Arch", "\(platform.os)/\(platform.architecture)"), ("Context", "default"),
                ])
            + "\nServer: Workshop\n Engine:\n"
            + section(
                "  ",
                [
                    ("Version", DockerMain.compatibleVersion), ("API version", apiVersion), ("Git commit", build),
                    ("OS/Arch", "\(platform.os)/\(platform.architecture)"), ("Experimental", "false"),
                ].map { ($0.0, $0.1) })
            + " \(information.runtime):\n" + section("  ", [("Version", information.runtimeVersion)])
    }

    private static func value(_ information: SystemInformation, _ context: CommandContext) -> TemplateValue {
        let platform = ImagePlatform.host
        let build: TemplateValue = .string("workshop-\(context.host.version)")
        func structure(_ type: String, _ fields: [TemplateStruct.Field]) -> TemplateValue {
            .object(TemplateStruct(typeName: type, fields: fields))
        }
        let name = structure("system.platformInfo", [.init("Name", "Workshop")])
        let client = structure(
            "system.clientVersion",
            [
                .init("Platform", name, omitsEmpty: true),
                .init("Version", .string(DockerMain.compatibleVersion)),
                .init("APIVersion", key: "ApiVersion", .string(apiVersion)),
                .init("DefaultAPIVersion", .string(apiVersion)), .init("GitCommit", build),
                .init("GoVersion", ""), .init("Os", .string(platform.os)),
                .init("Arch", .string(platform.architecture)), .init("BuildTime", "", omitsEmpty: true),
                .init("Context", "default"),
            ])
        func component(_ name: String, _ version: String, _ details: [String: String]) -> TemplateValue {
            structure(
                "types.ComponentVersion",
                [.init("Name", .string(name)), .init("Version", .string(version)), .init("Details", .strings(details))])
        }
        let server = structure(
            "*types.Version",
            [
                .init("Platform", name),
                .init(
                    "Components",
                    .list(
                        [
                            component(
                                "Engine", DockerMain.compatibleVersion,
                                [
                                    "ApiVersion": apiVersion, "Arch": platform.architecture, "Experimental": "false",
                                    "GitCommit": "workshop-\(context.host.version)",
                                    "KernelVersion": information.kernelVersion, "Os": platform.os,
                                ]), component(information.runtime, information.runtimeVersion, [:]),
                        ], element: .named("types.ComponentVersion"))),
                .init("Version", .string(DockerMain.compatibleVersion)),
                .init("APIVersion", key: "ApiVersion", .string(apiVersion)),
                .init("MinAPIVersion", "1.24"), .init("GitCommit", build), .init("GoVersion", ""),
                .init("Os", .string(platform.os)), .init("Arch", .string(platform.architecture)),
                .init("KernelVersion", .string(information.kernelVersion), omitsEmpty: true),
                .init("Experimental", false, omitsEmpty: true), .init("BuildTime", "", omitsEmpty: true),
            ])
        return structure("system.versionInfo", [.init("Client", client), .init("Server", server)])
    }
}

extension String {
    /// The text with blanks up to that many characters, one at least.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

// swift-tools-version:6.1
import PackageDescription

// Folders are layers. A target lists everything that it may import, so the compiler keeps the
// direction of dependencies that docs/architecture.md draws.

let linux: Target.Dependency = "Linux"
let oci: Target.Dependency = "OCI"
let interface: Target.Dependency = "EngineInterface"

func engine(_ name: String, _ folder: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Engine/\(folder ?? name)")
}

func workshop(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Workshop/\(name)")
}

func docker(_ name: String, _ folder: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/DockerCLI/\(folder)")
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: Bool = false) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
        exclude: resources ? ["Fixtures"] : [])
}

let package = Package(
    name: "workshop",
    products: [.executable(name: "workshop", targets: ["workshop"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The engine, bottom up.
        .target(name: "CLinux", path: "Sources/Engine/CLinux"),
        engine("Linux", nil, ["CLinux"]),
        engine("OCI"),
        engine("Dockerfile"),
        engine("EngineInterface", "Interface", [oci]),
        engine(
            "Images", nil,
            [
                linux, oci, interface, .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        engine("Catalogue", nil, ["Images", linux, oci, interface, .product(name: "Crypto", package: "swift-crypto")]),
        engine("Containers", nil, ["Images", linux, oci, interface]),
        engine(
            "Build", nil,
            [
                "Dockerfile", "Images", linux, oci, interface,
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        engine("Host", nil, [linux]),
        engine("Engine", nil, ["Build", "Catalogue", "Containers", "Images", "Host", linux, oci, interface]),

        // The docker-compatible command line, a face of the engine beside the workshop.
        docker("GoTemplate", "Template"),
        docker("DockerFormat", "Format", ["GoTemplate"]),
        docker("DockerFlags", "Flags"),
        docker("DockerCLI", "Commands", ["DockerFlags", "DockerFormat", "GoTemplate", interface, oci, linux]),

        // What is read in the terminal, and the terminal.
        .systemLibrary(
            name: "CCmark", path: "Sources/Workshop/CCmark", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
        workshop("TerminalText"),
        workshop("Markdown", ["CCmark"]),
        workshop("Highlighting", ["TerminalText", "Dockerfile"]),
        workshop("Rendering", ["Markdown", "TerminalText"]),
        workshop("Screen", ["TerminalText", linux]),
        workshop("Reader", ["Rendering", "Screen", "TerminalText"]),

        // The workshop.
        workshop("Course", [.product(name: "Yams", package: "Yams")]),
        workshop("Chapters", ["Course", "Markdown", linux]),
        workshop("Progress", ["Course", linux, .product(name: "Crypto", package: "swift-crypto")]),
        workshop("Learning", ["Course", "Progress", "Screen", "TerminalText", linux]),
        workshop(
            "Verify",
            [
                "Course", "Dockerfile", interface, oci,
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        workshop("Grading", ["Verify", "Course", interface]),
        workshop("Building", [interface, linux]),
        workshop("Presentation", ["Building", "Dockerfile", "Verify", "Course", "Grading", "TerminalText", interface]),
        .executableTarget(
            name: "workshop",
            dependencies: [
                "Engine", "DockerCLI", "Host", "Dockerfile", "Course", "Verify", "Grading", "Building", "Presentation",
                "Chapters", "Progress", "Learning", "Reader", "Rendering", "Highlighting", "Screen", "TerminalText",
                "Markdown", interface,
                linux,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/Workshop/CLI"),

        // Tests: one target a module, plus those that run the executable.
        tests("Dockerfile", ["Dockerfile"], resources: true),
        tests("Linux", [linux]),
        tests("OCI", [oci]),
        tests("Images", ["Images", linux]),
        tests("Catalogue", ["Catalogue", "Images"]),
        tests("Build", ["Build", "Dockerfile", "Images"]),
        tests("Containers", ["Containers", "Images"]),
        tests("Engine", ["Engine", interface]),
        tests("GoTemplate", ["GoTemplate"]),
        tests("DockerFormat", ["DockerFormat", "GoTemplate"]),
        tests("DockerFlags", ["DockerFlags"]),
        tests("DockerCLI", ["DockerCLI", "DockerFlags", "DockerFormat", interface, oci], resources: true),
        // Dockerfiles of Tests/Conformance, compared with what BuildKit makes of them.
        tests(
            "Conformance",
            ["Engine", "Images", linux, oci, interface, .product(name: "Crypto", package: "swift-crypto")]),
        tests("TerminalText", ["TerminalText"]),
        tests("Markdown", ["Markdown"]),
        tests("Highlighting", ["Highlighting", "TerminalText"]),
        tests("Rendering", ["Rendering", "Markdown", "TerminalText", "CCmark"], resources: true),
        tests("Screen", ["Screen", "TerminalText"]),
        tests("Reader", ["Reader", "Rendering", "Markdown", "Screen", "TerminalText"]),
        tests("Course", ["Course"], resources: true),
        tests("Chapters", ["Chapters", "Course"]),
        tests("Progress", ["Progress", "Course", linux]),
        tests("Learning", ["Learning", "Course", "Progress", "Screen", "TerminalText", linux]),
        tests("Verify", ["Verify", "Course", interface]),
        tests("Grading", ["Grading", "Verify"]),
        tests("CLI", ["workshop", "Building", "Dockerfile", "Presentation", "Verify", oci], resources: true),
    ],
    swiftLanguageModes: [.v6]
)

// swift-tools-version:6.1
import PackageDescription

// libFuzzer targets for what reads untrusted text. A package of its own, so that the main build knows nothing of it;
// scripts/fuzz builds and runs it. See docs/fuzzing.md.

func target(_ name: String, _ dependency: Target.Dependency = "Dockerfile") -> Target {
    .executableTarget(name: name, dependencies: [dependency], path: "Sources/\(name)")
}

/// A link to a module as it is in the main package.
func module(_ name: String, _ folder: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(folder ?? name)")
}

let package = Package(
    name: "fuzz",
    targets: [
        module("Dockerfile"),
        module("CLinux"),
        module("Linux", nil, ["CLinux"]),
        module("OCI"),
        module("EngineInterface", "Interface", ["OCI"]),
        module("Building", nil, ["EngineInterface", "Linux"]),
        .systemLibrary(name: "CCmark", path: "Sources/CCmark", pkgConfig: "libcmark-gfm"),
        module("TerminalText"),
        module("Markdown", nil, ["CCmark"]),
        module("Rendering", nil, ["Markdown", "TerminalText"]),
        target("parser"),
        target("expansion"),
        target("ignorefile"),
        target("mount"),
        target("checks"),
        target("options", "Building"),
        target("chapter", "Rendering"),
    ],
    swiftLanguageModes: [.v6]
)

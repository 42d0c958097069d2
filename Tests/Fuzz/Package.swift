// swift-tools-version:6.1
import PackageDescription

// libFuzzer targets for what reads untrusted text. A package of its own, so that the main build knows nothing of it;
// scripts/fuzz builds and runs it. See docs/fuzzing.md.

func target(_ name: String) -> Target {
    .executableTarget(name: name, dependencies: ["Dockerfile"], path: "Sources/\(name)")
}

let package = Package(
    name: "fuzz",
    targets: [
        // A link to the module as it is in the main package.
        .target(name: "Dockerfile", path: "Sources/Dockerfile"),
        target("parser"),
        target("expansion"),
        target("ignorefile"),
        target("mount"),
    ],
    swiftLanguageModes: [.v6]
)

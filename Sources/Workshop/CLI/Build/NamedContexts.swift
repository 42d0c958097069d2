import Building
import Engine
import EngineInterface

/// Brings what `--build-context` names to this machine.
struct NamedContexts {
    var engine: LocalEngine
    /// A folder for what is fetched.
    var workFolder: String

    func resolve(_ options: [String]) async throws -> [String: NamedContext] {
        var contexts: [String: NamedContext] = [:]
        for (index, text) in options.enumerated() {
            let option = try ContextOption(text)
            switch option.value {
            case .image(let name): contexts[option.name] = .image(name)
            case .layout(let folder, let choice):
                let images = try await engine.loadLayout(folder: Paths.absolute(folder), choice: choice)
                guard let image = images.first, images.count == 1 else {
                    throw UsageError(
                        "--build-context \(text): the layout holds \(images.count) images for this machine, not one. Name one: oci-layout://FOLDER:TAG."
                    )
                }
                contexts[option.name] = .image(image.id)
            case .source(.folder(let path)):
                guard Paths.isFolder(path) else { throw UsageError("--build-context \(text): \(path) is no folder.") }
                contexts[option.name] = .folder(Paths.absolute(path))
            case .source(let source):
                let folder = "\(workFolder)/named-\(index)"
                try Paths.makeFolders(folder)
                let maker = ContextMaker(workFolder: folder, currentFolder: Paths.current())
                contexts[option.name] = .folder(try await maker.make(source, file: nil).folder)
            }
        }
        return contexts
    }
}

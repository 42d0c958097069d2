import EngineInterface
import Linux

extension StoredContainer {
    /// What events tell of a container: its labels, its name and its image, and what belongs to the event.
    public func eventAttributes(_ details: [String: String] = [:]) -> [String: String] {
        var attributes = configuration.labels
        attributes["name"] = name
        attributes["image"] = configuration.image
        return attributes.merging(details) { _, new in new }
    }

    /// Something that happened to it now.
    public func event(_ action: String, _ details: [String: String] = [:]) -> EngineEvent {
        EngineEvent(
            time: Clock.real, subject: .container, action: action, id: id, attributes: eventAttributes(details))
    }
}

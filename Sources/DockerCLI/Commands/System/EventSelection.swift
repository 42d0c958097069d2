import DockerFormat
import EngineInterface

/// Which events the filters of `docker events` accept.
struct EventSelection: Sendable {
    /// The names that filters may have; some are of things that do not exist here, of which nothing is ever told.
    static let names: Set<String> = [
        "builder", "config", "container", "daemon", "event", "image", "label", "label!", "network", "node", "plugin",
        "scope", "secret", "service", "type", "volume",
    ]
    /// Actions that have a text of their own behind a colon.
    private static let detailed = ["exec_create", "exec_start", "health_status"]

    private let filters: Filters

    init(_ filters: Filters) { self.filters = filters }

    func accepts(_ event: EngineEvent) -> Bool {
        let absent = ["config", "daemon", "node", "plugin", "secret", "service"].contains(where: filters.contains)
        return !absent && filters.matches("type", exactly: event.subject.rawValue)
            && filters.matches("scope", exactly: "local") && acceptsAction(event)
            && filters.matchesLabels(event.attributes) && acceptsImage(event)
            && ["container", "volume", "network", "builder"].allSatisfy { acceptsName(event, $0) }
    }

    private func acceptsAction(_ event: EngineEvent) -> Bool {
        let wanted = filters["event"]
        guard !wanted.isEmpty else { return true }
        return wanted.contains { name in
            event.action == name || Self.detailed.contains(name) && event.action.hasPrefix(name)
        }
    }

    /// By name, or by the beginning of either name or identifier.
    private func acceptsName(_ event: EngineEvent, _ filter: String) -> Bool {
        guard filters.contains(filter) else { return true }
        guard event.subject.rawValue == filter else { return false }
        return filters.matches(filter, prefixOf: event.id)
            || filters.matches(filter, prefixOf: event.attributes["name"] ?? "")
    }

    /// An image's own events, and those of containers made of it; with or without the tag.
    private func acceptsImage(_ event: EngineEvent) -> Bool {
        guard filters.contains("image") else { return true }
        let name = event.attributes[event.subject == .image ? "name" : "image"] ?? ""
        let colon = name.lastIndex(of: ":")
        let slash = name.lastIndex(of: "/") ?? name.startIndex
        let bare = colon.map { $0 > slash ? String(name[..<$0]) : name } ?? name
        return [event.id, name, bare].contains { filters.matches("image", exactly: $0) }
    }
}

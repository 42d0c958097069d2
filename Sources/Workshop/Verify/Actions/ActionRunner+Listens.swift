import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: ListensAction) async throws {
        let container = try scope.container(action.container)
        let explanation = ContainerExplanation(container: container)
        var probe = Probe(seconds: action.within)
        while true {
            if let exit = try await explanation.ending() {
                throw await explanation.ended(exit, while: "before it listened on port \(action.port)")
            }
            do {
                let ports = try await container.handle.listeningPorts()
                if ports.contains(where: { $0.port == action.port && !$0.isUDP && !$0.isLoopbackOnly }) { return }
            } catch let error as EngineError where error.kind == .notRunning {
                // It ended just now; the next look says how.
            }
            guard try await probe.next() else { break }
        }
        if let exit = try await explanation.ending() {
            throw await explanation.ended(exit, while: "before it listened on port \(action.port)")
        }
        throw await explanation.notListening(on: action.port)
    }
}

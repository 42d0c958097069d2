import Glibc
import Linux

/// Ends a container from outside.
enum ContainerEnd {
    /// Kills everything in the container that a runtime has started.
    ///
    /// The container's first process is killed and not the runtime, which waits for it: when the runtime has ended,
    /// everything of the container has. A runtime without a child has not started anything yet, and is killed itself.
    static func kill(_ runtime: ChildProcess) {
        strike(runtime)
        // The runtime may have started the container between the look and the blow.
        Task.detached {
            for _ in 0..<100 {
                if try await runtime.waitUnlessCancelled(atMost: .milliseconds(20)) != nil { return }
                strike(runtime)
            }
            runtime.kill()
        }
    }

    private static func strike(_ runtime: ChildProcess) {
        guard runtime.termination == nil else { return }
        let started = ProcessTree.children(of: runtime.pid)
        for process in started { Glibc.kill(process, SIGKILL) }
        if started.isEmpty { runtime.kill() }
    }
}

import Dispatch
import Linux

extension ChildProcess {
    /// Waits for the end and returns the status. Only from within ``Blocking/run(_:)``: the threads that serve tasks must
    /// stay free.
    func waitBlocking() -> Int32 {
        let status = Locked<Int32>(255)
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let ended = await self.wait().status
            status.withLock { $0 = ended }
            done.signal()
        }
        done.wait()
        return status.withLock { $0 }
    }
}

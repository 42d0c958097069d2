@preconcurrency import Dispatch
import DockerFlags

/// Answers a shell that asks how words may go on.
enum CompletionCall {
    static func run(_ request: DockerCompletionRequest, output: CommandOutput, host: DockerHost) -> Int32 {
        let ended = DispatchSemaphore(value: 0)
        let source: any CompletionSource = host.completion ?? CompletionNames()
        let variables = ProcessEnvironment.variables().keys.sorted()
        Task {
            let answer = await answer(request, source, variables)
            output.write(answer.text)
            ended.signal()
        }
        ended.wait()
        return 0
    }

    private static func answer(
        _ request: DockerCompletionRequest, _ source: some CompletionSource, _ variables: [String]
    ) async -> DockerCompletionAnswer {
        await request.answer(source: source, environment: variables)
    }
}

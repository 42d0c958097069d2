import Testing

@testable import Course

/// That every key arrives where it belongs.
@Suite struct ExerciseReaderTests {
    private func exercise(_ text: String) throws -> Exercise {
        try ExerciseLoader.read(text, id: "demo", folder: "/demo", file: "exercise.yaml")
    }

    private func action(_ text: String) throws -> Action {
        let exercise = try exercise(
            """
            format: 1
            title: T
            summary: S
            checks:
              - {id: a, title: A, reason: R, hint: H, do: [build: {all-stages: true}, start: {name: web, shared: true, publish: [80]}]}
              - id: b
                title: B
                reason: R
                hint: H
                needs: [a]
                do:
                  - volume: {create: notes}
                  - listen: {name: target, port: 7000}
                  - \(text)

            """)
        return try #require(exercise.checks.last?.actions.last?.action)
    }

    @Test func head() throws {
        let exercise = try exercise(
            """
            format: 1
            title: "`A` title"
            summary: S
            minutes: 20
            images: [alpine, "golang:1.22.1-alpine"]
            files: [Dockerfile, src/app.js]
            limits: {time: 60s, memory: 512MiB, processes: 256, disk: 1GiB, output: 1MiB}
            checks:
              - id: first
                title: A
                reason: R
                hint: H
                do: [build: {}]
              - {id: second, title: A, reason: R, hint: H, points: 3, limit: 10m, needs: [first], do: [run: {}, run: {}]}
            starter: {passes: [first]}
            mistakes:
              two: {summary: Two, fails: [second]}
              one: {summary: One, fails: [first]}

            """)
        #expect(exercise.title == "`A` title" && exercise.minutes == 20 && exercise.points == 4)
        #expect(exercise.images == ["alpine", "golang:1.22.1-alpine"])
        #expect(exercise.files == ["Dockerfile", "src/app.js"])
        #expect(
            exercise.limits
                == Limits(
                    seconds: 60, memoryBytes: 512 << 20, processes: 256, diskBytes: 1 << 30, outputBytes: 1 << 20))
        #expect(exercise.checks.map(\.id) == ["first", "second"])
        #expect(exercise.checks.map(\.limit) == [60, 600])
        #expect(exercise.checks.map(\.points) == [1, 3])
        #expect(exercise.checks[1].needs == ["first"])
        #expect(exercise.checks.map(\.line) == [9, 14])
        #expect(exercise.checks[1].actions.count == 2)
        #expect(exercise.passesOnStarter == ["first"])
        #expect(exercise.mistakes.map(\.name) == ["two", "one"])
        #expect(exercise.mistakes.map(\.fails) == [["second"], ["first"]])
    }

    @Test func build() throws {
        guard case .build(let plain) = try action("build: {}") else { throw Unexpected() }
        #expect(plain.name == "image" && plain.context == "." && plain.dockerfile == "Dockerfile")
        #expect(plain.target == nil && !plain.allStages && !plain.mustFail && plain.change.isEmpty)
        let text =
            "build: {as: x, context: sub, dockerfile: a/D, target: \"0\", args: {V: \"2\"}, fresh-args: [B], secrets: {t: s}, all-stages: true, "
            + "change: [app.js], reuses: [{matches: npm}, {before: app.js}], reruns: [{matches: COPY}], stages: {min: 2}}"
        guard case .build(let full) = try action(text) else { throw Unexpected() }
        #expect(full.name == "x" && full.context == "sub" && full.dockerfile == "a/D" && full.target == "0")
        #expect(full.secrets == ["t": "s"] && plain.secrets.isEmpty && full.freshArguments == ["B"])
        #expect(full.arguments == ["V": "2"] && full.allStages && full.change == ["app.js"])
        #expect(full.reuses.count == 2 && full.reruns.count == 1 && full.stages == NumberMatch(minimum: 2))
        guard case .before(file: "app.js") = full.reuses[1] else { throw Unexpected() }
        guard case .build(let failing) = try action("build: {fails: true, error: {contains: no}}") else {
            throw Unexpected()
        }
        #expect(failing.mustFail && failing.error?.contains == ["no"])
    }

    @Test(arguments: [
        ("final", DockerfileAction.Stage.final), ("any", .any), ("0", .number(0)), ("\"2\"", .number(2)),
        ("Builder", .name("builder")),
    ])
    func stages(_ text: String, _ stage: DockerfileAction.Stage) throws {
        guard case .dockerfile(let action) = try action("dockerfile: {instruction: RUN, stage: \(text)}") else {
            throw Unexpected()
        }
        #expect(action.stage == stage && action.count == NumberMatch(minimum: 1) && action.path == "Dockerfile")
    }

    @Test func image() throws {
        let text =
            "image: {size: {max: 20MB}, layers: 3, smaller-than: {stage: first, factor: 10}, config: {env: {A: b}, "
            + "no-env: [C], exposes: [8090, 53/udp], volumes: [/data], user: app, workdir: /app, entrypoint: e, cmd: c, "
            + "labels: {l: m}, stop-signal: SIGINT, healthcheck: true}, files: [{path: /a, type: symlink, mode: \"0644\", "
            + "mode-lacks: \"4000\", user: {not: 0}, group: 0, content: x, size: {max: 1MB}}, {path: /b, present: false}]}"
        guard case .image(let image) = try action(text) else { throw Unexpected() }
        #expect(image.image == "image" && image.size?.maximum == 20_000_000 && image.layers?.values == [3])
        #expect(image.smallerThan?.stage == .first && image.smallerThan?.factor == 10)
        let config = image.config
        #expect(config.environment["A"]?.equals == "b" && config.noEnvironment == ["C"])
        #expect(
            config.exposes == ["8090/tcp", "53/udp"] && config.volumes == ["/data"] && config.user?.equals == "app")
        #expect(config.workingDirectory?.equals == "/app" && config.entrypoint?.equals == "e")
        #expect(config.command?.equals == "c" && config.labels["l"]?.equals == "m")
        #expect(config.stopSignal?.equals == "SIGINT" && config.healthcheck == true)
        let file = try #require(image.files.first)
        #expect(file.path == "/a" && file.present && file.kind == .symlink && file.mode == 0o644)
        #expect(file.modeLacks == 0o4000 && file.user?.not == [0] && file.group?.values == [0])
        #expect(file.content?.equals == "x" && file.size?.maximum == 1_000_000)
        #expect(image.files.last?.present == false)
        guard case .image(let traces) = try action("image: {lacks-anywhere: s3cr3t}") else { throw Unexpected() }
        #expect(traces.lacksAnywhere == ["s3cr3t"] && image.lacksAnywhere.isEmpty)
    }

    @Test func containers() throws {
        let settings =
            "name: c, image: image, command: [sh, -c, x], entrypoint: [], env: {P: \"1\"}, user: \"1000:1000\", "
            + "workdir: /src, network: session, publish: [80], limits: {memory: 256MiB}, read-only: true, "
            + "mounts: [{bind: ., to: /src, read-only: true}, {volume: notes, to: /data}, {tmpfs: true, to: /tmp}]"
        guard case .start(let start) = try action("start: {\(settings), shared: true}") else { throw Unexpected() }
        #expect(start.name == "c" && start.command == ["sh", "-c", "x"] && start.entrypoint == [] && start.isShared)
        #expect(start.environment == ["P": "1"] && start.user == "1000:1000" && start.workingDirectory == "/src")
        #expect(start.publish == [80] && start.limits.memoryBytes == 256 << 20 && start.network == .session)
        #expect(start.isRootReadOnly)
        #expect(start.mounts.map(\.source) == [.bind("."), .volume("notes"), .tmpfs])
        #expect(start.mounts.map(\.target) == ["/src", "/data", "/tmp"])
        #expect(start.mounts.map(\.isReadOnly) == [true, false, false])
        let expect = "expect: {exit: [0, 143], stdout: a, stderr: b, output: {contains: c}, time: {max: 5s}}"
        guard case .run(let run) = try action("run: {\(settings), stdin: hello, within: 2s, \(expect)}") else {
            throw Unexpected()
        }
        #expect(run.container.standardInput == "hello" && run.within == 2 && run.expect.exit?.values == [0, 143])
        #expect(run.expect.standardOutput?.equals == "a" && run.expect.standardError?.equals == "b")
        #expect(run.expect.output?.contains == ["c"] && run.expect.time?.maximum == 5)
        guard case .run(let plain) = try action("run: {expect: {exit: any}}") else { throw Unexpected() }
        #expect(plain.container.name == "run" && plain.expect.exit == nil && plain.within == 30)
        #expect(!plain.container.isRootReadOnly)
        #expect(plain.container.entrypoint == nil && plain.container.command == nil)
    }

    @Test func services() throws {
        guard
            case .http(let http) = try action(
                "http: {to: web, port: 80, via: published, path: /x, method: POST, headers: {A: b}, body: c, within: 3s, "
                    + "expect: {status: [200, 204], headers: {Content-Type: {contains: html}}}, bodies: [a, {contains: b}]}"
            )
        else { throw Unexpected() }
        #expect(http.container == "web" && http.port == 80 && http.way == .published && http.path == "/x")
        #expect(http.method == "POST" && http.headers == ["A": "b"] && http.body == "c" && http.within == 3)
        #expect(http.expect.status.values == [200, 204] && http.expect.headers["content-type"]?.contains == ["html"])
        #expect(http.bodies.count == 2)
        guard
            case .received(let received) = try action(
                "received: {by: target, count: {min: 3}, within: 1s, spacing: {min: 300ms}, "
                    + "expect: {method: GET, path: /, headers: {X: y}, body: z}}")
        else { throw Unexpected() }
        #expect(received.listener == "target" && received.count.minimum == 3 && received.spacing?.minimum == 0.3)
        #expect(received.expect.method?.equals == "GET" && received.expect.headers["x"]?.equals == "y")
        guard
            case .process(let process) = try action("process: {in: web, pid: all, user: {not: 0}, capabilities: none}")
        else { throw Unexpected() }
        #expect(process.which == .all && process.user?.not == [0] && process.hasNoCapabilities)
        guard
            case .exec(let exec) = try action(
                "exec: {in: web, command: [a], user: root, workdir: /, env: {B: c}, until: true, within: 4s}")
        else { throw Unexpected() }
        #expect(exec.command == ["a"] && exec.user == "root" && exec.isRepeated && exec.within == 4)
        guard case .stop(let stop) = try action("stop: {container: web, signal: int, within: 2s, exit: [0, 143]}")
        else { throw Unexpected() }
        #expect(stop.signal == "SIGINT" && stop.within == 2 && stop.exit?.values == [0, 143])
        guard case .logs(let logs) = try action("logs: {of: web, expect: {matches: x}, stream: stderr}") else {
            throw Unexpected()
        }
        #expect(logs.stream == .stderr && logs.within == 5 && logs.expect.matches?.source == "x")
        guard case .remove(container: "web", volumes: true) = try action("remove: {container: web, volumes: true}")
        else { throw Unexpected() }
        guard case .restart(container: "web") = try action("restart: {container: web}") else { throw Unexpected() }
        guard case .gone(container: "web") = try action("gone: {container: web}") else { throw Unexpected() }
        guard case .listens(let listens) = try action("listens: {in: web, port: 80}") else { throw Unexpected() }
        #expect(listens.port == 80 && listens.within == 10)
    }

    @Test func volumes() throws {
        guard
            case .volume(.look("web", "/data", "mine", true, "notes", nil)) = try action(
                "volume: {of: web, at: /data, as: mine, anonymous: true, same-as: notes}")
        else { throw Unexpected() }
        guard case .volume(.exists("notes")) = try action("volume: {exists: notes}") else { throw Unexpected() }
        guard case .volume(.gone("notes")) = try action("volume: {gone: notes}") else { throw Unexpected() }
        guard case .volume(.remove("notes")) = try action("volume: {remove: notes}") else { throw Unexpected() }
        guard case .volume(.create("more")) = try action("volume: {create: more}") else { throw Unexpected() }
    }

    struct Unexpected: Error {}
}

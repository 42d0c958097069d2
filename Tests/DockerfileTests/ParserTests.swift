import Testing

@testable import Dockerfile

@Suite struct ParserTests {
    func parse(_ text: String) throws -> Dockerfile { try Dockerfile.parse(Array(text.utf8), file: "Dockerfile") }

    func operation(_ text: String) throws -> InstructionOperation {
        try #require(try parse("FROM scratch\n" + text).stages[0].instructions.last).operation
    }

    @Test func stagesAndGlobals() throws {
        let file = try parse(
            "# syntax=docker/dockerfile:1\n# escape=\\\nARG V=1\nFROM --platform=$P golang:$V AS Build\nRUN a\nfrom build as two\nCOPY --from=0 /a /b\n"
        )
        #expect(file.directives.map(\.name) == [.syntax, .escape])
        #expect(file.globalArguments.count == 1)
        #expect(file.stages.map(\.name) == ["build", "two"])
        #expect(file.stages[0].base.text == "golang:$V")
        #expect(file.stages[0].platform?.text == "$P")
        #expect(file.stage("BUILD")?.index == 0)
        #expect(file.stage("1")?.index == 1)
        #expect(file.stage("two", before: 1) == nil)
        #expect(file.instructions.map { $0.instruction.keyword } == ["ARG", "FROM", "RUN", "FROM", "COPY"])
    }

    @Test func continuedLinesWithCommentsAndBlankLines() throws {
        let file = try parse(
            "\u{FEFF}FROM a\r\n\r\n# why\r\nRUN one \\  \r\n  # note\r\n\r\n   && two \\\r\n && three\r\nCMD x\r\n")
        let run = file.stages[0].instructions[0]
        #expect(run.statement.text == "RUN one && two && three")
        #expect(run.statement.arguments == "one && two && three")
        #expect(run.statement.comments == ["why"])
        #expect(run.line == 4)
        #expect(run.statement.lastLine == 8)
        #expect(String(decoding: run.statement.source, as: UTF8.self).hasPrefix("RUN one \\  \r\n  # note"))
        #expect(file.stages[0].instructions[1].line == 9)
        #expect(file.warnings.map(\.rule) == [.emptyContinuation])
        guard case .run(let operation) = run.operation else { return #expect(Bool(false)) }
        #expect(operation.command.form == .shell("one    && two  && three"))
    }

    @Test func backtickEscapes() throws {
        let file = try parse("# escape=`\nFROM a\nRUN dir `\n C:\\\nCOPY a C:\\b\\\n")
        #expect(file.stages[0].instructions.count == 2)
        guard case .copy(let copy) = file.stages[0].instructions[1].operation else { return #expect(Bool(false)) }
        #expect(copy.destination.text == "C:\\b\\")
    }

    @Test func heredocs() throws {
        let file = try parse(
            "FROM a\nRUN <<EOF\n#!/bin/sh\n echo $x\nEOF\nCOPY <<-\"A\" <<B x.txt /to/\n\ta\n\tA\n\tb $v\nB\nRUN cat <<1 3<<2 && echo \"<<no\"\nx\n1\ny\n2\nUSER u\n"
        )
        let instructions = file.stages[0].instructions
        #expect(instructions.map(\.keyword) == ["RUN", "COPY", "RUN", "USER"])
        #expect(instructions[0].statement.heredocs.map(\.text) == ["#!/bin/sh\n echo $x\n"])
        #expect(instructions[0].statement.arguments == "<<EOF\n#!/bin/sh\n echo $x\nEOF")
        #expect(instructions[0].statement.lastLine == 5)
        guard case .copy(let copy) = instructions[1].operation else { return #expect(Bool(false)) }
        #expect(copy.heredocs.map(\.name) == ["A", "B"])
        #expect(copy.heredocs.map(\.expands) == [false, true])
        #expect(copy.heredocs.map(\.text) == ["a\n", "\tb $v\n"])
        #expect(copy.sources.map(\.text) == ["x.txt"])
        #expect(instructions[2].statement.heredocs.map(\.descriptor) == [0, 3])
        #expect(instructions[3].line == 16)
    }

    @Test func heredocsKeepTheirBytes() throws {
        let bytes: [UInt8] = Array("FROM a\nCOPY <<EOF /x\r\n".utf8) + [0xFF, 0x0D, 0x0A] + Array("EOF\n".utf8)
        let file = try Dockerfile.parse(bytes, file: "x")
        #expect(file.stages[0].instructions[0].statement.heredocs[0].content == [0xFF, 0x0D, 0x0A])
    }

    @Test func commandsInBothForms() throws {
        func form(_ text: String) throws -> WrittenCommand.Form? {
            switch try operation(text) {
            case .cmd(let command), .entrypoint(let command): command.form
            case .run(let run): run.command.form
            default: nil
            }
        }
        #expect(try form("CMD [\"a\", \"b \\\"c\\\" \\u00e4\\ud83d\\ude00\"]") == .exec(["a", "b \"c\" ä😀"]))
        #expect(try form("ENTRYPOINT [ ]") == .exec([]))
        #expect(try form("CMD node app.js") == .shell("node app.js"))
        #expect(try form("RUN [ -f x ] && y") == .shell("[ -f x ] && y"))
        #expect(try form("CMD ['a', 'b']") == .shell("['a', 'b']"))
        #expect(try form("RUN --network=none --mount=type=tmpfs,target=/t -- --odd") == .shell("--odd"))
    }

    @Test(arguments: [
        ("CMD ['node', 'app.js']", DockerfileWarning.Rule.malformedList), ("CMD [“a”]", .malformedList),
        ("CMD [\"a\" \"b\"]", .malformedList), ("ENTRYPOINT [\"a\"] # start", .malformedList),
        ("RUN ['a']", .malformedList), ("WORKDIR /app # here", .commentAtLineEnd), ("ARG A=1 # it", .commentAtLineEnd),
        ("COPY a b # c", .commentAtLineEnd), ("ENV a b", .legacyAssignment), ("MAINTAINER me", .deprecatedMaintainer),
        ("RUN", .emptyCommand), ("ARG --x A", .ignoredFlag), ("STOPSIGNAL --x 9", .ignoredFlag),
        ("HEALTHCHECK --retries=3 NONE", .ignoredFlag), ("ENV A = b", .legacyAssignment),
    ])
    func warnings(_ text: String, _ rule: DockerfileWarning.Rule) throws {
        #expect(try parse("FROM a\n" + text).warnings.map(\.rule) == [rule])
    }

    @Test(arguments: [
        "RUN [ -f 'x' ] && y", "CMD echo [a]", "RUN echo # in a shell", "WORKDIR '/a #b'", "ENV a='x # y'",
    ])
    func noWarnings(_ text: String) throws {
        #expect(try parse("FROM a\n" + text).warnings.isEmpty)
    }

    @Test func assignments() throws {
        guard case .env(let env) = try operation("ENV A=1 B=\"two words\" C=a\\ b D='x=y' E=") else {
            return #expect(Bool(false))
        }
        #expect(env.map(\.name.text) == ["A", "B", "C", "D", "E"])
        #expect(env.map(\.value) == ["1", "\"two words\"", "a\\ b", "'x=y'", ""])
        guard case .env(let legacy) = try operation("ENV A  one \"two\"") else { return #expect(Bool(false)) }
        #expect(legacy.map(\.value) == ["one \"two\""])
        guard case .arg(let arguments) = try operation("ARG A B=2 C=") else { return #expect(Bool(false)) }
        #expect(arguments.map(\.value) == [nil, "2", ""])
    }

    @Test func copyFlags() throws {
        guard
            case .copy(let copy) = try operation(
                "COPY --from=build --chown=a:b --chmod=0755 --link --parents --exclude=*.md --exclude=x [\"a b\", \"c\", \"/d/\"]"
            )
        else { return #expect(Bool(false)) }
        #expect(copy.from?.text == "build")
        #expect(copy.chown?.text == "a:b")
        #expect(copy.chmod?.text == "0755")
        #expect(copy.link && copy.parents)
        #expect(copy.excludes.map(\.text) == ["*.md", "x"])
        #expect(copy.sources.map(\.text) == ["a b", "c"])
        #expect(copy.destination.text == "/d/")
        guard case .add(let add) = try operation("ADD --checksum=sha256:x --unpack=false --keep-git-dir http://x /y")
        else {
            return #expect(Bool(false))
        }
        #expect(add.unpack == false && add.keepGitDir == true && add.checksum?.text == "sha256:x")
    }

    @Test func healthchecks() throws {
        guard
            case .healthcheck(let check) = try operation(
                "HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=1.5h --start-interval=2s --retries=3 CMD curl -f x || exit 1"
            )
        else { return #expect(Bool(false)) }
        #expect(
            check.interval == 90_000_000_000 && check.timeout == 500_000_000 && check.startPeriod == 5_400_000_000_000)
        #expect(check.startInterval == 2_000_000_000 && check.retries == 3)
        #expect(check.command?.form == .shell("curl -f x || exit 1"))
        guard case .healthcheck(let none) = try operation("HEALTHCHECK none") else { return #expect(Bool(false)) }
        #expect(none.command == nil)
    }

    @Test func mounts() throws {
        let bind = try MountSpecification("type=bind,source=a,target=/b,rw")
        #expect(bind.kind == .bind && bind.source == "a" && bind.target == "/b" && !bind.isReadOnly)
        let cache = try MountSpecification("id=x,target=/c,type=cache,sharing=locked,mode=0700,uid=5,gid=6")
        #expect(
            cache.kind == .cache && cache.sharing == .locked && cache.mode == 0o700 && cache.user == 5
                && !cache.isReadOnly)
        let tmpfs = try MountSpecification("type=tmpfs,dst=/t,size=1.5m")
        #expect(tmpfs.size == 1_572_864)
        let secret = try MountSpecification("type=secret,id=s,env=TOKEN,required")
        #expect(secret.isRequired && secret.environmentName == "TOKEN" && secret.isReadOnly)
        #expect(try MountSpecification("type=bind,\"source=a,b\",target=/x").source == "a,b")
        for wrong in [
            "type=secret", "type=bind,target=/x,uid=1", "type=cache,target=/x,sharing=no",
            "foo=1,target=/x", "target",
        ] {
            #expect(throws: ValueFault.self) { try MountSpecification(wrong) }
        }
    }

    @Test func triggers() throws {
        guard case .onBuild(let trigger) = try operation("ONBUILD COPY <<EOF /x\nhello\nEOF") else {
            return #expect(Bool(false))
        }
        #expect(trigger.text == "COPY <<EOF /x\nhello\nEOF")
        let instruction = try Dockerfile.parseTrigger(trigger.text, file: "Dockerfile", line: 7)
        #expect(instruction.keyword == "COPY" && instruction.line == 7)
        #expect(instruction.statement.heredocs[0].text == "hello\n")
        #expect { try Dockerfile.parseTrigger("RUNN x", file: "D", line: 3) } throws: {
            ($0 as? DockerfileError)?.line == 3 && "\($0)".contains("ONBUILD RUNN x")
        }
    }

    @Test(arguments: [
        ("80", ["80/tcp"]), ("53/UDP", ["53/udp"]), ("1-3", ["1/tcp", "2/tcp", "3/tcp"]), ("8080:80", ["80/tcp"]),
    ])
    func ports(_ text: String, _ expected: [String]) throws {
        #expect(try PortSpecification.ports(text) == expected)
    }

    @Test func excerptsShowTheLinesAround() throws {
        let file = try parse("FROM a\nRUN b\nRUN c\nRUN d\n")
        #expect(file.excerpt(around: 3...3, context: 1).map(\.number) == [2, 3, 4])
        #expect(file.excerpt(around: 1...1, context: 1).map(\.text) == ["FROM a", "RUN b"])
    }

    @Test(arguments: [("COPPY", "COPY"), ("RN", "RUN"), ("ENTYRPOINT", "ENTRYPOINT"), ("xyz", nil), ("", nil)])
    func spelling(_ word: String, _ expected: String?) {
        #expect(Spelling.nearest(to: word, among: OperationParser.keywords) == expected)
    }
}

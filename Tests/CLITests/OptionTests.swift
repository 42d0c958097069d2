import EngineInterface
import Testing

@testable import Building

/// The values of `workshop build`'s options.
@Suite struct OptionTests {
    private static func environment(_ name: String) -> String? {
        ["TOKEN": "s3cret", "SSH_AUTH_SOCK": "/run/agent", "EMPTY": ""][name]
    }
    private static func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "/here/" + path }

    @Test(arguments: [
        ("a=b", ["a=b"]), ("a=b,c=d", ["a=b", "c=d"]), ("\"a=b,c\",d", ["a=b,c", "d"]), ("\"a\"\"b\"", ["a\"b"]),
        ("", [""]), ("a,", ["a", ""]), (",", ["", ""]),
    ])
    func `fields are separated by commas, and quotes protect them`(text: String, fields: [String]) throws {
        #expect(try CommaFields.split(text, option: "--x") == fields)
    }

    @Test(arguments: ["\"a", "\"a\"b", "a\"b", "a,\"b"])
    func `quotes that do not fit are errors`(text: String) {
        #expect(throws: OptionError.self) { try CommaFields.split(text, option: "--x") }
    }

    @Test(arguments: [
        ("id=a,src=f", "file /here/f"), ("id=a,source=/f", "file /f"), ("src=f,id=a,type=file", "file /here/f"),
        ("id=a,env=TOKEN", "value s3cret"), ("id=a,type=env,src=TOKEN", "value s3cret"),
        ("id=TOKEN,type=env", "value s3cret"), ("id=TOKEN", "value s3cret"), ("id=TOKEN,type=file", "file /here/TOKEN"),
        ("id=other", "file /here/other"), ("id=a,env=EMPTY", "value "), ("ID=a,SRC=f", "file /here/f"),
        ("id=a,\"src=x,y\"", "file /here/x,y"),
    ])
    func `secrets come from files and variables`(text: String, source: String) throws {
        let secret = try SecretOption.parse(text, environment: Self.environment, absolute: Self.absolute)
        switch secret.source {
        case .file(let path): #expect(source == "file \(path)")
        case .value(let bytes): #expect(source == "value " + String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test(arguments: ["", "src=f", "id=", "id=a,env=NONE", "id=a,type=x", "id=a,x=y", "id=a,b", "id=a,src=f,env=TOKEN"])
    func `secrets that say too little or too much are errors`(text: String) {
        #expect(throws: OptionError.self) {
            try SecretOption.parse(text, environment: Self.environment, absolute: Self.absolute)
        }
    }

    @Test(arguments: [
        ("default", "default", ["/run/agent"]), ("", "default", ["/run/agent"]), ("gh=key", "gh", ["/here/key"]),
        ("gh=/a,/b", "gh", ["/a", "/b"]), ("default=", "default", ["/run/agent"]),
    ])
    func `agents are sockets or keys`(text: String, id: String, paths: [String]) throws {
        let agent = try AgentOption.parse(text, environment: Self.environment, absolute: Self.absolute)
        #expect(agent.id == id)
        #expect(agent.paths == paths)
        #expect(throws: OptionError.self) {
            try AgentOption.parse("default", environment: { _ in nil }, absolute: Self.absolute)
        }
    }

    @Test(arguments: [
        ("db:192.0.2.7", "db", "192.0.2.7"), ("db=192.0.2.7", "db", "192.0.2.7"),
        ("db:2001:db8::7", "db", "2001:db8::7"),
        ("db=[2001:db8::7]", "db", "2001:db8::7"), ("up:host-gateway", "up", "host-gateway"),
    ])
    func `hosts have an address`(text: String, name: String, address: String) throws {
        let host = try HostOption.parse(text)
        #expect(host.name == name)
        #expect(host.address == address)
    }

    @Test(arguments: ["db", "db:", ":192.0.2.7", "db:192.0.2", "db:name", "d b:192.0.2.7"])
    func `hosts without a right address are errors`(text: String) {
        #expect(throws: OptionError.self) { try HostOption.parse(text) }
    }

    @Test(
        arguments: [
            ("0", 0), ("100", 100), ("1k", 1024), ("1kb", 1024), ("1KiB", 1024), ("64m", 64 << 20), ("1.5g", 3 << 29),
            ("2GB", 2 << 30), ("1 g", 1 << 30), ("1t", 1 << 40), ("7b", 7),
        ] as [(String, Int64)])
    func `sizes have units`(text: String, bytes: Int64) { #expect(ByteSize.parse(text) == bytes) }

    @Test(arguments: ["", "g", "1x", "-1", "1.", "1ib", "1kbb", "1e3", "9999999p"])
    func `what is no size`(text: String) { #expect(ByteSize.parse(text) == nil) }

    @Test(
        arguments: [
            ("nofile=1024", 1024, 1024), ("nofile=1:2", 1, 2), ("core=-1", .max, .max), ("stack=8:-1", 8, .max),
        ] as [(String, UInt64, UInt64)])
    func `limits have a soft and a hard value`(text: String, soft: UInt64, hard: UInt64) throws {
        let limit = try LimitOption.parse(text)
        #expect(limit.soft == soft)
        #expect(limit.hard == hard)
    }

    @Test(arguments: ["nofile", "nofile=", "nofile=a", "files=1", "nofile=2:1", "nofile=1:2:3", "nofile=-2"])
    func `limits that setrlimit would not take are errors`(text: String) {
        #expect(throws: OptionError.self) { try LimitOption.parse(text) }
    }

    @Test func `arguments without a value take the environment's`() throws {
        let values = try NamedValues.buildArguments(
            ["A=1", "B=", "TOKEN", "NONE", "C=x=y", "A=2"], environment: Self.environment)
        #expect(values == ["A": "2", "B": "", "TOKEN": "s3cret", "C": "x=y"])
        #expect(try NamedValues.labels(["a=1", "b"]) == ["a": "1", "b": ""])
        #expect(throws: OptionError.self) { try NamedValues.labels(["=1"]) }
        #expect(throws: OptionError.self) { try NamedValues.buildArguments(["A B=1"], environment: { _ in nil }) }
    }

    @Test(arguments: [
        ("out", BuildOutput(kind: .local, destination: .path("/here/out"))),
        ("-", BuildOutput(kind: .tar, destination: .standardOutput)),
        ("type=local,dest=/o", BuildOutput(kind: .local, destination: .path("/o"))),
        ("type=tar", BuildOutput(kind: .tar, destination: .standardOutput)),
        ("type=tar,dest=a.tar", BuildOutput(kind: .tar, destination: .path("/here/a.tar"))),
        ("type=oci,dest=-", BuildOutput(kind: .oci, destination: .standardOutput)),
        ("type=docker", BuildOutput(kind: .docker, destination: nil)),
        (
            "type=docker,dest=a.tar,name=x:1",
            BuildOutput(kind: .docker, destination: .path("/here/a.tar"), names: ["x:1"])
        ),
        ("type=image,name=x,push=false", BuildOutput(kind: .image, destination: nil, names: ["x"])),
        ("type=image,\"name=x,y\"", BuildOutput(kind: .image, destination: nil, names: ["x", "y"])),
        (
            "type=oci,compression=zstd",
            BuildOutput(kind: .oci, destination: .standardOutput, compression: "zstd")
        ),
        ("type=cacheonly", BuildOutput(kind: .cacheonly, destination: nil)),
    ])
    func `outputs have a kind and a place`(text: String, output: BuildOutput) throws {
        #expect(try BuildOutput(text, absolute: Self.absolute) == output)
    }

    @Test(arguments: [
        "", "dest=x", "type=local", "type=local,dest=-", "type=zip", "type=registry,name=x", "type=image,push=true",
        "type=image,dest=x", "type=tar,compression=zstd", "type=oci,compression=lz4", "type=tar,x",
    ])
    func `outputs that are not possible are errors`(text: String) {
        #expect(throws: OptionError.self) { try BuildOutput(text, absolute: Self.absolute) }
    }

    @Test(
        arguments: [
            ("lib=lib", .source(.folder("lib"))), ("base=docker-image://debian:12", .image("debian:12")),
            ("base=oci-layout:///srv/x", .layout("/srv/x", choice: nil)),
            ("base=oci-layout://x:1.0", .layout("x", choice: "1.0")),
            ("base=oci-layout://a:b/x", .layout("a:b/x", choice: nil)),
            ("base=oci-layout://x@sha256:ab", .layout("x", choice: "sha256:ab")),
            ("lib=https://x/y.git#v1", .source(.git(GitReference("https://x/y.git#v1")))),
            ("lib=https://x/y.tar", .source(.web("https://x/y.tar"))), ("a=b=c", .source(.folder("b=c"))),
        ] as [(String, ContextOption.Value)])
    func `named contexts are folders, images and what can be fetched`(text: String, value: ContextOption.Value) throws {
        #expect(try ContextOption(text).value == value)
    }

    @Test(arguments: ["lib", "=x", "lib=", "lib=-", "lib=ftp://x", "b=docker-image://"])
    func `named contexts of no known kind are errors`(text: String) {
        #expect(throws: OptionError.self) { try ContextOption(text) }
    }

    @Test(
        arguments: [
            ("web:1", .image("web:1")), ("Web:1", .image("Web:1")), ("type=registry,ref=web:1", .image("web:1")),
            ("type=local,src=x", .folder("/here/x")), ("type=local,src=/x,tag=a", .folder("/x")),
        ] as [(String, CacheSource)])
    func `caches are read from images and folders`(text: String, source: CacheSource) throws {
        #expect(try CacheOption.source(text, absolute: Self.absolute) == source)
    }

    @Test(
        arguments: [
            ("type=inline", .inline), ("inline", .inline), ("type=inline,mode=max", .inline),
            ("type=local,dest=x", .folder("/here/x", everyStage: false, compression: nil)),
            ("type=local,dest=x,mode=max,compression=zstd", .folder("/here/x", everyStage: true, compression: "zstd")),
            ("type=local,dest=x,compression=uncompressed", .folder("/here/x", everyStage: false, compression: "none")),
        ] as [(String, CacheTarget)])
    func `caches are written into images and folders`(text: String, target: CacheTarget) throws {
        #expect(try CacheOption.target(text, absolute: Self.absolute) == target)
    }

    @Test(arguments: [
        "", "type=gha", "type=local", "type=local,src=", "type=registry", "type=local,src=x,what=1", "type=local,src",
    ])
    func `caches that cannot be read are refused with a word`(text: String) {
        #expect(throws: OptionError.self) { try CacheOption.source(text, absolute: Self.absolute) }
    }

    @Test(arguments: [
        "", "web:1", "type=registry,ref=x", "type=gha", "type=local", "type=local,dest=x,mode=most",
        "type=local,dest=x,compression=lz4", "type=local,dest=x,what=1", "type=inline,dest=x",
    ])
    func `caches that cannot be written are refused with a word`(text: String) {
        #expect(throws: OptionError.self) { try CacheOption.target(text, absolute: Self.absolute) }
    }
}

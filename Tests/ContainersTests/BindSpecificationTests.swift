import EngineInterface
import Testing

@testable import Containers

/// `-v SOURCE:TARGET:OPTIONS`.
@Suite struct BindSpecificationTests {
    @Test(arguments: [
        ("/data", "", "/data", false), ("vol:/data", "vol", "/data", false), ("vol:/data:ro", "vol", "/data", true),
        ("/a/b:/c/", "/a/b", "/c", false), ("/a:/c/../d//e/.", "/a", "/d/e", false), ("/a:/b:rw", "/a", "/b", false),
        ("/a:/b:ro,z", "/a", "/b", true), ("/a:/b:rslave", "/a", "/b", false), ("v:/b:nocopy", "v", "/b", false),
        ("/a:/b:ro,cached", "/a", "/b", true),
    ])
    func understood(_ text: String, _ source: String, _ target: String, _ isReadOnly: Bool) throws {
        let bind = try BindSpecification(text)
        #expect(bind.source == source && bind.target == target && bind.isReadOnly == isReadOnly)
    }

    @Test(arguments: [
        ("", "invalid volume specification: ''"), (":/a", "invalid volume specification: ':/a'"),
        ("a:", "invalid volume specification: 'a:'"), ("a:/b:c:d", "invalid volume specification: 'a:/b:c:d'"),
        ("vol:data", "invalid mount path: 'data' mount path must be absolute"),
        ("vol:/", "invalid specification: destination can't be '/'"),
        ("vol:/a/..", "invalid specification: destination can't be '/'"), ("/a:/b:x", "invalid mode: x"),
        ("/a:/b:ro,rw", "invalid mode: ro,rw"), ("/a:/b:nocopy", "invalid mode: nocopy"),
        ("v:/b:rshared", "invalid mode: rshared"),
    ])
    func refused(_ text: String, _ message: String) {
        let error = #expect(throws: EngineError.self) { _ = try BindSpecification(text) }
        #expect(error?.kind == .invalidArgument)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ("web", true), ("a1", true), ("A_b.c-d", true), ("a", false), ("", false), ("-ab", false), ("a b", false),
        ("a/b", false), ("ä1", false), ("_a", false),
    ])
    func containerNames(_ name: String, _ isGood: Bool) {
        if isGood {
            #expect(throws: Never.self) { try ContainerNames.check(name) }
        } else {
            let error = #expect(throws: EngineError.self) { try ContainerNames.check(name) }
            #expect(
                error?.message == "Invalid container name (\(name)), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed")
        }
    }

    @Test func inventedNamesAreGood() throws {
        for attempt in 0..<50 { try ContainerNames.check(ContainerNames.random(attempt: attempt)) }
    }
}

import Engine
import Glibc
import Testing

@Suite struct StoreLocationTests {
    @Test func theVariableNamesTheFolder() {
        let before = getenv("WORKSHOP_HOME").map { String(cString: $0) }
        defer { if let before { setenv("WORKSHOP_HOME", before, 1) } else { unsetenv("WORKSHOP_HOME") } }
        setenv("WORKSHOP_HOME", "/somewhere/else", 1)
        #expect(StoreLocation.standard() == "/somewhere/else")
        setenv("WORKSHOP_HOME", "", 1)
        #expect(StoreLocation.standard().hasPrefix("/"))
    }
}

import EngineInterface

/// Names that containers are given when nobody names them: a quality and something from the sea.
public enum ContainerNames {
    /// A name such as `calm_otter`; later `attempts` get a digit, as the plain names may all be taken.
    public static func random(attempt: Int) -> String {
        let name = (qualities.randomElement() ?? "plain") + "_" + (things.randomElement() ?? "wave")
        return attempt == 0 ? name : name + String(Int.random(in: 0...9 + attempt * 10))
    }

    /// - Throws: ``EngineError`` of kind `invalidArgument`, in Docker's words.
    public static func check(_ name: String) throws(EngineError) {
        func isWord(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        let bytes = Array(name.utf8)
        let isGood =
            bytes.count > 1 && isWord(bytes[0])
            && bytes.allSatisfy { isWord($0) || [UInt8]("_.-".utf8).contains($0) }
        if isGood { return }
        throw EngineError(
            .invalidArgument,
            "Invalid container name (\(name)), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
            help: "Use at least two letters or digits; from the second on also _ . and -.")
    }

    private static let qualities = [
        "able", "agile", "airy", "amber", "avid", "bold", "brave", "bright", "brisk", "calm", "candid", "cheery",
        "clear", "clever", "cosy", "crisp", "curious", "deft", "eager", "early", "easy", "fair", "fleet", "fond",
        "frank",
        "fresh", "gentle", "glad", "golden", "grand", "handy", "happy", "hardy", "hearty", "honest", "jolly", "keen",
        "kind", "lively", "loyal", "lucid", "lucky", "mellow", "merry", "mild", "modest", "neat", "nimble", "noble",
        "patient", "plucky", "polite", "proud", "quick", "quiet", "rapid", "ready", "rosy", "serene", "sharp", "silver",
        "sincere", "smart", "snug", "solid", "spry", "steady", "sunny", "swift", "tidy", "true", "upbeat", "vivid",
        "warm", "wise", "witty", "zesty",
    ]

    private static let things = [
        "anchor", "barge", "bay", "beacon", "bream", "breeze", "buoy", "canal", "cape", "clam", "cod", "compass",
        "coral",
        "cove", "crab", "creek", "current", "dock", "dolphin", "dune", "eddy", "eel", "estuary", "ferry", "fjord",
        "foam",
        "galley", "gull", "harbour", "heron", "herring", "island", "jetty", "kayak", "keel", "kelp", "lagoon",
        "lantern",
        "lighthouse", "limpet", "lobster", "mast", "mussel", "oar", "otter", "oyster", "pearl", "pelican", "pier",
        "plaice", "puffin", "quay", "raft", "reef", "rudder", "sail", "salmon", "sandbar", "schooner", "seal", "shell",
        "shoal", "shrimp", "sloop", "spray", "sprat", "squid", "stern", "strait", "surf", "tern", "tide", "trawler",
        "turtle", "urchin", "walrus", "wave", "wharf", "whelk", "yawl",
    ]
}

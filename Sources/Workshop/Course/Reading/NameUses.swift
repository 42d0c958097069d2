/// The names that a check's actions define and use, in order, with their places.
final class NameUses {
    enum Use {
        case builds(image: String, allStages: Bool)
        case usesImage(String)
        case needsAllStages(image: String)
        case starts(container: String, isShared: Bool, ports: [Int], isRun: Bool)
        case usesContainer(String)
        case needsPublished(container: String, port: Int)
        case removes(container: String)
        /// Only to look that nothing is left of it.
        case looksForRest(container: String)
        case makesVolume(String)
        case usesVolume(String)
        case listens(String, port: Int)
        case usesListener(String)
    }

    private(set) var all: [(use: Use, place: Place)] = []

    func add(_ use: Use, _ place: Place) { all.append((use, place)) }
}

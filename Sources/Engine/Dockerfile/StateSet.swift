/// Numbers below a bound, each at most once, which are quickly found, added and removed all at once.
struct StateSet {
    private(set) var members: [Int] = []
    /// For each number, in which round it was added.
    private var rounds: [Int]
    private var round = 1

    init(count: Int) {
        rounds = [Int](repeating: 0, count: count)
        members.reserveCapacity(min(count, 16))
    }

    /// Returns whether the number is new.
    mutating func insert(_ number: Int) -> Bool {
        if rounds[number] == round { return false }
        rounds[number] = round
        members.append(number)
        return true
    }

    mutating func removeAll() {
        round += 1
        members.removeAll(keepingCapacity: true)
    }
}

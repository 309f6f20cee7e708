/// The likeliest values of a list, by best-first search in the tree of their common beginnings. A beginning's mass is the
/// probability that the strip's text begins so (prefix search decoding; Graves et al., 2006). It bounds the values below it,
/// so that only beginnings that may matter are followed.
struct ListSearch {
  /// What was found.
  struct Result {
    /// Values, by their index, and their probabilities, the likeliest first.
    var values: [(index: Int, probability: Double)]
    /// The most that all other values together can have.
    var rest: Double
  }

  /// A beginning: the values that share it, and its alignments.
  fileprivate struct Prefix {
    var values: Range<Int>
    var depth: Int
    var last: Int
    var mass: Double
    /// Where its alignments begin in `alignments`.
    var place: Int
  }

  /// The search ends when all other values together have less than this share of those found.
  private static let negligible = 1e-3
  /// And when all of them together have so little that a reading is not in the list.
  private static let impossible = 1e-6
  /// Columns that are worked through before the search is cut short: about 1 ms.
  private static let mostColumns = 100_000

  private let emissions: Emissions
  private let list: NumberList
  private let isAllowed: (Int) -> Bool
  /// For each prefix two for every column, and two before the first: the alignments before the column that end with a blank
  /// and with the last digit.
  private var alignments: [Double] = []
  private var open = PrefixHeap()
  private var found: [(index: Int, probability: Double)] = []
  private var foundMass = 0.0
  private var work = 0

  /// The likeliest values of `list` among those that `isAllowed` accepts. Signs other than digits are dropped in
  /// `emissions`.
  static func run(_ emissions: Emissions, _ list: NumberList, isAllowed: @escaping (Int) -> Bool) -> Result {
    var search = ListSearch(emissions: emissions, list: list, isAllowed: isAllowed)
    search.run()
    let values = search.found.sorted { ($1.probability, $0.index) < ($0.probability, $1.index) }
    return Result(values: values, rest: search.open.mass)
  }

  private init(emissions: Emissions, list: NumberList, isAllowed: @escaping (Int) -> Bool) {
    (self.emissions, self.list, self.isAllowed) = (emissions, list, isAllowed)
  }

  private mutating func run() {
    begin()
    while open.mass > leastMass, work < Self.mostColumns, let prefix = open.popLargest() { expand(prefix) }
    // Cut short without a value: follow the best beginning alone, so that there is a nearest value.
    while found.isEmpty, let prefix = open.popLargest() {
      open.forgetAll()
      expand(prefix)
    }
  }

  private var leastMass: Double { found.isEmpty ? 0 : max(Self.negligible * foundMass, Self.impossible) }

  private mutating func begin() {
    alignments += [1, 0]
    for t in 0..<emissions.count {
      alignments += [alignments[2 * t] * emissions.shares[t * Emissions.width + Emissions.blank], 0]
    }
    open.insert(Prefix(values: 0..<list.count, depth: 0, last: -1, mass: 1, place: 0))
  }

  private mutating func expand(_ prefix: Prefix) {
    var rest = prefix.values
    // The value that ends here comes first.
    if list.digits(of: rest.lowerBound).count == prefix.depth {
      if isAllowed(rest.lowerBound) {
        let end = prefix.place + 2 * emissions.count
        found.append((rest.lowerBound, alignments[end] + alignments[end + 1]))
        foundMass += alignments[end] + alignments[end + 1]
      }
      rest = rest.lowerBound + 1..<rest.upperBound
    }
    while let first = rest.first {
      let digit = list.digits(of: first)[list.digits(of: first).startIndex + prefix.depth]
      let values = list.range(of: digit, depth: prefix.depth, in: rest)
      extend(prefix, by: Int(digit), values: values)
      rest = values.upperBound..<rest.upperBound
    }
  }

  /// Adds the beginning that is longer by a digit.
  private mutating func extend(_ prefix: Prefix, by digit: Int, values: Range<Int>) {
    let place = alignments.count
    alignments += repeatElement(0, count: 2 * emissions.count + 2)
    var (blank, label, mass) = (0.0, 0.0, 0.0)
    for t in 0..<emissions.count {
      let before = prefix.place + 2 * t
      let source = alignments[before] + (prefix.last == digit ? 0 : alignments[before + 1])
      let entry = source * emissions.shares[t * Emissions.width + digit]
      blank = (blank + label) * emissions.shares[t * Emissions.width + Emissions.blank]
      label = label * emissions.shares[t * Emissions.width + digit] + entry
      mass += entry
      alignments[place + 2 * t + 2] = blank
      alignments[place + 2 * t + 3] = label
    }
    work += emissions.count
    open.insert(Prefix(values: values, depth: prefix.depth + 1, last: digit, mass: mass, place: place))
  }
}

/// Beginnings, of which the one with the largest mass can be taken: a binary heap.
private struct PrefixHeap {
  private var items: [ListSearch.Prefix] = []
  private var forgotten = 0.0
  /// Of all beginnings in the heap, and of those that were forgotten.
  private(set) var mass = 0.0

  mutating func forgetAll() {
    forgotten = mass
    items = []
  }

  mutating func insert(_ item: ListSearch.Prefix) {
    mass += item.mass
    items.append(item)
    var place = items.count - 1
    while place > 0, items[(place - 1) / 2].mass < item.mass {
      items.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func popLargest() -> ListSearch.Prefix? {
    guard let largest = items.first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else {
      mass = forgotten
      return largest
    }
    items[0] = last
    sink()
    // What was added and taken away sums up with an error, which the largest mass that is left may exceed.
    mass = max(mass - largest.mass, items[0].mass)
    return largest
  }

  private mutating func sink() {
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < items.count else { return }
      if child + 1 < items.count, items[child + 1].mass > items[child].mass { child += 1 }
      guard items[child].mass > items[place].mass else { return }
      items.swapAt(place, child)
      place = child
    }
  }
}

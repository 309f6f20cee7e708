/// A deterministic finite automaton, which accepts the texts that fit the patterns and the count of digits. From each of
/// its states a text can still be accepted. A text without a digit never is.
package struct RuleAutomaton: Sendable, Equatable {
  /// The most states: the decoder's time grows with them, to about 1 ms for so many.
  static let mostStates = 500
  /// The state in which a text begins.
  static let start = 0

  /// For each state, the state after each sign; -1 where no text goes on so.
  private(set) var next: [Int16] = []
  /// For each state, whether a text may end there.
  private(set) var accepts: [Bool] = []

  /// Accepts every text with a digit.
  static let free = RuleAutomaton(lengths: 1...)

  package var stateCount: Int { accepts.count }

  /// The state after the sign with the raw value `label`; -1 for none.
  @inline(__always) func after(_ label: Int, from state: Int) -> Int { Int(next[state * SignSet.count + label]) }

  /// Whether the text of the signs with these raw values fits.
  package func accepts(_ labels: some Sequence<UInt8>) -> Bool {
    var state = Self.start
    for label in labels {
      guard label < SignSet.count else { return false }
      state = after(Int(label), from: state)
      if state < 0 { return false }
    }
    return accepts[state]
  }

  /// Counts the digits only; `lengths` begin with 1 or more.
  private init(lengths: PartialRangeFrom<Int>) {
    let needed = lengths.lowerBound
    for count in 0...needed {
      next += (0..<SignSet.count).map { Int16($0 < 10 ? min(count + 1, needed) : count) }
      accepts.append(count == needed)
    }
  }

  /// Accepts what fits `patterns` and has so many digits; nil patterns fit everything, nil lengths any. Returns nil where
  /// no text fits; throws where there are too many states.
  init?(patterns: PatternStates?, lengths: ClosedRange<Int>?) throws(NumberError) {
    guard patterns != nil || lengths != nil else {
      self = .free
      return
    }
    var exploration = Exploration(patterns: patterns, least: lengths?.lowerBound ?? 1, most: lengths?.upperBound)
    try exploration.run()
    guard let kept = exploration.useful() else { return nil }
    guard kept.count <= Self.mostStates else { throw Exploration.tooMany }
    self.init(exploration, kept: kept)
  }

  /// Renumbers the states `kept`, the first of which is the start.
  private init(_ exploration: Exploration, kept: [Int]) {
    var numbers = Array(repeating: Int16(-1), count: exploration.accepts.count)
    for (number, state) in kept.enumerated() { numbers[state] = Int16(number) }
    for state in kept {
      next += exploration.targets(of: state).map { $0 < 0 ? -1 : numbers[$0] }
      accepts.append(exploration.accepts[state])
    }
  }
}

/// All states that texts can reach: sets of states of the patterns (the subset construction; Rabin and Scott, 1959), each
/// with a count of digits.
private struct Exploration {
  static let mostStates = 2_000
  static let tooMany = NumberError.unusableRule(
    option: "--pattern", detail: "the patterns and lengths allow too many different forms; shorten them, or use --list")

  private struct Place: Hashable {
    var states: [Int]
    var digits: Int
  }

  let patterns: PatternStates?
  let least: Int
  /// nil: any number of digits, of which only the first `least` are counted.
  let most: Int?
  private var places: [Place]
  private var numbers: [Place: Int]
  private var next: [Int] = []
  private(set) var accepts: [Bool] = []

  init(patterns: PatternStates?, least: Int, most: Int?) {
    (self.patterns, self.least, self.most) = (patterns, least, most)
    let start = Place(states: patterns?.start ?? [], digits: 0)
    (places, numbers) = ([start], [start: 0])
  }

  func targets(of state: Int) -> ArraySlice<Int> { next[state * SignSet.count..<(state + 1) * SignSet.count] }

  mutating func run() throws(NumberError) {
    while accepts.count < places.count {
      let current = places[accepts.count]
      accepts.append(current.digits >= least && patterns?.accepts(current.states) ?? true)
      for label in 0..<SignSet.count { next.append(place(after: label, from: current).map { number(of: $0) } ?? -1) }
      guard places.count <= Self.mostStates else { throw Self.tooMany }
    }
  }

  private func place(after label: Int, from place: Place) -> Place? {
    var place = place
    if label < 10 {
      if let most, place.digits == most { return nil }
      place.digits = min(place.digits + 1, most ?? least)
    }
    guard let patterns else { return place }
    place.states = patterns.after(label, from: place.states)
    return place.states.isEmpty ? nil : place
  }

  private mutating func number(of place: Place) -> Int {
    if let number = numbers[place] { return number }
    numbers[place] = places.count
    places.append(place)
    return places.count - 1
  }

  /// The states from which a text can be accepted, in ascending order; nil where the start is none.
  func useful() -> [Int]? {
    var useful = accepts
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for state in useful.indices.reversed() where !useful[state] {
        guard targets(of: state).contains(where: { $0 >= 0 && useful[$0] }) else { continue }
        useful[state] = true
        hasChanged = true
      }
    }
    return useful[0] ? useful.indices.filter { useful[$0] } : nil
  }
}

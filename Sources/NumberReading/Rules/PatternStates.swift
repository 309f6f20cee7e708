/// Patterns as a nondeterministic automaton (Thompson, "Regular Expression Search Algorithm", 1968).
struct PatternStates {
  /// The most states that a pattern may take.
  static let mostStates = 400

  private enum State {
    case sign(SignSet, next: Int)
    case split([Int])
    case accept
  }

  private var states = [State.accept]
  private(set) var start: [Int] = []
  /// All signs that the patterns name.
  private(set) var signs: SignSet = []

  /// Reads patterns, of which a text must fit one.
  init(_ patterns: [String]) throws(NumberError) {
    var size = 0.0
    var starts: [Int] = []
    for pattern in patterns {
      let node = try PatternParser.parse(pattern)
      size += node.size
      guard size <= Double(Self.mostStates) else {
        throw .unusablePattern(
          pattern: pattern, detail: "holds too many signs and repeats (\(Self.mostStates) at most); use --list instead")
      }
      starts.append(add(node, before: 0))
    }
    start = closure(starts)
  }

  /// Adds the states of `node`, which lead to the state `next`; returns the first of them.
  private mutating func add(_ node: PatternNode, before next: Int) -> Int {
    switch node {
    case .sign(let set):
      signs.formUnion(set)
      return append(.sign(set, next: next))
    case .sequence(let parts): return parts.reversed().reduce(next) { add($1, before: $0) }
    case .choice(let parts): return append(.split(parts.map { add($0, before: next) }))
    case .repeated(let part, let least, let most):
      var first = most.map { addOptional(part, upTo: $0 - least, before: next) } ?? addLoop(part, before: next)
      for _ in 0..<least { first = add(part, before: first) }
      return first
    }
  }

  private mutating func addOptional(_ part: PatternNode, upTo count: Int, before next: Int) -> Int {
    (0..<count).reduce(next) { first, _ in append(.split([add(part, before: first), next])) }
  }

  private mutating func addLoop(_ part: PatternNode, before next: Int) -> Int {
    let loop = append(.split([next]))
    states[loop] = .split([add(part, before: loop), next])
    return loop
  }

  private mutating func append(_ state: State) -> Int {
    states.append(state)
    return states.count - 1
  }

  /// The states that can be reached from `some` without a sign, in ascending order, without the splits.
  private func closure(_ some: [Int]) -> [Int] {
    var seen = Set<Int>()
    var open = some
    var reached: [Int] = []
    while let state = open.popLast() {
      guard seen.insert(state).inserted else { continue }
      if case .split(let targets) = states[state] { open += targets } else { reached.append(state) }
    }
    return reached.sorted()
  }

  /// The states after the sign with the raw value `label`; none where the patterns have no such sign here.
  func after(_ label: Int, from set: [Int]) -> [Int] {
    closure(
      set.compactMap { state in
        guard case .sign(let signs, let next) = states[state], signs.holds(label) else { return nil }
        return next
      })
  }

  /// Whether a text may end in these states.
  func accepts(_ set: [Int]) -> Bool { set.first == 0 }
}

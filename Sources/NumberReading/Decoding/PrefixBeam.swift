/// The likeliest texts of a strip that an automaton accepts: CTC prefix beam search (Graves, "Supervised Sequence Labelling
/// with Recurrent Neural Networks", 2012, 7.5; Hannun et al., "First-Pass Large Vocabulary Continuous Speech Recognition
/// using Bi-Directional Recurrent DNNs", 2014). Prefixes are ranked by their probability times that of an accepted rest.
struct PrefixBeam {
  /// Prefixes that are followed.
  static let width = 16
  private static let signs = SignSet.count

  private let emissions: Emissions
  private let automaton: RuleAutomaton
  private let mass: FitMass
  /// The signs that may stand in a text.
  private let labels: [Int]

  /// The prefixes met so far, as a tree. The first one is empty.
  private var parent: [Int32] = [-1]
  private var sign: [UInt8] = [UInt8.max]
  private var state: [Int16] = [Int16(RuleAutomaton.start)]
  private var firstChild: [Int32] = [-1]
  private var sibling: [Int32] = [-1]
  /// The place of each prefix in the beam; -1 where it is not there.
  private var slot: [Int8] = [0]

  /// The beam: prefixes, with the probabilities of the alignments that end with a blank and with the prefix's last sign,
  /// all divided by one number.
  private var count = 1
  private var node = [Int32](repeating: 0, count: Self.width)
  private var blank = [Double](repeating: 0, count: Self.width)
  private var label = [Double](repeating: 0, count: Self.width)
  /// The beam after the next column.
  private var nextNode = [Int32](repeating: 0, count: Self.width)
  private var nextBlank = [Double](repeating: 0, count: Self.width)
  private var nextLabel = [Double](repeating: 0, count: Self.width)

  /// What the beam may become: each prefix with one more sign, or as it is.
  private var longer = [Double](repeating: 0, count: Self.width * Self.signs)
  private var sameBlank = [Double](repeating: 0, count: Self.width)
  private var sameLabel = [Double](repeating: 0, count: Self.width)
  /// The best of these: their ranks, and their place times `Emissions.width` plus the sign, or the blank where there is none.
  private var ranks = [Double](repeating: 0, count: Self.width)
  private var choices = [Int](repeating: 0, count: Self.width)
  private var chosen = 0

  /// The raw values of the signs of at most `width` texts, in no particular order; none where no text is accepted.
  static func texts(_ emissions: Emissions, _ automaton: RuleAutomaton, _ mass: FitMass) -> [[UInt8]] {
    var beam = PrefixBeam(emissions, automaton, mass)
    for column in 0..<emissions.count { beam.advance(over: column) }
    return (0..<beam.count).map { beam.text(of: Int(beam.node[$0])) }
  }

  private init(_ emissions: Emissions, _ automaton: RuleAutomaton, _ mass: FitMass) {
    (self.emissions, self.automaton, self.mass) = (emissions, automaton, mass)
    labels = (0..<Self.signs).filter { emissions.kept.holds($0) }
    blank[0] = 1
  }

  private func text(of node: Int) -> [UInt8] {
    var (signs, node) = ([UInt8](), node)
    while node > 0 {
      signs.append(sign[node])
      node = Int(parent[node])
    }
    return signs.reversed()
  }

  private mutating func advance(over column: Int) {
    extend(over: column * Emissions.width)
    join()
    choose(after: column + 1)
    follow()
  }

  /// The probabilities of each prefix, as it is and with each further sign.
  private mutating func extend(over shares: Int) {
    for place in 0..<count {
      let (node, sum) = (Int(self.node[place]), blank[place] + label[place])
      let (last, from) = (Int(sign[node]), Int(state[node]))
      sameBlank[place] = sum * emissions.shares[shares + Emissions.blank]
      sameLabel[place] = node > 0 ? label[place] * emissions.shares[shares + last] : 0
      for next in labels {
        // The same sign again is another sign only after a blank.
        let source = next == last ? blank[place] : sum
        longer[place * Self.signs + next] =
          automaton.after(next, from: from) < 0 ? 0 : source * emissions.shares[shares + next]
      }
    }
  }

  /// Adds a longer prefix to the one in the beam that has the same text.
  private mutating func join() {
    for place in 0..<count where node[place] > 0 {
      let shorter = Int(slot[Int(parent[Int(node[place])])])
      guard shorter >= 0 else { continue }
      let last = Int(sign[Int(node[place])])
      sameLabel[place] += longer[shorter * Self.signs + last]
      longer[shorter * Self.signs + last] = 0
    }
  }

  /// Ranks all candidates, and keeps the best.
  private mutating func choose(after column: Int) {
    chosen = 0
    for place in 0..<count {
      let node = Int(self.node[place])
      let (last, from) = (Int(sign[node]), Int(state[node]))
      var rank = sameBlank[place] * mass.after(column: column, state: from, label: Emissions.blank)
      if node > 0 { rank += sameLabel[place] * mass.after(column: column, state: from, label: last) }
      consider(rank, place * Emissions.width + Emissions.blank)
      for next in labels {
        let value = longer[place * Self.signs + next]
        // The mass of what follows is at most 1.
        guard value > 0, chosen < Self.width || value > ranks[Self.width - 1] else { continue }
        rank = value * mass.after(column: column, state: automaton.after(next, from: from), label: next)
        consider(rank, place * Emissions.width + next)
      }
    }
  }

  @inline(__always) private mutating func consider(_ rank: Double, _ choice: Int) {
    guard rank > 0, chosen < Self.width || rank > ranks[Self.width - 1] else { return }
    var place = min(chosen, Self.width - 1)
    while place > 0, ranks[place - 1] < rank {
      (ranks[place], choices[place]) = (ranks[place - 1], choices[place - 1])
      place -= 1
    }
    (ranks[place], choices[place]) = (rank, choice)
    chosen = min(chosen + 1, Self.width)
  }

  /// Makes the chosen candidates the beam.
  private mutating func follow() {
    var largest = 0.0
    for index in 0..<chosen {
      let (place, next) = choices[index].quotientAndRemainder(dividingBy: Emissions.width)
      let isSame = next == Emissions.blank
      nextNode[index] = isSame ? node[place] : Int32(child(of: Int(node[place]), next))
      nextBlank[index] = isSame ? sameBlank[place] : 0
      nextLabel[index] = isSame ? sameLabel[place] : longer[place * Self.signs + next]
      largest = max(largest, nextBlank[index] + nextLabel[index])
    }
    for place in 0..<count { slot[Int(node[place])] = -1 }
    count = chosen
    for index in 0..<count {
      slot[Int(nextNode[index])] = Int8(index)
      nextBlank[index] /= largest
      nextLabel[index] /= largest
    }
    swap(&node, &nextNode)
    swap(&blank, &nextBlank)
    swap(&label, &nextLabel)
  }

  /// The prefix with one more sign, found or made.
  private mutating func child(of node: Int, _ next: Int) -> Int {
    var child = Int(firstChild[node])
    while child >= 0, Int(sign[child]) != next { child = Int(sibling[child]) }
    if child >= 0 { return child }
    parent.append(Int32(node))
    sign.append(UInt8(next))
    state.append(Int16(automaton.after(next, from: Int(state[node]))))
    firstChild.append(-1)
    sibling.append(firstChild[node])
    slot.append(-1)
    firstChild[node] = Int32(parent.count - 1)
    return parent.count - 1
  }
}

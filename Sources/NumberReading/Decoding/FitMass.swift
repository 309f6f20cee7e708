/// For each column and state of an automaton, the probability that the rest of the strip leads to a text that is accepted.
/// With it the beam search knows what a rule will ask for later, such as a fourth digit.
struct FitMass {
  private static let width = Emissions.width

  /// [columns + 1, states, `width`]: before each column, by the label of the column before.
  private let values: [Double]
  private let stateCount: Int

  /// The probability that the whole strip holds a text that is accepted: the CTC forward–backward recursion over the
  /// product of the automaton and the label last seen.
  var total: Double { values[Emissions.blank] }

  /// Sums over all alignments, from the last column to the first.
  init(_ emissions: Emissions, _ automaton: RuleAutomaton) {
    let (states, width) = (automaton.stateCount, Self.width)
    stateCount = states
    var values = Array(repeating: 0.0, count: (emissions.count + 1) * states * width)
    for state in 0..<states where automaton.accepts[state] {
      for label in 0..<width { values[(emissions.count * states + state) * width + label] = 1 }
    }
    var terms = Array(repeating: 0.0, count: SignSet.count)
    for t in (0..<emissions.count).reversed() {
      let (shares, later) = (t * width, (t + 1) * states * width)
      for state in 0..<states {
        let (here, same) = ((t * states + state) * width, later + state * width)
        // What follows a label is anything but the label again, which goes on in the same state. Sums of all terms before
        // and all terms after the label do without a difference, which would cancel.
        var sum = emissions.shares[shares + Emissions.blank] * values[same + Emissions.blank]
        for label in 0..<SignSet.count {
          let share = emissions.shares[shares + label]
          let next = automaton.after(label, from: state)
          terms[label] = next < 0 ? 0 : share * values[later + next * width + label]
          values[here + label] = sum + share * values[same + label]
          sum += terms[label]
        }
        values[here + Emissions.blank] = sum
        sum = 0
        for label in (0..<SignSet.count).reversed() {
          values[here + label] += sum
          sum += terms[label]
        }
      }
    }
    self.values = values
  }

  /// The probability of an accepted text, where the columns before `column` lead to `state` and end with `label`, the
  /// blank or a sign.
  @inline(__always) func after(column: Int, state: Int, label: Int) -> Double {
    values[(column * stateCount + state) * Self.width + label]
  }
}

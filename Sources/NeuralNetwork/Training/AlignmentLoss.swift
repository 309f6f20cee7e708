import Platform

/// How far the answers for the columns of a line are from a sequence of labels, whatever columns these stand in:
/// connectionist temporal classification (Graves et al., "Connectionist Temporal Classification: Labelling Unsegmented
/// Sequence Data with Recurrent Neural Networks", 2006). The memory is reused.
package struct AlignmentLoss {
  /// No probability counts as less, so that products over all columns stay in the range of Double.
  private static let leastProbability = 1e-6

  private var states: [Int] = []
  /// The probability of each state's class in each column.
  private var emissions: [Double] = []
  private var forward: [Double] = []
  private var backward: [Double] = []
  private var scales: [Double] = []

  package init() {}

  /// The negative logarithm of the probability of `labels`, given the probabilities (columns × classes, row-major) of
  /// each column, of which the last class is blank; nil where the columns are too few for the labels. Leaves in
  /// `posteriors`, of the same shape, how probable each class is in each column where the labels are true.
  package mutating func loss(
    of labels: [UInt8], probabilities: [Float], classes: Int, posteriors: inout [Float]
  ) -> Double? {
    let columns = probabilities.count / classes
    let repeats = zip(labels, labels.dropFirst()).count { $0 == $1 }
    guard labels.count + repeats <= columns, columns > 0 else { return nil }
    states = [classes - 1]
    for label in labels { states += [Int(label), classes - 1] }
    emissions = (0..<columns).flatMap { column in
      states.map { max(Double(probabilities[column * classes + $0]), Self.leastProbability) }
    }
    let loss = runForward(columns)
    runBackward(columns)
    posteriors = [Float](repeating: 0, count: probabilities.count)
    for column in 0..<columns {
      for state in states.indices {
        let place = column * states.count + state
        posteriors[column * classes + states[state]] += Float(forward[place] * backward[place])
      }
    }
    return loss
  }

  /// Whether a path may come from the state two before: over a blank between two different labels.
  private func canSkip(to state: Int) -> Bool {
    state >= 2 && state % 2 == 1 && states[state] != states[state - 2]
  }

  /// The probability of each state after each column, scaled so that a column's sum is 1.
  private mutating func runForward(_ columns: Int) -> Double {
    let count = states.count
    forward = [Double](repeating: 0, count: columns * count)
    scales = [Double](repeating: 1, count: columns)
    var loss = 0.0
    for column in 0..<columns {
      var sum = 0.0
      for state in 0..<count {
        var paths = column == 0 ? (state < 2 ? 1.0 : 0) : 0
        if column > 0 {
          let before = (column - 1) * count + state
          paths = forward[before]
          if state > 0 { paths += forward[before - 1] }
          if canSkip(to: state) { paths += forward[before - 2] }
        }
        let value = paths * emissions[column * count + state]
        forward[column * count + state] = value
        sum += value
      }
      // Paths that cannot end where they must are counted until the last column.
      if column == columns - 1 { sum = endSum(column) }
      scales[column] = sum
      for state in 0..<count { forward[column * count + state] /= sum }
      loss -= log(sum)
    }
    return loss
  }

  private func endSum(_ column: Int) -> Double {
    let end = (column + 1) * states.count
    return forward[end - 1] + (states.count > 1 ? forward[end - 2] : 0)
  }

  /// The probability of the rest of the line after each state, with the scales of `runForward`.
  private mutating func runBackward(_ columns: Int) {
    let count = states.count
    backward = [Double](repeating: 0, count: columns * count)
    for state in max(count - 2, 0)..<count { backward[(columns - 1) * count + state] = 1 }
    for column in (0..<columns - 1).reversed() {
      let next = (column + 1) * count
      func onward(_ state: Int) -> Double { backward[next + state] * emissions[next + state] }
      for state in 0..<count {
        var sum = onward(state)
        if state + 1 < count { sum += onward(state + 1) }
        if state + 2 < count, canSkip(to: state + 2) { sum += onward(state + 2) }
        backward[column * count + state] = sum / scales[column + 1]
      }
    }
  }
}

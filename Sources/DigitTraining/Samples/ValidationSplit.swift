import DigitRecognition
import Imaging

/// Which of the user's digits train the network and which tell when it has learnt enough.
package struct ValidationSplit: Equatable, Sendable {
  /// Of the digits with fewer images than this, all are needed for training.
  private static let fewestImages = 5

  /// Indices, ascending.
  package let training: [Int]
  package let validation: [Int]

  /// Draws `share` (0 … 1) of the images of each digit for validation, at least one where a digit has five or more.
  ///
  /// `groups` holds each index of `labels` once; a group, the copies of one image, stays together, and a group with
  /// several labels trains, as there is no right answer to measure. The result follows from the arguments alone.
  package init(labels: [UInt8], groups: [[Int]], share: Double, seed: UInt64) {
    var byDigit = Array(repeating: [[Int]](), count: Probabilities.classCount)
    for group in groups where Set(group.map { labels[$0] }).count == 1 {
      byDigit[Int(labels[group[0]])].append(group)
    }
    var chosen = Set<Int>()
    for (digit, groups) in byDigit.enumerated() {
      var generator = SeededGenerator(for: .validationSplit, seed: seed, index: digit)
      chosen.formUnion(ValidationSplit.choose(from: groups.shuffled(using: &generator), share: share))
    }
    training = labels.indices.filter { !chosen.contains($0) }
    validation = chosen.sorted()
  }

  /// As many of the groups, in order, as `share` of all their members has room for.
  private static func choose(from groups: [[Int]], share: Double) -> [Int] {
    let count = groups.reduce(0) { $0 + $1.count }
    guard count >= fewestImages, share > 0 else { return [] }
    let wanted = max(1, Int((share * Double(count)).rounded()))
    var chosen: [Int] = []
    for group in groups where chosen.count + group.count <= wanted { chosen += group }
    // All are larger than that: the smallest, unless nothing would be left.
    if chosen.isEmpty, groups.count > 1 { chosen = groups.min { $0.count < $1.count } ?? [] }
    return chosen
  }
}

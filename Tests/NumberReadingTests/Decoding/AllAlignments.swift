import Imaging
import NumberReading
import Platform

/// The probabilities of all texts of a short strip, by the sum over all alignments.
struct AllAlignments {
  /// By text, without the signs that are dropped.
  private(set) var texts: [String: Double] = [:]

  /// Takes only the labels of `signs` and the blank: all others must be next to impossible.
  init(_ columns: ColumnLogits, signs: String, kept: SignSet, temperature: Float) {
    let labels = (signs + "_").map { DrawnColumns.label($0) }
    let shares = (0..<columns.count).map { t in
      let weights = labels.map { label in
        exp(Double(columns.logits[label * columns.count + t]) / Double(temperature)) * Self.expectation(label, kept)
      }
      return weights.map { $0 / weights.reduce(0, +) }
    }
    var path = Array(repeating: 0, count: columns.count)
    add(0, &path, 1, labels, shares, kept)
  }

  private static func expectation(_ label: Int, _ kept: SignSet) -> Double {
    switch NumberSign(rawValue: UInt8(label)) {
    case .junk: NumberDecoder.junkExpectation
    case .point, .comma: kept.holds(label) ? NumberDecoder.markExpectation : 1
    default: 1
    }
  }

  private mutating func add(
    _ t: Int, _ path: inout [Int], _ share: Double, _ labels: [Int], _ shares: [[Double]], _ kept: SignSet
  ) {
    guard t < path.count else {
      texts[AllAlignments.text(path, kept), default: 0] += share
      return
    }
    for (index, label) in labels.enumerated() {
      path[t] = label
      add(t + 1, &path, share * shares[t][index], labels, shares, kept)
    }
  }

  /// Repeats become one, blanks vanish, and then the signs that are dropped.
  private static func text(_ path: [Int], _ kept: SignSet) -> String {
    var (text, last) = ("", NumberSign.blankLabel)
    for label in path {
      if label != last, label < SignSet.count, kept.holds(label) { text += NumberSign.text([UInt8(label)]) }
      last = label
    }
    return text
  }

  subscript(text: String) -> Double { texts[text] ?? 0 }

  /// The sum over the texts that satisfy `condition`.
  func sum(where condition: (String) -> Bool) -> Double {
    texts.reduce(0) { $0 + (condition($1.key) ? $1.value : 0) }
  }
}

extension String {
  var hasDigit: Bool { contains { $0.isNumber } }
}

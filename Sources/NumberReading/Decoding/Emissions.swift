import Imaging
import Platform

/// The probabilities of labels in each column of a strip. A sign that is dropped from the text counts as blank: the
/// alignments of a text with dropped signs anywhere are just those of the text alone with a blank so enlarged, since a
/// dropped sign, like a blank, parts two equal signs and leaves the text as it is.
struct Emissions {
  /// Values for a column: one for each sign that may stay in a text, then the blank.
  static let width = SignSet.count + 1
  /// The place of the blank.
  static let blank = SignSet.count
  /// The least probability of a sign: nothing is impossible, so that rules and lists can choose among unlikely readings.
  static let floor = 1e-20

  /// Columns.
  let count: Int
  /// The signs that stay in a text.
  let kept: SignSet
  /// [columns, `width`]: probabilities; those of signs that are dropped are 0.
  let shares: [Double]
  /// [columns, `width`]: the same divided by the largest of the column, so that products over many columns do not underflow.
  let relative: [Double]
  /// The logarithm of the product of all columns' largest probabilities.
  let logarithmOfLargest: Double
  /// The probability that the strip holds no digit.
  let withoutDigits: Double
  /// Whether a sign that is dropped, and worth a remark, stands in the strip.
  let hasNotedSign: Bool

  /// Softmax of the logits divided by `temperature`. Signs outside `kept` are dropped; of these, junk is worth a remark,
  /// and so are separators, if separators are kept at all.
  init(_ columns: ColumnLogits, kept: SignSet, temperature: Float) {
    (count, self.kept) = (columns.count, kept)
    var shares = Array(repeating: 0.0, count: Self.width * count)
    var relative = shares
    var (logarithm, withoutDigits, hasNotedSign) = (0.0, 1.0, false)
    var column = Array(repeating: 0.0, count: NumberSign.labelCount)
    for t in 0..<count {
      Self.softmax(columns, at: t, temperature: Double(temperature), into: &column)
      Self.expectNumber(of: kept, &column)
      var noted = column[SignSet.count]
      var blank = column[NumberSign.blankLabel] + noted
      var (largest, noDigit) = (0.0, blank)
      for label in 0..<SignSet.count {
        let share = column[label]
        if label >= 10 { noDigit += share }
        if kept.holds(label) {
          shares[t * Self.width + label] = share
          largest = max(largest, share)
        } else {
          blank += share
          if kept != .digits { noted += share }
        }
      }
      shares[t * Self.width + Self.blank] = blank
      largest = max(largest, blank)
      for place in t * Self.width..<(t + 1) * Self.width { relative[place] = shares[place] / largest }
      logarithm += log(largest)
      withoutDigits *= noDigit
      hasNotedSign = hasNotedSign || noted > 0.5
    }
    (self.shares, self.relative, logarithmOfLargest) = (shares, relative, logarithm)
    (self.withoutDigits, self.hasNotedSign) = (withoutDigits, hasNotedSign)
  }

  /// Makes points and commas likelier, where they are kept, and what is no sign of a number less likely.
  private static func expectNumber(of kept: SignSet, _ column: inout [Double]) {
    column[Int(NumberSign.junk.rawValue)] *= NumberDecoder.junkExpectation
    for mark in [NumberSign.point, .comma] where kept.holds(Int(mark.rawValue)) {
      column[Int(mark.rawValue)] *= NumberDecoder.markExpectation
    }
    let sum = column.reduce(0, +)
    for label in column.indices { column[label] /= sum }
  }

  /// The probabilities of the labels in a column, none below `floor`; a logit that is no number counts as a very low one.
  private static func softmax(_ columns: ColumnLogits, at t: Int, temperature: Double, into column: inout [Double]) {
    var largest = -Double.infinity
    for label in column.indices {
      let logit = Double(columns.logits[label * columns.count + t])
      column[label] = logit.isNaN ? -1e4 : min(max(logit, -1e4), 1e4) / temperature
      largest = max(largest, column[label])
    }
    var sum = 0.0
    for label in column.indices {
      column[label] = exp(column[label] - largest)
      sum += column[label]
    }
    for label in column.indices { column[label] = max(column[label] / sum, floor) }
  }
}

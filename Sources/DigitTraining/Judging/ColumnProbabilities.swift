import DigitRecognition
import Imaging
import NeuralNetwork
import NumberReading

/// The network's answer to one strip.
struct ColumnProbabilities {
  private static let classes = NumberSign.labelCount
  /// Columns × classes.
  private var values: [Float]
  private let columns: Int

  /// `logits` are [17, T].
  init(_ logits: ArraySlice<Float>) {
    columns = logits.count / Self.classes
    values = [Float](repeating: 0, count: logits.count)
    for column in 0..<columns {
      let row = (0..<Self.classes).map { logits[logits.startIndex + $0 * columns + column] }
      for (label, share) in Probabilities.softmax(row[...], temperature: 1).enumerated() {
        values[column * Self.classes + label] = share
      }
    }
  }

  init(_ columns: ColumnLogits) { self.init(columns.logits[...]) }

  /// The likeliest label of each column, with repeats, blanks and junk taken out.
  var bestSigns: [UInt8] {
    var (signs, before) = ([UInt8](), NumberSign.blankLabel)
    for column in 0..<columns {
      let row = values[column * Self.classes..<(column + 1) * Self.classes]
      let best = (row.indices.max { row[$0] < row[$1] } ?? row.startIndex) - row.startIndex
      if best != before, best < NumberSign.junk.rawValue { signs.append(UInt8(best)) }
      before = best
    }
    return signs
  }

  /// Of the alignment; nil where the columns are too few for the labels.
  func loss(of labels: [UInt8]) -> Double? {
    var (alignment, posteriors) = (AlignmentLoss(), [Float]())
    return alignment.loss(of: labels, probabilities: values, classes: Self.classes, posteriors: &posteriors)
  }
}

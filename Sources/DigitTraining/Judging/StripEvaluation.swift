import DigitRecognition
import Imaging
import LabelledData
import NeuralNetwork
import Platform

/// How a string network does on strips that are written with digits it has not seen; always the same ones.
struct StripEvaluation {
  private static let stripCount = 1_024
  private static let batchSize = 32
  private static let seed: UInt64 = 2_718_281_828

  /// Strips of which every sign was read, junk apart, and the mean loss of the alignment.
  private(set) var result = TrainingObserver.HeldOutResult(accuracy: 0, loss: 0)

  init(of model: Model, writtenWith digits: LabelledDigits) throws {
    let session = try InferenceSession(model: model, batchSize: Self.batchSize)
    let maker = StripSamples(digits: digits).maker()
    let size = session.pixelCount
    var inputs = [UInt8](repeating: 0, count: Self.batchSize * size)
    var truths = [UInt8](repeating: 0, count: Self.batchSize * LineTruth.byteCount)
    var (right, loss) = (0, 0.0)
    for first in stride(from: 0, to: Self.stripCount, by: Self.batchSize) {
      inputs.withUnsafeMutableBufferPointer { inputs in
        truths.withUnsafeMutableBufferPointer { truths in
          for place in 0..<Self.batchSize {
            let input = place * size..<(place + 1) * size
            let truth = place * LineTruth.byteCount..<(place + 1) * LineTruth.byteCount
            _ = maker.make(
              first + place, epoch: 0, seed: Self.seed, into: UnsafeMutableBufferPointer(rebasing: inputs[input]),
              mask: UnsafeMutableBufferPointer(rebasing: truths[truth]))
          }
        }
      }
      let logits = try inputs.withUnsafeBufferPointer { try session.logits(pixels: $0) }
      for place in 0..<Self.batchSize {
        let length = logits.count / Self.batchSize
        let columns = ColumnProbabilities(logits: logits[place * length..<(place + 1) * length])
        let truth = truths.withUnsafeBufferPointer { bytes in
          let range = place * LineTruth.byteCount..<(place + 1) * LineTruth.byteCount
          return LineTruth(UnsafeBufferPointer(rebasing: bytes[range])).marks.map(\.label)
        }
        right += columns.bestSigns == truth.filter { $0 != NumberSign.junk.rawValue } ? 1 : 0
        loss += columns.loss(of: truth)
      }
    }
    result = TrainingObserver.HeldOutResult(
      accuracy: Double(right) / Double(Self.stripCount), loss: loss / Double(Self.stripCount))
  }
}

/// The network's answer to one strip.
private struct ColumnProbabilities {
  private static let classes = NumberSign.labelCount
  /// Columns × classes.
  private var values: [Float]
  private let columns: Int

  /// `logits` are [17, T].
  init(logits: ArraySlice<Float>) {
    columns = logits.count / Self.classes
    values = [Float](repeating: 0, count: logits.count)
    for column in 0..<columns {
      let row = (0..<Self.classes).map { logits[logits.startIndex + $0 * columns + column] }
      for (label, share) in Probabilities.softmax(row[...], temperature: 1).enumerated() {
        values[column * Self.classes + label] = share
      }
    }
  }

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

  func loss(of labels: [UInt8]) -> Double {
    var (alignment, posteriors) = (AlignmentLoss(), [Float]())
    return alignment.loss(of: labels, probabilities: values, classes: Self.classes, posteriors: &posteriors) ?? 0
  }
}

import DigitRecognition
import Imaging
import LabelledData
import NeuralNetwork
import Platform

/// How a string network does on strips that are written with digits it has not seen; always the same ones.
struct StripEvaluation {
  private static let mostStrips = 1_024
  private static let batchSize = 32
  private static let seed: UInt64 = 2_718_281_828

  /// Strips of which every sign was read, junk apart, and the mean loss of the alignment.
  private(set) var result = TrainingObserver.HeldOutResult(accuracy: 0, loss: 0)

  /// How many strips `digits` are measured by: one for each of them, in whole batches, up to 1,024.
  static func stripCount(_ digits: LabelledDigits) -> Int {
    max(batchSize, min(mostStrips, digits.count) / batchSize * batchSize)
  }

  init(of model: Model, writtenWith digits: LabelledDigits) throws {
    let count = Self.stripCount(digits)
    let session = try InferenceSession(model: model, batchSize: Self.batchSize)
    let maker = StripSamples(digits: digits).maker()
    let size = session.pixelCount
    var inputs = [UInt8](repeating: 0, count: Self.batchSize * size)
    var truths = [UInt8](repeating: 0, count: Self.batchSize * LineTruth.byteCount)
    var (right, loss) = (0, 0.0)
    for first in stride(from: 0, to: count, by: Self.batchSize) {
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
        let columns = ColumnProbabilities(logits[place * length..<(place + 1) * length])
        let truth = truths.withUnsafeBufferPointer { bytes in
          let range = place * LineTruth.byteCount..<(place + 1) * LineTruth.byteCount
          return LineTruth(UnsafeBufferPointer(rebasing: bytes[range])).marks.map(\.label)
        }
        right += columns.bestSigns == truth.filter { $0 != NumberSign.junk.rawValue } ? 1 : 0
        loss += columns.loss(of: truth) ?? 0
      }
    }
    result = TrainingObserver.HeldOutResult(
      accuracy: Double(right) / Double(count), loss: loss / Double(count))
  }
}

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

  /// Of each strip.
  private var answers: [(logits: ArraySlice<Float>, signs: [UInt8])] = []

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
        let truth = truths.withUnsafeBufferPointer { bytes in
          let range = place * LineTruth.byteCount..<(place + 1) * LineTruth.byteCount
          return LineTruth(UnsafeBufferPointer(rebasing: bytes[range])).marks.map(\.label)
        }
        answers.append((logits[place * length..<(place + 1) * length], truth))
      }
    }
  }

  /// The share of strips of which every sign was read, junk apart, and the mean loss of the alignment.
  var result: TrainingObserver.HeldOutResult {
    let right = answers.count { answer in
      ColumnProbabilities(answer.logits).bestSigns == answer.signs.filter { $0 != NumberSign.junk.rawValue }
    }
    return TrainingObserver.HeldOutResult(accuracy: Double(right) / Double(answers.count), loss: loss(temperature: 1))
  }

  private func loss(temperature: Float) -> Double {
    answers.reduce(0) { sum, answer in
      sum + (ColumnProbabilities(answer.logits, temperature: temperature).loss(of: answer.signs) ?? 0)
    } / Double(answers.count)
  }

  /// Temperatures among which the best one is looked for.
  private static let temperatures: ClosedRange<Float> = 0.7...2
  private static let steps = 10

  /// The temperature with the least loss, by golden-section search.
  var temperature: Float {
    let golden: Float = 0.618_034
    var (low, high) = (Self.temperatures.lowerBound, Self.temperatures.upperBound)
    var (left, right) = (high - golden * (high - low), low + golden * (high - low))
    var (atLeft, atRight) = (loss(temperature: left), loss(temperature: right))
    for _ in 0..<Self.steps {
      if atLeft < atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - golden * (high - low)
        atLeft = loss(temperature: left)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + golden * (high - low)
        atRight = loss(temperature: right)
      }
    }
    return (low + high) / 2
  }
}

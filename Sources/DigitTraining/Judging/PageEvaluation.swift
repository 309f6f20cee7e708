import DigitEvaluation
import DigitRecognition
import LabelledData
import NeuralNetwork
import Platform

/// How an ink network does on pages that are written with digits it has not seen; always the same ones.
struct PageEvaluation {
  private static let pageCount = 1_024
  private static let batchSize = 32
  private static let seed: UInt64 = 2_718_281_828

  /// pageCount × 12.
  private var logits: [Float] = []
  private var labels: [UInt8] = []
  /// Intersection over union of the ink found and the ink written, one for each page with a digit.
  private var overlaps: [Double] = []

  init(of model: Model, writtenWith digits: LabelledDigits) throws {
    let session = try InferenceSession(model: model, batchSize: PageEvaluation.batchSize)
    let maker = PageSamples(digits: digits).maker()
    let size = InkPlanes.pixelCount
    var inputs = [UInt8](repeating: 0, count: PageEvaluation.batchSize * size)
    var masks = inputs
    for first in stride(from: 0, to: PageEvaluation.pageCount, by: PageEvaluation.batchSize) {
      inputs.withUnsafeMutableBufferPointer { inputs in
        masks.withUnsafeMutableBufferPointer { masks in
          for place in 0..<PageEvaluation.batchSize {
            let range = place * size..<(place + 1) * size
            labels.append(
              maker.make(
                first + place, epoch: 0, seed: PageEvaluation.seed,
                into: UnsafeMutableBufferPointer(rebasing: inputs[range]),
                mask: UnsafeMutableBufferPointer(rebasing: masks[range])))
          }
        }
      }
      let outputs = try inputs.withUnsafeBufferPointer { try session.outputs(of: $0) }
      logits += outputs[0]
      for place in 0..<PageEvaluation.batchSize where labels[first + place] < Probabilities.notADigitClass {
        let range = place * size..<(place + 1) * size
        overlaps.append(PageEvaluation.overlap(found: outputs[1][range], written: masks[range]))
      }
    }
  }

  private static func overlap(found: ArraySlice<Float>, written: ArraySlice<UInt8>) -> Double {
    var (both, either) = (0, 0)
    for (logit, ink) in zip(found, written) {
      both += logit > 0 && ink > 127 ? 1 : 0
      either += logit > 0 || ink > 127 ? 1 : 0
    }
    return either == 0 ? 1 : Double(both) / Double(either)
  }

  package var result: TrainingObserver.HeldOutResult {
    let classes = logits.count / labels.count
    var (right, loss) = (0, 0.0)
    for (index, label) in labels.enumerated() {
      let shares = Probabilities.softmax(logits[index * classes..<(index + 1) * classes], temperature: 1)
      let share = shares[Int(label)]
      right += shares.max() == share ? 1 : 0
      loss -= log(max(Double(share), 1e-30))
    }
    return TrainingObserver.HeldOutResult(
      accuracy: Double(right) / Double(labels.count), loss: loss / Double(labels.count),
      inkOverlap: overlaps.reduce(0, +) / Double(max(1, overlaps.count)))
  }

  var temperature: Float { Float(TemperatureFit(logits: logits, labels: labels).temperature) }
}

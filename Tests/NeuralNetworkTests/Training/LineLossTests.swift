import Foundation
import Imaging
import NeuralNetwork
import Testing

/// The alignment loss against the sum over all paths, and the loss of lines against finite differences.
struct LineLossTests {
  /// What a path says: repeats count once, blanks (the last class) are left out.
  private func text(of path: [Int], classes: Int) -> [UInt8] {
    var text: [UInt8] = []
    for (index, label) in path.enumerated() where label != classes - 1 {
      if index == 0 || path[index - 1] != label { text.append(UInt8(label)) }
    }
    return text
  }

  private func probabilities(columns: Int, classes: Int, seed: UInt64) -> [Float] {
    let values = randomValues(columns * classes, seed: seed).map { 0.05 + abs($0) }
    return values.indices.map { index in
      let row = index / classes * classes..<(index / classes + 1) * classes
      return values[index] / values[row].reduce(0, +)
    }
  }

  @Test(arguments: [[], [0], [1, 0], [0, 0], [1, 1, 2], [2, 0, 2]] as [[UInt8]])
  func isTheSumOverAllPaths(labels: [UInt8]) throws {
    let (columns, classes) = (5, 4)
    let probabilities = probabilities(columns: columns, classes: classes, seed: 7)
    var (sum, claims) = (0.0, [Double](repeating: 0, count: columns * classes))
    for number in 0..<Int(pow(Double(classes), Double(columns))) {
      var path: [Int] = []
      var rest = number
      for _ in 0..<columns {
        path.append(rest % classes)
        rest /= classes
      }
      guard text(of: path, classes: classes) == labels else { continue }
      let product = path.enumerated().reduce(1.0) { $0 * Double(probabilities[$1.offset * classes + $1.element]) }
      sum += product
      for (column, label) in path.enumerated() { claims[column * classes + label] += product }
    }
    var posteriors: [Float] = []
    var alignment = AlignmentLoss()
    let loss = try #require(
      alignment.loss(of: labels, probabilities: probabilities, classes: classes, posteriors: &posteriors))
    #expect(abs(loss + log(sum)) < 1e-5)
    for (posterior, claim) in zip(posteriors, claims) { #expect(abs(Double(posterior) - claim / sum) < 1e-5) }
  }

  @Test func hasNoLossWhereColumnsAreTooFew() {
    var (alignment, posteriors) = (AlignmentLoss(), [Float]())
    let probabilities = probabilities(columns: 3, classes: 4, seed: 8)
    #expect(alignment.loss(of: [1, 1, 1], probabilities: probabilities, classes: 4, posteriors: &posteriors) == nil)
    #expect(alignment.loss(of: [1, 1], probabilities: probabilities, classes: 4, posteriors: &posteriors) != nil)
  }

  /// Two strips of 12 columns: signs with known and unknown places, two with one middle, and an empty one.
  private let truths: [LineTruth] = [
    LineTruth([
      LineTruth.Mark(PlacedSign(.three, left: 2, top: 4, right: 13, bottom: 30)),
      LineTruth.Mark(PlacedSign(.three, left: 14, top: 6, right: 25, bottom: 33)),
      LineTruth.Mark(label: 1),
      LineTruth.Mark(PlacedSign(.comma, left: 33, top: 30, right: 35, bottom: 36)),
      LineTruth.Mark(PlacedSign(.seven, left: 30, top: 2, right: 39, bottom: 31)),
    ]),
    LineTruth([]),
  ]

  private func loss(
    _ logits: [Float], _ boxes: [Float], of truths: [LineTruth]
  ) -> (value: Double, logits: [Float], boxes: [Float]) {
    var (logits, boxes) = (logits, boxes)
    var gradients = (
      logits: [Float](repeating: .nan, count: logits.count), boxes: [Float](repeating: .nan, count: boxes.count)
    )
    var bytes = [UInt8](repeating: 0, count: truths.count * LineTruth.byteCount)
    bytes.withUnsafeMutableBufferPointer { bytes in
      for (index, truth) in truths.enumerated() {
        let range = index * LineTruth.byteCount..<(index + 1) * LineTruth.byteCount
        truth.write(to: UnsafeMutableBufferPointer(rebasing: bytes[range]))
      }
    }
    var lineLoss = LineLoss()
    let value = logits.withUnsafeMutableBufferPointer { logits in
      boxes.withUnsafeMutableBufferPointer { boxes in
        gradients.logits.withUnsafeMutableBufferPointer { logitGradient in
          gradients.boxes.withUnsafeMutableBufferPointer { boxGradient in
            bytes.withUnsafeBufferPointer { bytes in
              lineLoss.sum(
                logits: logits, boxes: boxes, truths: bytes, classes: NumberSign.labelCount, scale: 0.5,
                gradients: (logitGradient, boxGradient))
            }
          }
        }
      }
    }
    return (value, gradients.logits, gradients.boxes)
  }

  /// The slope of `loss` along one of `values`, scaled as its gradients are.
  private func slope(along index: Int, of values: [Float], _ loss: ([Float]) -> Double) -> Float {
    let step: Float = 0.01
    var (up, down) = (values, values)
    up[index] += step
    down[index] -= step
    return Float(loss(up) - loss(down)) / (2 * step) * 0.5
  }

  @Test func hasTheGradientOfItsFiniteDifferences() {
    let columns = 12
    let logits = randomValues(2 * NumberSign.labelCount * columns, seed: 11)
    let boxes = randomValues(2 * 4 * columns, seed: 12)
    let (value, logitGradient, boxGradient) = loss(logits, boxes, of: truths)
    #expect(value > 0)
    for index in stride(from: 0, to: logits.count, by: 5) {
      let slope = slope(along: index, of: logits) { loss($0, boxes, of: truths).value }
      #expect(abs(slope - logitGradient[index]) < 2e-3, "logit \(index)")
    }
    for index in boxes.indices {
      let slope = slope(along: index, of: boxes) { loss(logits, $0, of: truths).value }
      #expect(abs(slope - boxGradient[index]) < 2e-3, "distance \(index)")
    }
    #expect(boxGradient.contains { $0 != 0 })
  }

  /// As of a user's own numbers, of which the text is all that is known.
  @Test func withoutPlacesTheAlignmentIsAllThatCounts() throws {
    let (columns, classes, labels) = (12, NumberSign.labelCount, [UInt8(1), 4, 4, 10, 7])
    let truths = [LineTruth(labels.map(LineTruth.Mark.init(label:)))]
    let logits = randomValues(classes * columns, seed: 13)
    let boxes = randomValues(4 * columns, seed: 14)
    let (value, gradient, boxGradient) = loss(logits, boxes, of: truths)
    #expect(boxGradient.allSatisfy { $0 == 0 })
    for index in logits.indices {
      let slope = slope(along: index, of: logits) { loss($0, boxes, of: truths).value }
      #expect(abs(slope - gradient[index]) < 2e-3, "logit \(index)")
    }
    let shares = (0..<columns).flatMap { column in
      let powers = (0..<classes).map { exp(logits[$0 * columns + column]) }
      return powers.map { $0 / powers.reduce(0, +) }
    }
    var (alignment, posteriors) = (AlignmentLoss(), [Float]())
    let alone = try #require(
      alignment.loss(of: labels, probabilities: shares, classes: classes, posteriors: &posteriors))
    #expect(abs(value - alone) < 1e-4)
  }
}

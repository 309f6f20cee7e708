import Foundation
import NeuralNetwork
import Testing

struct MaskLossTests {
  private let size = 520

  /// Of several images, and its gradient.
  private func loss(
    _ logits: [Float], _ targets: [Float], images: Int, scale: Float = 1
  ) -> (value: Double, gradient: [Float]) {
    var gradient = [Float](repeating: .nan, count: logits.count)
    let value = logits.withUnsafeBufferPointer { logits in
      targets.withUnsafeBufferPointer { targets in
        gradient.withUnsafeMutableBufferPointer {
          MaskLoss.sum(logits: logits, targets: targets, images: images, scale: scale, gradient: $0)
        }
      }
    }
    return (value, gradient)
  }

  /// As one reads it in a book, for one image.
  private func naive(_ logits: [Float], _ targets: [Float]) -> Double {
    var crossEntropy = 0.0
    var ink = 0.0
    var found = 0.0
    var overlap = 0.0
    for (logit, target) in zip(logits.map(Double.init), targets.map(Double.init)) {
      let probability = 1 / (1 + exp(-logit))
      crossEntropy += max(logit, 0) - logit * target + log1p(exp(-abs(logit)))
      ink += target
      found += probability
      overlap += probability * target
    }
    let mean = Double(MaskLoss.crossEntropyWeight) * crossEntropy / Double(logits.count)
    guard ink > 0 else { return mean }
    return mean + Double(MaskLoss.diceWeight) * (1 - 2 * overlap / (found + ink))
  }

  /// Little ink, in whole and in part.
  private func targets(seed: UInt64) -> [Float] {
    randomValues(size, seed: seed).map { $0 > 0.95 ? 1 : $0 > 0.9 ? 0.5 : 0 }
  }

  @Test(arguments: [Float(0.1), 3, 60]) func agreesWithItsDefinition(scale: Float) {
    let logits = randomValues(3 * size, seed: 1).map { $0 * scale }
    let targets = targets(seed: 2) + Array(repeating: 0, count: size) + targets(seed: 3)
    let expected = (0..<3).reduce(0.0) { sum, image in
      let range = image * size..<(image + 1) * size
      return sum + naive(Array(logits[range]), Array(targets[range]))
    }
    #expect(abs(loss(logits, targets, images: 3).value / expected - 1) < 1e-5)
  }

  @Test func hasTheGradientOfItsFiniteDifferences() {
    let logits = randomValues(2 * size, seed: 4).map { $0 * 4 }
    let targets = targets(seed: 5) + Array(repeating: 0, count: size)
    let gradient = loss(logits, targets, images: 2, scale: 0.5).gradient
    // All ink, of which there is little, and some of the paper.
    let places = targets.indices.filter { targets[$0] > 0 || $0 % 7 == 0 }
    #expect(Set(places.map { targets[$0] }) == [0, 0.5, 1])
    for index in places {
      let image = index / size * size..<(index / size + 1) * size
      func moved(_ step: Float) -> Double {
        var moved = logits
        moved[index] += step
        return naive(Array(moved[image]), Array(targets[image]))
      }
      let difference = 0.5 * (moved(1e-2) - moved(-1e-2)) / 2e-2
      #expect(abs(Double(gradient[index]) - difference) < 1e-6 + 1e-3 * abs(difference), "place \(index)")
    }
  }

  @Test func hugeLogitsStayFinite() {
    let logits = (0..<size).map { [Float(1e30), -1e30, 500, -500][$0 % 4] }
    let targets = (0..<size).map { Float($0 % 2) }
    let result = loss(logits, targets, images: 1)
    #expect(result.value.isFinite && result.gradient.allSatisfy(\.isFinite))
    let right = loss((0..<size).map { $0 % 2 == 0 ? -1e3 : 1e3 }, targets, images: 1)
    #expect(abs(right.value) < 1e-6)
  }
}

import Foundation
import Imaging
import NeuralNetwork
import Testing

/// Our own kernels against their textbook forms in double precision.
struct KernelTests {
  @Test func pixelsBecomeShares() {
    let pixels = (0...255).map { UInt8($0) }
    var values = [Float](repeating: -1, count: 256)
    pixels.withUnsafeBufferPointer { pixels in
      values.withUnsafeMutableBufferPointer { scalePixels(pixels, into: $0) }
    }
    #expect(values.first == 0 && values.last == 1)
    #expect(zip(pixels, values).allSatisfy { abs(Double($1) - Double($0) / 255) < 1e-7 })
  }

  @Test(arguments: [Float(1), 100]) func softmaxCrossEntropyAgreesWithItsDefinition(scale: Float) {
    var logits = randomValues(40, seed: 11).map { $0 * scale }
    let labels: [UInt8] = [3, 0, 9, 5]
    var gradient = [Float](repeating: .nan, count: 40)
    let loss = logits.withUnsafeMutableBufferPointer { logits in
      labels.withUnsafeBufferPointer { labels in
        gradient.withUnsafeMutableBufferPointer {
          softmaxCrossEntropy(logits: logits, labels: labels, classes: 10, scale: 0.25, gradient: $0)
        }
      }
    }
    var expectedLoss = 0.0
    for row in 0..<4 {
      let exponentials = (0..<10).map { exp(Double(logits[row * 10 + $0])) }
      let sum = exponentials.reduce(0, +)
      expectedLoss -= log(exponentials[Int(labels[row])] / sum)
      for column in 0..<10 {
        let target = column == Int(labels[row]) ? 1.0 : 0
        #expect(abs(Double(gradient[row * 10 + column]) - 0.25 * (exponentials[column] / sum - target)) < 1e-6)
      }
    }
    #expect(abs(loss - expectedLoss) < 1e-5 * max(1, expectedLoss))
  }

  @Test(arguments: [Float(0), 0.1, 0.5])
  func smoothedCrossEntropyHasTheGradientOfItsFiniteDifferences(smoothing: Float) {
    let logits = randomValues(20, seed: 13)
    func loss(_ logits: [Float]) -> (loss: Double, gradient: [Float]) {
      var logits = logits
      var gradient = [Float](repeating: .nan, count: 20)
      let loss = logits.withUnsafeMutableBufferPointer { logits in
        [UInt8(3), 7].withUnsafeBufferPointer { labels in
          gradient.withUnsafeMutableBufferPointer {
            softmaxCrossEntropy(
              logits: logits,
              labels: labels,
              classes: 10,
              smoothing: smoothing,
              scale: 0.5,
              gradient: $0
            )
          }
        }
      }
      return (loss, gradient)
    }
    let gradient = loss(logits).gradient
    for index in logits.indices {
      let differences = [Float(0.01), -0.01].map { step in
        var moved = logits
        moved[index] += step
        return loss(moved).loss
      }
      let slope = 0.5 * (differences[0] - differences[1]) / 0.02
      #expect(abs(Double(gradient[index]) - slope) < 2e-4, "logit \(index)")
    }
    // However the targets are smoothed, they sum to one, as the probabilities do.
    #expect(abs(gradient.reduce(0, +)) < 1e-6)
  }

  @Test func softmaxCrossEntropySurvivesHugeLogits() {
    var logits: [Float] = [1e30, -1e30, 0, 0, 0, 0, 0, 0, 0, 0]
    var gradient = [Float](repeating: 0, count: 10)
    let loss = logits.withUnsafeMutableBufferPointer { logits in
      [UInt8(0)].withUnsafeBufferPointer { labels in
        gradient.withUnsafeMutableBufferPointer {
          softmaxCrossEntropy(logits: logits, labels: labels, classes: 10, scale: 1, gradient: $0)
        }
      }
    }
    #expect(loss == 0)
    #expect(gradient.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [Float(0), 0.1]) func adamWAgreesWithItsDefinition(weightDecay: Float) {
    var optimizer = AdamW()
    optimizer.weightDecay = weightDecay
    let count = 37
    var weights = randomValues(count, seed: 12)
    var (first, second) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
    var expected = weights.map(Double.init)
    var (m, v) = (Array(repeating: 0.0, count: count), Array(repeating: 0.0, count: count))
    for step in 1...5 {
      var gradients = randomValues(count, seed: UInt64(100 + step))
      update(&weights, &gradients, &first, &second, optimizer.step(step, learningRate: 0.01))
      for index in 0..<count {
        let gradient = Double(gradients[index])
        m[index] = 0.9 * m[index] + 0.1 * gradient
        v[index] = 0.999 * v[index] + 0.001 * gradient * gradient
        let meanEstimate = m[index] / (1 - pow(0.9, Double(step)))
        let varianceEstimate = v[index] / (1 - pow(0.999, Double(step)))
        expected[index] -=
          0.01
          * (meanEstimate / (varianceEstimate.squareRoot() + 1e-8)
            + Double(weightDecay) * expected[index])
      }
    }
    #expect(zip(weights, expected).allSatisfy { abs(Double($0) - $1) < 1e-5 })
  }

  private func update(
    _ weights: inout [Float],
    _ gradients: inout [Float],
    _ first: inout [Float],
    _ second: inout [Float],
    _ step: AdamW.Step
  ) {
    weights.withUnsafeMutableBufferPointer { weights in
      gradients.withUnsafeMutableBufferPointer { gradients in
        first.withUnsafeMutableBufferPointer { first in
          second.withUnsafeMutableBufferPointer { second in
            guard let w = weights.baseAddress, let g = gradients.baseAddress, let m = first.baseAddress,
              let v = second.baseAddress
            else { return }
            OptimizerSlice(weights: w, gradients: g, first: m, second: v, count: weights.count)
              .update(step, decays: true)
          }
        }
      }
    }
  }

  @Test func dropoutMaskRepeatsForOneSeed() {
    func masked(seed: UInt64) -> [Float] {
      let mask = DropoutMask(rate: 0.5, count: 100)
      var generator = SeededGenerator(seed: seed)
      mask.draw(from: &generator)
      var (ones, result) = ([Float](repeating: 1, count: 100), [Float](repeating: .nan, count: 100))
      ones.withUnsafeMutableBufferPointer { ones in
        result.withUnsafeMutableBufferPointer { mask.apply(to: ones, giving: $0) }
      }
      return result
    }
    #expect(masked(seed: 1) == masked(seed: 1))
    #expect(masked(seed: 1) != masked(seed: 2))
  }

  @Test(
    arguments: [
      (0x0000, 0), (0x8000, -0.0), (0x3C00, 1), (0xC000, -2), (0x7BFF, 65504), (0x0001, 0x1p-24), (0x03FF, 0x1.ff8p-15),
      (0x0400, 0x1p-14), (0x3555, 0.33325195),
    ] as [(UInt16, Float)]
  )
  func halfPrecision(bits: UInt16, value: Float) {
    #expect(float(half: bits) == value)
  }

  @Test func halfPrecisionOutsideTheNumbers() {
    #expect(float(half: 0x7C00) == .infinity)
    #expect(float(half: 0xFC00) == -.infinity)
    #expect(float(half: 0x7E00).isNaN)
  }
}

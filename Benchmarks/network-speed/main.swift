// Images per second of training (optimizer included) and of inference, on random data: network-speed [seed|fast]
import Foundation
import Imaging
import NeuralNetwork

let network: NetworkDescription = CommandLine.arguments.dropFirst().first == "fast" ? .fast : .seed
let model = try Model(initializing: network, seed: 1)
var generator = SeededGenerator(seed: 1)
let batchSize = 128
let pixels = (0..<batchSize * DigitImage.pixelCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
let labels = (0..<batchSize).map { _ in UInt8.random(in: 0...9, using: &generator) }

/// The median of 15 rounds of `repetitions` calls, after a warm-up, in images per second.
func measure(_ name: String, images: Int, repetitions: Int, _ body: () throws -> Void) rethrows {
  let clock = ContinuousClock()
  for _ in 0..<repetitions { try body() }
  let rates = try (0..<15).map { _ in
    let duration = try clock.measure { for _ in 0..<repetitions { try body() } }
    return Double(images * repetitions) / (duration / .seconds(1))
  }.sorted()
  let spread = "(\(Int(rates[0])) to \(Int(rates[rates.count - 1])))"
  print("\(network.name), \(name): \(Int(rates[rates.count / 2])) img/s \(spread)")
}

let clock = ContinuousClock()
let construction = try clock.measure { _ = try InferenceSession(model: model) }
print("\(network.name), first inference session: \(construction)")

let precisions = Precision.best == .fp32 ? [.fp32] : [Precision.fp32, .best]
for (threads, precision) in [1, 2].flatMap({ threads in precisions.map { (threads, $0) } }) {
  var settings = TrainingSession.Settings()
  (settings.batchSize, settings.threads, settings.precision) = (batchSize, threads, precision)
  let session = try TrainingSession(model: model, settings: settings)
  try measure("training in \(precision), batch \(batchSize), threads \(threads)", images: batchSize, repetitions: 40) {
    _ = try pixels.withUnsafeBufferPointer { pixels in
      try labels.withUnsafeBufferPointer { labels in
        try session.step(pixels: pixels, labels: labels, learningRate: 1e-3)
      }
    }
  }
}

for precision in precisions {
  let inference = try InferenceSession(model: model, precision: precision)
  let images = inference.batchSize
  try measure("inference in \(precision), batch \(images), one thread", images: images, repetitions: 300) {
    _ = try pixels.withUnsafeBufferPointer {
      try inference.logits(pixels: UnsafeBufferPointer(rebasing: $0[..<(images * DigitImage.pixelCount)]))
    }
  }
}

// Images per second through a network, on random data. The optimizer is included in training.
//
//   network-speed [seed|fast|accurate]               training and inference, in each precision
//   network-speed NETWORK inference fp32|best        inference on all cores; the last word is the rate
import Foundation
import Imaging
import NeuralNetwork

let arguments = Array(CommandLine.arguments.dropFirst())
let networks = ["seed": NetworkDescription.seed, "fast": .fast, "accurate": .accurate]
let network = networks[arguments.first ?? ""] ?? .seed
let model = try Model(initializing: network, seed: 1)
let precisions = Precision.best == .fp32 ? [.fp32] : [Precision.fp32, .best]
let cores = ProcessInfo.processInfo.activeProcessorCount
let rounds = 15

struct RandomDigits {
  let pixels: [UInt8]
  let labels: [UInt8]

  init(count: Int) {
    var generator = SeededGenerator(seed: 1)
    pixels = (0..<count * DigitImage.pixelCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
    labels = (0..<count).map { _ in UInt8.random(in: 0...9, using: &generator) }
  }
}

/// Images per second in `rounds` rounds of `repetitions` calls, after a warm-up, in ascending order.
func rates(images: Int, repetitions: Int, _ body: () throws -> Void) rethrows -> [Double] {
  let clock = ContinuousClock()
  for _ in 0..<repetitions { try body() }
  return try (0..<rounds).map { _ in
    let duration = try clock.measure { for _ in 0..<repetitions { try body() } }
    return Double(images * repetitions) / (duration / .seconds(1))
  }.sorted()
}

func report(_ name: String, _ rates: [Double]) {
  print("\(network.name), \(name) (\(Int(rates[0])) to \(Int(rates[rates.count - 1]))): \(Int(rates[rates.count / 2]))")
}

func measureTraining(threads: Int, precision: Precision) throws {
  let digits = RandomDigits(count: 128)
  var settings = TrainingSession.Settings()
  (settings.batchSize, settings.threads, settings.precision) = (digits.labels.count, threads, precision)
  let session = try TrainingSession(model: model, settings: settings)
  let rates = try rates(images: digits.labels.count, repetitions: network == .accurate ? 4 : 40) {
    _ = try digits.pixels.withUnsafeBufferPointer { pixels in
      try digits.labels.withUnsafeBufferPointer { labels in
        try session.step(pixels: pixels, labels: labels, learningRate: 1e-3)
      }
    }
  }
  report("training in \(precision), batch \(settings.batchSize), threads \(threads)", rates)
}

/// The rates of one thread.
func inferenceRates(_ precision: Precision) throws -> [Double] {
  let session = try InferenceSession(model: model, precision: precision)
  let digits = RandomDigits(count: session.batchSize)
  return try rates(images: session.batchSize, repetitions: network == .accurate ? 20 : 300) {
    _ = try digits.pixels.withUnsafeBufferPointer { try session.logits(pixels: $0) }
  }
}

/// Each core with a session of its own, as `digits classify` works; the sum of the cores' medians.
func measureInference(_ precision: Precision) {
  let lock = NSLock()
  nonisolated(unsafe) var sum: [Double] = Array(repeating: 0, count: rounds)
  DispatchQueue.concurrentPerform(iterations: cores) { _ in
    guard let rates = try? inferenceRates(precision) else { return }
    lock.withLock { sum = zip(sum, rates).map { $0 + $1 } }
  }
  report("inference in \(precision), batch 32, threads \(cores)", sum)
}

if arguments.count > 2 {
  measureInference(arguments[2] == "fp32" ? .fp32 : .best)
} else {
  let construction = try ContinuousClock().measure { _ = try InferenceSession(model: model) }
  print("\(network.name), first inference session: \(construction)")
  for threads in Set([1, cores]).sorted() {
    for precision in precisions { try measureTraining(threads: threads, precision: precision) }
  }
  for precision in precisions { measureInference(precision) }
}

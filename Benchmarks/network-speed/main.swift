// Images per second through a network, on random data. The optimizer is included in training.
//
//   network-speed [NETWORK]                               training and inference, in each precision
//   network-speed NETWORK inference fp32|best [ROUNDS]    inference on all cores; the last word is the rate
//   network-speed NETWORK training BATCH SHARD            training on all cores; the last word is the rate
//   network-speed NETWORK answers < PIXELS > VALUES       for each image, in the network's shape, all outputs in fp32
//
// NETWORK is seed, fast, accurate or ink, untrained, or a model file.
import Foundation
import Imaging
import NeuralNetwork

let arguments = Array(CommandLine.arguments.dropFirst())
let networks = ["seed": NetworkDescription.kerasTutorial, "fast": .fast, "accurate": .accurate, "ink": .ink]
let model = try loadModel(arguments.first ?? "seed")
let network = model.description
let precisions = Precision.best == .fp32 ? [.fp32] : [Precision.fp32, .best]
let cores = ProcessInfo.processInfo.activeProcessorCount
let rounds = arguments.count > 3 && arguments[1] == "inference" ? Int(arguments[3]) ?? 1 : 15
/// Of a step or a batch, so that a round takes long enough to measure.
let isLarge = network == .accurate || network == .ink

func loadModel(_ name: String) throws -> Model {
  if let network = networks[name] { return try Model(initializing: network, seed: 1) }
  return try Data(contentsOf: URL(fileURLWithPath: name)).withUnsafeBytes { try Model(safetensors: $0) }
}

struct RandomImages {
  let pixels: [UInt8]
  let labels: [UInt8]
  /// As thin as ink, where the network has a mask.
  let masks: [UInt8]?

  init(count: Int) throws {
    var generator = SeededGenerator(seed: 1)
    pixels = (0..<count * network.inputShape.reduce(1, *)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    labels = (0..<count).map { _ in UInt8.random(in: 0...9, using: &generator) }
    let mask = try network.outputShapes().dropFirst().first
    masks = mask.map { shape in
      (0..<count * shape.reduce(1, *)).map { _ in UInt8.random(in: 0..<32, using: &generator) == 0 ? 255 : 0 }
    }
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

func measureTraining(threads: Int, precision: Precision, batchSize: Int = 128, shardSize: Int? = nil) throws {
  let images = try RandomImages(count: batchSize)
  var settings = TrainingSession.Settings()
  (settings.batchSize, settings.threads, settings.precision) = (batchSize, threads, precision)
  settings.shardSize = shardSize ?? (network == .ink ? 16 : settings.shardSize)
  let session = try TrainingSession(model: model, settings: settings)
  let rates = try rates(images: batchSize, repetitions: isLarge ? 4 : 40) {
    _ = try images.pixels.withUnsafeBufferPointer { pixels in
      try images.labels.withUnsafeBufferPointer { labels in
        guard let masks = images.masks else {
          return try session.step(pixels: pixels, labels: labels, learningRate: 1e-3)
        }
        return try masks.withUnsafeBufferPointer {
          try session.step(pixels: pixels, labels: labels, masks: $0, learningRate: 1e-3)
        }
      }
    }
  }
  report("training in \(precision), batch \(batchSize) by \(settings.shardSize), threads \(threads)", rates)
}

/// The rates of one thread.
func inferenceRates(_ precision: Precision, batchSize: Int) throws -> [Double] {
  let session = try InferenceSession(model: model, batchSize: batchSize, precision: precision)
  let images = try RandomImages(count: batchSize)
  return try rates(images: batchSize, repetitions: (isLarge ? 640 : 9_600) / batchSize) {
    _ = try images.pixels.withUnsafeBufferPointer { try session.outputs(of: $0) }
  }
}

/// Each core with a session of its own, as `digits classify` works; the sum of the cores' medians.
func measureInference(_ precision: Precision, batchSize: Int) {
  let lock = NSLock()
  nonisolated(unsafe) var sum: [Double] = Array(repeating: 0, count: rounds)
  DispatchQueue.concurrentPerform(iterations: cores) { _ in
    guard let rates = try? inferenceRates(precision, batchSize: batchSize) else { return }
    lock.withLock { sum = zip(sum, rates).map { $0 + $1 } }
  }
  report("inference in \(precision), batch \(batchSize), threads \(cores)", sum)
}

/// Little-endian, image by image, as scripts/check-export compares them with those of another runtime.
func writeAnswers() throws {
  let session = try InferenceSession(model: model, batchSize: 1, precision: .fp32)
  let pixels = try FileHandle.standardInput.readToEnd().map(Array.init) ?? []
  var answers = Data()
  for start in stride(from: 0, to: pixels.count, by: session.pixelCount) {
    let image = pixels[start...].prefix(session.pixelCount)
    for value in try image.withUnsafeBufferPointer({ try session.outputs(of: $0) }).joined() {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { answers.append(contentsOf: $0) }
    }
  }
  FileHandle.standardOutput.write(answers)
}

// Pages come one at a time, digits many.
let inferenceBatch = network == .ink ? 1 : 32
switch arguments.dropFirst().first {
case "answers":
  try writeAnswers()
case "inference" where arguments.count > 2:
  measureInference(arguments[2] == "fp32" ? .fp32 : .best, batchSize: inferenceBatch)
case "training" where arguments.count > 3:
  try measureTraining(
    threads: cores, precision: .best, batchSize: Int(arguments[2]) ?? 128, shardSize: Int(arguments[3]))
default:
  let construction = try ContinuousClock().measure { _ = try InferenceSession(model: model) }
  print("\(network.name), first inference session: \(construction)")
  for threads in Set([1, cores]).sorted() {
    for precision in precisions { try measureTraining(threads: threads, precision: precision) }
  }
  for precision in precisions { measureInference(precision, batchSize: inferenceBatch) }
}

import Imaging
import NeuralNetwork
import Testing

/// Training and inference of networks with skips and two outputs.
struct InkTests {
  /// A U-Net whose channels fill no vector.
  static let small = NetworkDescription(
    name: "small",
    inputShape: [2, 16, 16],
    layers: [
      .convolution(channels: 12, kernel: 3, padding: 1), .batchNormalization, .relu,
      .maximumPooling(size: 2),
      .convolution(channels: 20, kernel: 3, padding: 1), .batchNormalization, .relu,
      .globalMaximumAndAverage, .dense(units: 3), .output,
      .branch(layer: 6),
      .convolution(channels: 12, kernel: 1, padding: 0), .upsampling(factor: 2), .addition(layer: 2),
      .convolution(channels: 8, kernel: 3, padding: 1), .batchNormalization, .relu,
      .convolution(channels: 2, kernel: 1, padding: 0),
    ]
  )
  /// Values that are used before and after what would otherwise be folded.
  static let tangled = NetworkDescription(
    name: "tangled",
    inputShape: [2, 12, 12],
    layers: [
      .convolution(channels: 16, kernel: 3, padding: 1), .batchNormalization, .addition(layer: 0), .relu,
      .convolution(channels: 16, kernel: 1, padding: 0), .relu, .dropout(rate: 0.2), .addition(layer: 4),
      .convolution(channels: 16, kernel: 1, padding: 0), .addition(layer: 6), .maximumPooling(size: 2),
      .dense(units: 5), .output,
      .branch(layer: 1), .relu, .maximumPooling(size: 2), .addition(layer: 10), .output,
    ]
  )
  private static let networks = [small, tangled, .ink]

  private struct Examples {
    var pixels, labels, masks: [UInt8]

    init(_ network: NetworkDescription, count: Int, seed: UInt64) throws {
      var generator = SeededGenerator(seed: seed)
      let outputs = try network.outputShapes()
      pixels = (0..<count * network.inputShape.reduce(1, *)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      labels = (0..<count).map { UInt8($0 * 7 % outputs[0][0]) }
      masks = (0..<count * outputs[1].reduce(1, *)).map { _ in
        UInt8.random(in: 0...9, using: &generator) < 9 ? 0 : 255
      }
    }
  }

  private func session(
    _ network: NetworkDescription, threads: Int = 2, precision: Precision = .fp32
  ) throws -> TrainingSession {
    try TrainingSession(
      model: try Model(initializing: network, seed: 1), settings: settings(threads: threads, precision: precision))
  }

  private func settings(threads: Int = 2, precision: Precision = .fp32) -> TrainingSession.Settings {
    var settings = TrainingSession.Settings()
    settings.batchSize = 16
    settings.shardSize = 4
    settings.threads = threads
    (settings.precision, settings.averageDecay) = (precision, 0.9)
    return settings
  }

  private func step(
    _ session: TrainingSession, _ examples: Examples, learningRate: Float = 3e-3
  ) throws -> Float {
    try examples.pixels.withUnsafeBufferPointer { pixels in
      try examples.labels.withUnsafeBufferPointer { labels in
        try examples.masks.withUnsafeBufferPointer { masks in
          try session.step(pixels: pixels, labels: labels, masks: masks, learningRate: learningRate)
        }
      }
    }
  }

  private func outputs(_ session: InferenceSession, _ pixels: some Collection<UInt8>) throws -> [[Float]] {
    try Array(pixels).withUnsafeBufferPointer { try session.outputs(of: $0) }
  }

  private func trainedModel(_ network: NetworkDescription) throws -> Model {
    let session = try session(network)
    let examples = try Examples(network, count: 16, seed: 3)
    for _ in 0..<4 { _ = try step(session, examples) }
    return try session.currentModel()
  }

  @Test(arguments: networks, SessionTests.precisions)
  func inferenceAgreesWithTheModelTakenLayerByLayer(_ network: NetworkDescription, precision: Precision) throws {
    let model = try trainedModel(network)
    let count = network == .ink ? 1 : 3
    let pixels = try Examples(network, count: count, seed: 4).pixels
    let session = try InferenceSession(model: model, batchSize: 4, precision: precision)
    let found = try outputs(session, pixels)
    let expected = try naiveOutputs(model, pixels)
    #expect(found.count == 2 && expected.count == 2)
    for (found, expected) in zip(found, expected) {
      #expect(relativeDifference(found, expected) < (precision == .fp32 ? 1e-4 : 0.04))
    }
    let logits = try pixels.withUnsafeBufferPointer { try session.logits(pixels: $0) }
    #expect(logits == found[0] && logits.count == count * network.classCount)
  }

  @Test(arguments: networks, SessionTests.precisions)
  func weightsDoNotDependOnThreads(_ network: NetworkDescription, precision: Precision) throws {
    let examples = try Examples(network, count: 16, seed: 5)
    var models: [Model] = []
    var losses: [[Float]] = []
    for threads in [1, 2, 3] {
      let session = try session(network, threads: threads, precision: precision)
      losses.append(try (0..<3).map { _ in try step(session, examples) })
      models.append(try session.currentModel())
    }
    #expect(models.dropFirst().allSatisfy { $0 == models[0] })
    #expect(losses.dropFirst().allSatisfy { $0 == losses[0] })
  }

  @Test(arguments: networks, SessionTests.precisions)
  func aRestoredSessionGoesOnBitForBit(_ network: NetworkDescription, precision: Precision) throws {
    let examples = try Examples(network, count: 16, seed: 6)
    let undisturbed = try session(network, precision: precision)
    for _ in 0..<4 { _ = try step(undisturbed, examples) }
    let first = try session(network, precision: precision)
    for _ in 0..<2 { _ = try step(first, examples) }
    let snapshot = try first.snapshot().safetensors().withUnsafeBytes { try TrainingSnapshot(safetensors: $0) }
    let second = try TrainingSession(resuming: snapshot, settings: settings(threads: 1, precision: precision))
    for _ in 0..<2 { _ = try step(second, examples) }
    #expect(try second.snapshot() == undisturbed.snapshot())
  }

  @Test(arguments: SessionTests.precisions) func learnsAFewImagesByHeart(precision: Precision) throws {
    let session = try session(.ink, precision: precision)
    var examples = try Examples(.ink, count: 16, seed: 7)
    examples.masks = examples.pixels.map { $0 > 200 ? 255 : 0 }
    let first = try step(session, examples)
    for _ in 0..<150 { _ = try step(session, examples) }
    let last = try step(session, examples)
    #expect(last < first / 6, "loss \(first), then \(last)")
  }

  @Test func refusesMasksThatDoNotFit() throws {
    let session = try session(Self.small)
    var examples = try Examples(Self.small, count: 16, seed: 8)
    examples.masks.removeLast()
    #expect(throws: NetworkError.self) { _ = try step(session, examples) }
    #expect(throws: NetworkError.self) {
      _ = try examples.pixels.withUnsafeBufferPointer { pixels in
        try examples.labels.withUnsafeBufferPointer { labels in
          try session.step(pixels: pixels, labels: labels, learningRate: 1e-3)
        }
      }
    }
    let digits = try self.session(NetworkDescription(name: "digits", layers: [.dense(units: 3)]))
    examples.pixels = Array(repeating: 0, count: 16 * DigitImage.pixelCount)
    #expect(throws: NetworkError.self) { _ = try step(digits, examples) }
    #expect(session.stepCount == 0 && digits.stepCount == 0)
    let uneven = NetworkDescription(
      name: "uneven", inputShape: [1, 5, 5],
      layers: [.relu, .dense(units: 3), .output, .branch(layer: 0), .convolution(channels: 1, kernel: 1, padding: 0)]
    )
    #expect(throws: NetworkError.self) { _ = try self.session(uneven) }
  }
}

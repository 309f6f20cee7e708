import Imaging
import NeuralNetwork
import Testing

struct SessionTests {
  static let architectures: [NetworkDescription] = [.kerasTutorial, .fast, .accurate]
  /// Channel counts that fill no vector, and layers that fuse with nothing.
  static let odd = NetworkDescription(
    name: "odd",
    layers: [
      .batchNormalization, .convolution(channels: 5, kernel: 3, padding: 2), .averagePooling(size: 3), .relu,
      .convolution(channels: 7, kernel: 2, padding: 0), .maximumPooling(size: 2), .batchNormalization,
      .convolution(channels: 3, kernel: 1, padding: 0), .dense(units: 10),
    ]
  )
  /// Those that this CPU has natively.
  static let precisions = Precision.best == .fp32 ? [.fp32] : [Precision.fp32, .best]

  private func settings(batchSize: Int = 32, optimizer: AdamW = AdamW(), threads: Int = 1) -> TrainingSession.Settings {
    var settings = TrainingSession.Settings()
    settings.batchSize = batchSize
    settings.optimizer = optimizer
    settings.threads = threads
    return settings
  }

  /// Random digits-like bytes: mostly paper.
  private func pixels(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count * DigitImage.pixelCount).map { _ in
      UInt8.random(in: 0...4, using: &generator) == 0 ? UInt8.random(in: 0...255, using: &generator) : 0
    }
  }

  private func labels(_ count: Int, classes: Int = 10) -> [UInt8] { (0..<count).map { UInt8($0 * 7 % classes) } }

  private func logits(_ session: InferenceSession, _ pixels: some Collection<UInt8>) throws -> [Float] {
    try Array(pixels).withUnsafeBufferPointer { try session.logits(pixels: $0) }
  }

  private func step(
    _ session: TrainingSession,
    _ pixels: [UInt8],
    _ labels: [UInt8],
    learningRate: Float = 1e-3
  ) throws -> Float {
    try pixels.withUnsafeBufferPointer { pixels in
      try labels.withUnsafeBufferPointer { labels in
        try session.step(pixels: pixels, labels: labels, learningRate: learningRate)
      }
    }
  }

  /// A model after a few steps, so that biases and running statistics are not what they start as.
  private func trainedModel(_ network: NetworkDescription) throws -> Model {
    let session = try TrainingSession(
      model: try Model(initializing: network, seed: 1),
      settings: settings(batchSize: 64, threads: 2)
    )
    let (pixels, labels) = (pixels(64, seed: 9), labels(64))
    for _ in 0..<5 { _ = try step(session, pixels, labels) }
    return try session.currentModel()
  }

  @Test(arguments: architectures + [odd], precisions)
  func logitsDoNotDependOnPlaceOrCompany(_ network: NetworkDescription, precision: Precision) throws {
    let model = try trainedModel(network)
    let session = try InferenceSession(model: model, precision: precision)
    let image = pixels(1, seed: 5)
    let alone = try logits(session, image)
    let classes = network.classCount
    #expect(alone.count == classes && Set(alone).count > 1)
    for count in [1, 2, 3, 16, 17, 31, 32] {
      let company = pixels(count, seed: UInt64(count))
      for place in 0..<count {
        var batch = company
        batch.replaceSubrange(place * DigitImage.pixelCount..<(place + 1) * DigitImage.pixelCount, with: image)
        let result = try logits(session, batch)
        #expect(Array(result[place * classes..<(place + 1) * classes]) == alone, "place \(place) of \(count)")
      }
    }
    #expect(try logits(try InferenceSession(model: model, precision: precision), image) == alone)
  }

  @Test(arguments: architectures + [odd], precisions)
  func inferenceAgreesWithTheModelTakenLayerByLayer(_ network: NetworkDescription, precision: Precision) throws {
    let model = try trainedModel(network)
    let images = pixels(3, seed: 6)
    let folded = try logits(try InferenceSession(model: model, precision: precision), images)
    let naive = try naiveOutputs(model, images)[0]
    #expect(relativeDifference(folded, naive) < (precision == .fp32 ? 1e-4 : 0.02))
  }

  /// A maximum of values that are multiplied by a negative number is not the multiplied maximum.
  @Test(arguments: [Float(1), -1]) func normalizationIsFoldedThroughPoolingOnlyWhereItRises(sign: Float) throws {
    var model = try trainedModel(.fast)
    model.tensors["2.weight"]?.values[3] *= sign
    let images = pixels(3, seed: 6)
    let folded = try logits(try InferenceSession(model: model, precision: .fp32), images)
    #expect(relativeDifference(folded, try naiveOutputs(model, images)[0]) < 1e-4)
  }

  @Test func computesInBFloat16WhereTheCPUDoes() throws {
    let (model, image) = (try trainedModel(.fast), pixels(1, seed: 5))
    let (single, best) = (try InferenceSession(model: model, precision: .fp32), try InferenceSession(model: model))
    #expect(try (logits(single, image) == logits(best, image)) == (Precision.best == .fp32))
  }

  @Test(arguments: architectures, precisions)
  func weightsDoNotDependOnThreads(_ network: NetworkDescription, precision: Precision) throws {
    let start = try Model(initializing: network, seed: 3)
    var optimizer = AdamW()
    optimizer.weightDecay = 0.01
    let (pixels, labels) = (pixels(128, seed: 7), labels(128))
    var models: [Model] = []
    var losses: [[Float]] = []
    for threads in [1, 2, 3, 1] {
      var settings = settings(batchSize: 128, optimizer: optimizer, threads: threads)
      settings.precision = precision
      let session = try TrainingSession(model: start, settings: settings)
      losses.append(try (0..<4).map { _ in try step(session, pixels, labels) })
      models.append(try session.currentModel())
    }
    #expect(models.dropFirst().allSatisfy { $0 == models[0] })
    #expect(losses.dropFirst().allSatisfy { $0 == losses[0] })
    #expect(models[0] != start)
  }

  @Test(arguments: architectures, precisions)
  func learnsAFewImagesByHeart(_ network: NetworkDescription, precision: Precision) throws {
    let start = try Model(initializing: network, seed: 1)
    var settings = settings()
    settings.precision = precision
    let session = try TrainingSession(model: start, settings: settings)
    let (pixels, labels) = (pixels(32, seed: 8), labels(32, classes: network.classCount))
    let first = try step(session, pixels, labels)
    for _ in 0..<150 { _ = try step(session, pixels, labels, learningRate: 2e-3) }
    let last = try step(session, pixels, labels)
    #expect(first > 1.5 && last < 0.1, "loss \(first), then \(last)")
    let logits = try logits(try InferenceSession(model: try session.currentModel()), pixels)
    let classes = network.classCount
    let answers = (0..<32).map { row in
      (0..<classes).max { logits[row * classes + $0] < logits[row * classes + $1] }
    }
    #expect(answers == labels.map { Int($0) })
    #expect(session.stepCount == 152)
  }

  @Test func aSessionStartsFromItsModel() throws {
    let model = try trainedModel(.fast)
    let session = try TrainingSession(model: model, settings: settings())
    #expect(try session.currentModel() == model)
  }

  @Test func runningStatisticsMoveTowardsTheBatch() throws {
    let network = NetworkDescription(
      name: "test",
      layers: [.batchNormalization, .globalMaximumAndAverage, .dense(units: 10)]
    )
    let session = try TrainingSession(
      model: try Model(initializing: network, seed: 1),
      settings: settings(batchSize: 64, threads: 2)
    )
    let images = pixels(64, seed: 2)
    _ = try step(session, images, labels(64))
    let halves = [images.prefix(32 * 784), images.suffix(32 * 784)].map {
      Maps(32, 1, 28, 28, $0.map { Float($0) / 255 }).statistics()
    }
    let model = try session.currentModel()
    let mean = try #require(model.tensors["0.running_mean"]).values
    let variance = try #require(model.tensors["0.running_variance"]).values
    #expect(abs(mean[0] - 0.1 * (halves[0].means[0] + halves[1].means[0]) / 2) < 1e-5)
    #expect(abs(variance[0] - 0.9 - 0.1 * (halves[0].variances[0] + halves[1].variances[0]) / 2) < 1e-5)
  }

  @Test func onlyWeightsDecay() throws {
    let network = NetworkDescription(name: "test", layers: [.dense(units: 10)])
    var model = try Model(initializing: network, seed: 1)
    model.tensors["0.bias"]?.values = Array(repeating: 1, count: 10)
    var optimizer = AdamW()
    optimizer.weightDecay = 1
    optimizer.beta1 = 0
    optimizer.epsilon = 1e30
    let session = try TrainingSession(model: model, settings: settings(optimizer: optimizer))
    _ = try step(session, pixels(32, seed: 1), labels(32), learningRate: 0.5)
    let after = try session.currentModel().tensors
    let halved = try #require(model.tensors["0.weight"]).values.map { $0 / 2 }
    #expect(relativeDifference(try #require(after["0.weight"]).values, halved) < 1e-6)
    #expect(after["0.bias"] == model.tensors["0.bias"])
  }

  @Test(arguments: [0, -32, 31, 33]) func refusesBatchesThatAreNoMultipleOfTheShard(batchSize: Int) throws {
    let model = try Model(initializing: .kerasTutorial, seed: 1)
    #expect(throws: NetworkError.self) {
      _ = try TrainingSession(model: model, settings: settings(batchSize: batchSize))
    }
  }

  @Test func refusesWrongInput() throws {
    let model = try Model(initializing: .kerasTutorial, seed: 1)
    let training = try TrainingSession(model: model, settings: settings())
    #expect(throws: NetworkError.self) { _ = try step(training, pixels(31, seed: 1), labels(31)) }
    #expect(throws: NetworkError.self) {
      _ = try step(training, pixels(32, seed: 1), Array(repeating: 10, count: 32))
    }
    #expect(training.stepCount == 0)
    let inference = try InferenceSession(model: model, batchSize: 4)
    #expect(throws: NetworkError.self) { _ = try logits(inference, pixels(5, seed: 1)) }
    #expect(throws: NetworkError.self) { _ = try logits(inference, pixels(1, seed: 1).dropLast()) }
    #expect(try logits(inference, []).isEmpty)
    var incomplete = model
    incomplete.tensors["0.bias"] = nil
    #expect(throws: NetworkError.self) { _ = try InferenceSession(model: incomplete) }
  }
}

import Augmentation
import Foundation
import Imaging
import NeuralNetwork

/// Trains a network on labelled digits.
public struct Trainer {
  /// What one epoch brought.
  public struct EpochReport: Sendable, Equatable {
    /// Counted from 1.
    public var epoch: Int
    /// Mean cross-entropy over the epoch, on distorted digits and with dropout.
    public var loss: Float
    public var digits: Int
    /// Time since the epoch began.
    public var seconds: Double
  }

  public let settings: TrainingSettings
  private let digits: LabelledDigits
  private let batchesPerEpoch: Int

  /// Digits seen in one epoch: all but those that do not fill a batch.
  public var digitsPerEpoch: Int { batchesPerEpoch * settings.batchSize }

  /// Refuses fewer digits than one batch takes.
  public init(settings: TrainingSettings, digits: LabelledDigits) throws(RecognitionError) {
    guard digits.count >= settings.batchSize else {
      throw .tooFewDigits(count: digits.count, needed: settings.batchSize)
    }
    self.settings = settings
    var digits = digits
    digits.append(contentsOf: SyntheticDigits.draw(count: settings.syntheticDigits, seed: settings.seed))
    self.digits = digits
    batchesPerEpoch = digits.count / settings.batchSize
  }

  /// Trains `network` from its initial weights and returns it as it is after the last epoch.
  ///
  /// Each epoch takes the digits in a new order; those left over when it is cut into batches wait for the next one.
  /// `onStep` is told the number of digits seen so far, `onEpoch` is called after each epoch.
  public func train(
    _ network: NetworkDescription, onStep: (Int) -> Void = { _ in }, onEpoch: (EpochReport) throws -> Void = { _ in }
  ) throws -> Model {
    var optimizer = AdamW()
    optimizer.weightDecay = settings.weightDecay
    let session = try TrainingSession(
      model: Model(initializing: network, seed: settings.seed), batchSize: settings.batchSize, optimizer: optimizer,
      seed: settings.seed, threads: settings.jobs)
    var batch = TrainingBatch(settings: settings)
    for epoch in 0..<settings.epochs {
      let clock = ContinuousClock()
      let start = clock.now
      let order = shuffledIndices(epoch: epoch)
      var lossSum: Float = 0
      for step in 0..<batchesPerEpoch {
        let position = Float(epoch) + Float(step) / Float(batchesPerEpoch)
        batch.fill(
          from: digits, indices: order[step * settings.batchSize..<(step + 1) * settings.batchSize], epoch: epoch)
        lossSum += try batch.step(
          session, learningRate: settings.learningRate.rate(atEpoch: position, of: settings.epochs))
        onStep((epoch * batchesPerEpoch + step + 1) * settings.batchSize)
      }
      try onEpoch(
        EpochReport(
          epoch: epoch + 1, loss: lossSum / Float(batchesPerEpoch), digits: digitsPerEpoch,
          seconds: start.duration(to: clock.now).seconds))
    }
    var model = try session.currentModel()
    model.metadata[ModelCatalog.MetadataKey.preprocessing] = ModelCatalog.preprocessingVersion
    model.metadata["recipe"] = recipe
    return model
  }

  /// How the model was made, for whoever finds the file.
  private var recipe: String {
    let settings = settings
    return """
      \(digits.count) digits, \(settings.epochs) epochs, batch size \(settings.batchSize), \
      peak learning rate \(settings.learningRate.peak), weight decay \(settings.weightDecay), \
      \(settings.syntheticDigits) of them drawn, \
      \(settings.augmentation), seed \(settings.seed)
      """
  }

  private func shuffledIndices(epoch: Int) -> [Int] {
    // -1 is no digit's index, so the order has a stream of its own.
    var generator = SeededGenerator(seed: settings.seed, epoch: epoch, index: -1)
    return Array(0..<digits.count).shuffled(using: &generator)
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

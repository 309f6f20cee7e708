import Foundation
import NeuralNetwork

/// Trains a network on labelled digits, or on pages written with them.
public struct Trainer {
  public let settings: TrainingSettings
  public let lesson: Lesson
  let samples: any TrainingSamples
  let heldOut: LabelledDigits?
  /// Worker threads.
  let jobs: Int
  let batchesPerEpoch: Int
  private let source: TrainingRecipe.Data

  /// Digits seen in one epoch: all but those that do not fill a batch.
  public var digitsPerEpoch: Int { batchesPerEpoch * settings.batchSize }

  /// Digits seen from the beginning until `checkpoint`.
  public func digitsSeen(by checkpoint: TrainingCheckpoint) -> Int { digitsSeen(at: checkpoint.position) }

  func digitsSeen(at position: TrainingCheckpoint.Position) -> Int {
    (position.epoch * batchesPerEpoch + position.step) * settings.batchSize
  }

  /// Refuses fewer digits than one batch takes. `heldOut` are digits to measure the model by after each epoch. The
  /// trained weights do not depend on `jobs`.
  public init(
    _ lesson: Lesson = .digits, settings: TrainingSettings, digits: LabelledDigits, heldOut: LabelledDigits? = nil,
    jobs: Int = 1
  ) throws(RecognitionError) {
    guard digits.count >= settings.batchSize else {
      throw .tooFewDigits(count: digits.count, needed: settings.batchSize)
    }
    (self.lesson, self.settings, self.heldOut, self.jobs) = (lesson, settings, heldOut, jobs)
    source = TrainingRecipe.Data(digits)
    samples = lesson.samples(digits, settings)
    batchesPerEpoch = samples.count / settings.batchSize
  }

  /// What weights a run begins with.
  public enum Start: Sendable {
    /// Random ones, by the seed.
    case random(NetworkDescription)
    /// Those of a trained model.
    case model(Model)

    public var network: NetworkDescription {
      switch self {
      case .random(let network): network
      case .model(let model): model.description
      }
    }
  }

  /// Trains from `start`, or goes on with a checkpoint of a run that began so, and gives the model after the last
  /// epoch (with patience, the best one): the same bytes either way. nil when the observer asked to stop.
  ///
  /// Each epoch takes the digits in a new order; those left over when it is cut into batches wait for the next one.
  /// Throws `otherCheckpoint` when the checkpoint's settings, digits or network are not these.
  public func train(
    _ start: Start, resuming checkpoint: TrainingCheckpoint? = nil, observer: TrainingObserver = .init()
  ) throws -> Model? {
    let model: Model
    switch start {
    case .random(let network): model = try Model(initializing: network, seed: settings.seed)
    case .model(let trained): model = trained.withoutMetadata
    }
    guard settings.nonDigits == 0 || model.description.classCount > Probabilities.notADigitClass else {
      throw RecognitionError.onlyDigits(network: model.description.name)
    }
    let recipe = try recipe(of: start).json()
    if let checkpoint { try check(checkpoint, recipe: recipe, network: model.description) }
    let run = try TrainingRun(self, recipe: recipe, start: model, resuming: checkpoint)
    guard var model = try run.run(observer) else { return nil }
    model.metadata[ModelCatalog.MetadataKey.preprocessing] = ModelCatalog.preprocessingVersion
    model.metadata[ModelCatalog.MetadataKey.recipe] = recipe
    return model
  }

  private func recipe(of start: Start) -> TrainingRecipe {
    let heldOut = heldOut.map(TrainingRecipe.Data.init)
    switch start {
    case .random(let network):
      return TrainingRecipe(settings: settings, digits: source, heldOut: heldOut, network: network.name)
    case .model(let model):
      return TrainingRecipe(
        settings: settings, digits: source, heldOut: heldOut, network: model.description.name,
        start: TrainingRecipe.Weights(sha256: model.digest))
    }
  }

  private func check(_ checkpoint: TrainingCheckpoint, recipe: String, network: NetworkDescription) throws {
    var differences = TrainingRecipe.differences(from: checkpoint.recipe, to: recipe)
    if checkpoint.snapshot.weights.description != network { differences.append("other layers of the network") }
    if checkpoint.position.step >= batchesPerEpoch { differences.append("a place beyond the end of an epoch") }
    guard differences.isEmpty else { throw RecognitionError.otherCheckpoint(differences: differences) }
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

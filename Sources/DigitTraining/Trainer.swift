import DigitRecognition
import LabelledData
import NeuralNetwork

/// Trains a network on labelled digits, or on pages written with them.
public struct Trainer {
  /// How the network is trained.
  public let settings: TrainingSettings
  /// What the network learns to do.
  public let task: NetworkTask
  let samples: any TrainingSamples
  let heldOut: Yardstick?
  /// What the run must not forget.
  let replay: Replay?
  /// The networks whose answers are learned beside the labels.
  let teachers: [Model]
  /// Worker threads.
  let jobs: Int
  let batchesPerEpoch: Int
  private let source: TrainingRecipe.Data

  /// Digits seen in one epoch: all but those that do not fill a batch.
  public var digitsPerEpoch: Int { batchesPerEpoch * settings.batchSize }

  /// Digits seen from the beginning until `checkpoint`.
  public func digitsSeen(by checkpoint: TrainingCheckpoint) -> Int { digitsSeen(at: checkpoint.position) }

  func digitsSeen(at position: TrainingPosition) -> Int {
    (position.epoch * batchesPerEpoch + position.step) * settings.batchSize
  }

  /// `heldOut` are digits to measure the model by after each epoch; `replay` is what must not be forgotten, as
  /// `settings.replay` says; `teachers` answer beside the labels, as `settings.distillation` says. Refuses fewer digits
  /// than one batch takes, or with `replay` fewer samples. The trained weights do not depend on `jobs`.
  public init(
    _ task: NetworkTask = .digits, settings: TrainingSettings, digits: LabelledDigits, heldOut: LabelledDigits? = nil,
    replay: Replay? = nil, teachers: [Model] = [], jobs: Int = 1
  ) throws {
    (self.task, self.settings, self.heldOut, self.jobs) = (task, settings, heldOut.map(Yardstick.digits), jobs)
    (self.replay, self.teachers) = (replay, teachers)
    source = TrainingRecipe.Data(digits)
    samples = task.samples(digits, recalled: replay?.recalled ?? LabelledDigits(), settings)
    let count = settings.replay == nil ? digits.count : samples.count
    guard count >= settings.batchSize, digits.count > 0 else {
      throw TrainingError.tooFewDigits(count: digits.count, needed: settings.batchSize)
    }
    batchesPerEpoch = samples.count / settings.batchSize
  }

  /// Trains a string network on a user's own `numbers`; `heldOut` measures it after each epoch, and drawn strips of
  /// `replay` are mixed in as `settings.replay` says. Refuses fewer samples than one batch takes.
  init(settings: TrainingSettings, numbers: OwnNumbers, heldOut: OwnNumbers, replay: Replay, jobs: Int) throws {
    (task, self.settings, self.heldOut, self.jobs) = (.strings, settings, .numbers(heldOut), jobs)
    (self.replay, teachers) = (replay, [])
    source = TrainingRecipe.Data(numbers)
    samples = OwnNumberSamples(
      lines: numbers.lines, repeats: settings.replay?.repeats ?? 1,
      replayed: StripSamples(digits: replay.recalled, count: settings.replay?.recalledDigits ?? 0))
    guard samples.count >= settings.batchSize, numbers.count > 0 else {
      throw TrainingError.tooFewNumbers(count: numbers.count, needed: settings.batchSize)
    }
    batchesPerEpoch = samples.count / settings.batchSize
  }

  /// What weights a run begins with.
  public enum Start: Sendable {
    /// Random ones, by the seed.
    case random(NetworkDescription)
    /// Those of a trained model.
    case model(Model)

    /// The network that is trained.
    public var network: NetworkDescription {
      switch self {
      case .random(let network): network
      case .model(let model): model.description
      }
    }
  }

  /// Trains from `start`, or goes on with a checkpoint of a run that began so, and gives the model after the last
  /// epoch (with patience, the best one): the same bytes either way. nil when the observer asked to stop. With replay,
  /// and where no epoch gained anything, it is the model of `start`, as it was.
  ///
  /// Each epoch takes the digits in a new order; those left over when it is cut into batches wait for the next one.
  /// Throws `otherCheckpoint` when the checkpoint's settings, digits or network are not these, and `unusableCheckpoint`
  /// when no run with them can be where it says.
  public func train(
    _ start: Start, resuming checkpoint: TrainingCheckpoint? = nil, observer: TrainingObserver = .init()
  ) throws -> Model? {
    var model: Model
    switch start {
    case .random(let network): model = try Model(initializing: network, seed: settings.seed)
    case .model(let trained): model = trained.withoutMetadata
    }
    guard settings.nonDigits == 0 || model.description.classCount > Probabilities.notADigitClass else {
      throw TrainingError.onlyDigits(network: model.description.name)
    }
    for teacher in teachers where !teacher.description.canTeach(model.description) {
      throw TrainingError.otherClasses(teacher: teacher.description.name, network: model.description.name)
    }
    let recipe = try recipe(of: start).json()
    if let checkpoint { try check(checkpoint, recipe: recipe, network: model.description) }
    let run = try TrainingRun(self, recipe: recipe, start: model, judge: try judge(of: start), resuming: checkpoint)
    guard let ending = try run.run(observer) else { return nil }
    observer.onEnd(ending)
    if ending.keptEpoch == 0, case .model(let unchanged) = start { return unchanged }
    model = try run.result()
    model.metadata[ModelCatalog.MetadataKey.preprocessing] = ModelCatalog.preprocessingVersion
    model.metadata[ModelCatalog.MetadataKey.recipe] = recipe
    return model
  }

  /// Whether `model` is what this training makes of `start`, as its recipe tells, or the start itself, which is what
  /// remains where nothing was gained.
  public func hasMade(_ model: Model, from start: Start) throws -> Bool {
    if case .model(let unchanged) = start, model == unchanged { return true }
    return try model.metadata[ModelCatalog.MetadataKey.recipe] == recipe(of: start).json()
  }

  /// nil where there is nothing to judge by.
  private func judge(of start: Start) throws -> ModelJudge? {
    guard let heldOut else { return nil }
    var judge = ModelJudge(task: task, own: heldOut, others: replay.map { Yardstick.digits($0.others) }, jobs: jobs)
    if replay != nil, case .model(let model) = start { try judge.compare(with: model) }
    return judge
  }

  private func recipe(of start: Start) -> TrainingRecipe {
    var recipe = TrainingRecipe(
      settings: settings, digits: source, heldOut: heldOut?.recipe,
      recalled: replay.map { TrainingRecipe.Data($0.recalled) }, others: replay.map { TrainingRecipe.Data($0.others) },
      network: start.network.name)
    if case .model(let model) = start { recipe.start = TrainingRecipe.Weights(sha256: model.digest) }
    if !teachers.isEmpty { recipe.teachers = teachers.map { TrainingRecipe.Weights(sha256: $0.digest) } }
    return recipe
  }

  private func check(_ checkpoint: TrainingCheckpoint, recipe: String, network: NetworkDescription) throws {
    var differences = TrainingRecipe.differences(from: checkpoint.recipe, to: recipe)
    if checkpoint.snapshot.weights.description != network { differences.append("other layers of the network") }
    guard differences.isEmpty else { throw TrainingError.otherCheckpoint(differences: differences) }
    let position = checkpoint.position
    guard position.epoch <= settings.epochs, position.step < batchesPerEpoch,
      checkpoint.snapshot.stepCount == position.epoch * batchesPerEpoch + position.step
    else {
      throw TrainingError.unusableCheckpoint(
        path: checkpoint.path, detail: "a training with these settings cannot be where it says")
    }
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

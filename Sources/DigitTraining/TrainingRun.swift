import Imaging
import NeuralNetwork

/// The loop of one training run.
final class TrainingRun {
  private let trainer: Trainer
  private let recipe: String
  private let session: TrainingSession
  private let makers: [any SampleMaker]
  private let judge: ModelJudge?
  private var position: TrainingPosition
  /// The model of `position.best`.
  private var best: Model?
  /// The batch at hand, and the one that is filled meanwhile.
  private var batch, next: TrainingBatch

  init(
    _ trainer: Trainer, recipe: String, start: Model, judge: ModelJudge?, resuming checkpoint: TrainingCheckpoint?
  ) throws {
    (self.trainer, self.recipe, self.judge) = (trainer, recipe, judge)
    var settings = TrainingSession.Settings(trainer.settings, threads: trainer.jobs)
    settings.shardSize = trainer.task.shardSize
    if let checkpoint {
      session = try TrainingSession(
        resuming: checkpoint.snapshot, teachers: trainer.teachers, settings: settings)
      (position, best) = (checkpoint.position, checkpoint.snapshot.best)
    } else {
      session = try TrainingSession(model: start, teachers: trainer.teachers, settings: settings)
      position = TrainingPosition()
    }
    makers = (0..<session.workers).map { _ in trainer.samples.maker() }
    batch = TrainingBatch(size: settings.batchSize, of: trainer.samples)
    next = TrainingBatch(size: settings.batchSize, of: trainer.samples)
  }

  /// nil when the observer asked to stop.
  func run(_ observer: TrainingObserver) throws -> TrainingObserver.Ending? {
    while position.epoch < trainer.settings.epochs, !hasLostPatience {
      guard let learningRate = try runSteps(observer) else {
        try observer.onCheckpoint?(checkpoint())
        return nil
      }
      let report = try finishEpoch(learningRate: learningRate)
      try observer.onEpoch(report)
      try observer.onCheckpoint?(checkpoint())
    }
    let kept = position.best?.epoch ?? (judge?.hasStart == true ? 0 : position.epoch)
    return TrainingObserver.Ending(epochs: position.epoch, of: trainer.settings.epochs, keptEpoch: kept)
  }

  /// The best model, or where none is kept the last one.
  package func result() throws -> Model { try best ?? model() }

  /// The steps that the epoch still lacks; returns the last learning rate, nil when the observer asked to stop.
  private func runSteps(_ observer: TrainingObserver) throws -> Float? {
    let clock = ContinuousClock()
    let (start, earlier) = (clock.now, position.seconds)
    defer { position.seconds = earlier + start.duration(to: clock.now).seconds }
    let order = shuffledIndices()
    var learningRate: Float = 0
    batch.fill(plan(position.step, of: order), with: makers[0])
    while position.step < trainer.batchesPerEpoch {
      if observer.shouldStop() { return nil }
      let isLast = position.step + 1 == trainer.batchesPerEpoch
      learningRate = trainer.settings.learningRate.rate(
        atEpoch: Float(position.epoch) + Float(position.step) / Float(trainer.batchesPerEpoch),
        of: trainer.settings.epochs)
      let loss = try batch.step(
        session, learningRate: learningRate,
        sideTasks: isLast ? nil : next.filling(plan(position.step + 1, of: order), with: makers))
      guard loss.isFinite else { throw TrainingError.trainingDiverged(epoch: position.epoch + 1) }
      swap(&batch, &next)
      position.step += 1
      position.lossSum += loss
      observer.onStep(progress)
    }
    return learningRate
  }

  /// Measures the model and goes to the next epoch.
  private func finishEpoch(learningRate: Float) throws -> TrainingObserver.EpochReport {
    let epoch = position.epoch + 1
    let model = try model()
    // The last step can have spoilt the weights behind a good loss.
    guard model.isSound else { throw TrainingError.trainingDiverged(epoch: epoch) }
    let standing = try measure(model, epoch: epoch)
    let report = TrainingObserver.EpochReport(
      epoch: epoch, loss: position.lossSum / Float(trainer.batchesPerEpoch), digits: trainer.digitsPerEpoch,
      seconds: position.seconds, learningRate: learningRate, heldOut: standing?.own, others: standing?.others)
    position = TrainingPosition(epoch: epoch, best: position.best)
    return report
  }

  /// Also keeps the model if it is the best so far and somebody will want that one.
  private func measure(_ model: Model, epoch: Int) throws -> ModelJudge.Standing? {
    guard let judge else { return nil }
    let standing = try judge.standing(of: model)
    let keepsBest = trainer.settings.patience != nil || judge.hasStart
    if keepsBest, judge.accepts(standing), standing.loss < position.best?.loss ?? .infinity {
      position.best = TrainingPosition.Best(epoch: epoch, loss: standing.loss)
      best = model
    }
    return standing
  }

  private var hasLostPatience: Bool {
    guard let patience = trainer.settings.patience else { return false }
    return position.epoch - (position.best?.epoch ?? 0) >= patience
  }

  /// What the run would give now.
  private func model() throws -> Model { try session.averagedModel() ?? session.currentModel() }

  private func checkpoint() throws -> TrainingCheckpoint {
    var snapshot = try session.snapshot()
    snapshot.best = best
    return TrainingCheckpoint(snapshot: snapshot, position: position, recipe: recipe)
  }

  private var progress: TrainingObserver.Progress {
    TrainingObserver.Progress(
      epoch: position.epoch + 1,
      digits: trainer.digitsSeen(at: position),
      loss: position.lossSum / Float(position.step))
  }

  private func plan(_ step: Int, of order: [Int]) -> BatchPlan {
    let size = trainer.settings.batchSize
    return BatchPlan(
      indices: order[step * size..<(step + 1) * size], epoch: position.epoch, seed: trainer.settings.seed)
  }

  private func shuffledIndices() -> [Int] {
    var generator = SeededGenerator(for: .order, seed: trainer.settings.seed, epoch: position.epoch, index: 0)
    return Array(0..<trainer.samples.count).shuffled(using: &generator)
  }
}

extension TrainingSession.Settings {
  fileprivate init(_ settings: TrainingSettings, threads: Int) {
    self.init()
    (batchSize, optimizer, seed) = (settings.batchSize, settings.optimizer, settings.seed)
    (labelSmoothing, averageDecay) = (settings.labelSmoothing, settings.averageDecay)
    (precision, self.threads) = (settings.precision, threads)
    distillation = settings.distillation ?? Distillation()
  }
}

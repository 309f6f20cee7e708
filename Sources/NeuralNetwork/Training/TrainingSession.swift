/// Trains a model: forward, backward and optimizer step on one batch after another.
///
/// A batch is cut into shards, of 32 images for digits; each shard is computed by one thread and the gradients are
/// summed in shard order, so the weights do not depend on the number of threads, bit for bit. Batch normalization sees
/// one shard at a time; its running statistics take the mean over the shards once per step.
public final class TrainingSession {
  /// The share of the running statistics that a step leaves.
  package static let statisticsMomentum: Float = 0.9

  /// The settings that the steps follow.
  public let settings: Settings
  /// Steps done.
  public private(set) var stepCount = 0
  /// Threads that compute.
  public let workers: Int

  private let model: Model
  private let pool: WorkerPool
  private let state: TrainingState

  /// Starts from the weights of `model`. The answers of `teachers`, networks of the same images and classes, count
  /// beside the labels as `settings.distillation` says.
  public init(model: Model, teachers: [Model] = [], settings: Settings) throws(NetworkError) {
    try settings.check()
    for teacher in teachers where !teacher.description.canTeach(model.description) {
      throw .unsupportedNetwork(
        detail: "\(teacher.description.name) has other images or classes than \(model.description.name), so that it "
          + "cannot be its teacher")
    }
    if !model.description.readsLines, let mask = try model.description.outputShapes().dropFirst().first {
      try MaskLoss.check(mask)
    }
    (self.model, self.settings) = (model, settings)
    let shards = settings.batchSize / settings.shardSize
    workers = min(settings.threads, shards)
    state = try TrainingState(model: model, teachers: teachers, shards: shards, workers: workers, settings: settings)
    pool = WorkerPool(threads: workers)
  }

  /// Goes on where `snapshot` was taken, bit for bit if the settings are the same (but for `threads`).
  public convenience init(
    resuming snapshot: TrainingSnapshot, teachers: [Model] = [], settings: Settings
  ) throws(NetworkError) {
    try self.init(model: snapshot.weights, teachers: teachers, settings: settings)
    try state.restore(snapshot)
    stepCount = snapshot.stepCount
  }

  /// `pixels`: batchSize images of bytes in the network's input shape; `labels`: batchSize values below its
  /// `classCount`; `masks`, for a network whose second output are the logits of one: bytes in its shape, 0 paper … 255
  /// ink; for a network of lines, `LineTruth.byteCount` bytes of truth for each image, and the labels do not count.
  ///
  /// Returns the mean loss of the batch: cross-entropy of the labels, smoothed where the settings smooth them, mixed with
  /// that of the teachers' answers where there are teachers; or with masks what `MaskLoss` makes of both. `sideTasks` are
  /// done by the time it returns.
  public func step(
    pixels: UnsafeBufferPointer<UInt8>,
    labels: UnsafeBufferPointer<UInt8>,
    masks: UnsafeBufferPointer<UInt8>? = nil,
    learningRate: Float,
    sideTasks: SideTasks? = nil
  ) throws(NetworkError) -> Float {
    try check(pixels, labels, masks)
    stepCount += 1
    let update = settings.optimizer.step(stepCount, learningRate: learningRate)
    let averageShare = settings.averageShare(step: stepCount)
    let batch = Batch(
      pixels: pixels,
      labels: labels,
      masks: masks,
      labelSmoothing: settings.labelSmoothing,
      distillation: settings.distillation,
      seed: settings.seed,
      step: stepCount
    )
    let state = state
    // The side tasks are short and come last, so that they fill the time of those who have finished their shards.
    try pool.run(state.shards + (sideTasks?.count ?? 0)) { (task, worker) throws(NetworkError) in
      if task < state.shards {
        try state.computeGradients(of: task, in: batch, worker: worker)
      } else {
        sideTasks?.body(task - state.shards, worker)
      }
    }
    try pool.run(state.slices.count) { (slice, _) throws(NetworkError) in
      state.update(state.slices[slice], update, averageShare: averageShare)
    }
    try pool.run(state.copies) { (copy, worker) throws(NetworkError) in
      try state.refreshCopy(copy, worker: worker)
    }
    state.updateRunningStatistics(averageShare: averageShare)
    return Float(state.losses.reduce(0, +) / Double(settings.batchSize))
  }

  /// The model as trained so far, in plain layouts.
  public func currentModel() throws(NetworkError) -> Model {
    model.replacing(try state.values(.weights))
  }

  /// The moving average of the models of all steps, running statistics included; nil where the settings keep none.
  public func averagedModel() throws(NetworkError) -> Model? {
    guard settings.averageDecay > 0 else { return nil }
    return model.replacing(try state.values(.average))
  }

  /// All that another session needs to go on from here.
  public func snapshot() throws(NetworkError) -> TrainingSnapshot {
    TrainingSnapshot(
      stepCount: stepCount,
      weights: try currentModel(),
      firstMoments: try state.values(.firstMoments),
      secondMoments: try state.values(.secondMoments),
      average: try averagedModel()
    )
  }

  private func check(
    _ pixels: UnsafeBufferPointer<UInt8>,
    _ labels: UnsafeBufferPointer<UInt8>,
    _ masks: UnsafeBufferPointer<UInt8>?
  ) throws(NetworkError) {
    let pixelCount = model.description.inputShape.reduce(1, *)
    let maskPixelCount =
      model.description.readsLines
      ? LineTruth.byteCount : try model.description.outputShapes().dropFirst().first?.reduce(1, *)
    let classCount = model.description.classCount
    guard masks?.count == maskPixelCount.map({ settings.batchSize * $0 }) else {
      throw .unsupportedNetwork(
        detail: "\(masks?.count ?? 0) pixels of masks for \(settings.batchSize) images of \(maskPixelCount ?? 0)"
      )
    }
    guard pixels.count == settings.batchSize * pixelCount, labels.count == settings.batchSize,
      labels.allSatisfy({ Int($0) < classCount })
    else {
      throw .unsupportedNetwork(
        detail: "\(labels.count) labels and \(pixels.count) pixels in a batch of \(settings.batchSize) images "
          + "labelled 0 to \(classCount - 1)"
      )
    }
  }
}

extension Model {
  /// With other values in the tensors that `values` names.
  fileprivate func replacing(_ values: [String: [Float]]) -> Model {
    var model = self
    for (name, values) in values { model.tensors[name]?.values = values }
    return model
  }
}

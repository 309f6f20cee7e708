import Imaging

/// Trains a model: forward, backward and optimizer step on one batch after another.
///
/// A batch is cut into shards of 32 images; each shard is computed by one thread and the gradients are summed in shard
/// order, so the weights do not depend on the number of threads, bit for bit. Batch normalization sees one shard at a
/// time; its running statistics take the mean over the shards once per step.
public final class TrainingSession {
  /// Images computed at a time; a batch must be a multiple of it. Small, so that activations stay in the cache.
  public static let shardSize = 32
  /// The share of the running statistics that a step leaves.
  package static let statisticsMomentum: Float = 0.9

  public let batchSize: Int
  /// Steps done.
  public private(set) var stepCount = 0

  private var model: Model
  private let optimizer: AdamW
  private let seed: UInt64
  private let pool: WorkerPool
  private let state: TrainingState

  /// `batchSize` must be a multiple of `shardSize`. `seed` decides what dropout drops.
  public init(
    model: Model,
    batchSize: Int,
    optimizer: AdamW,
    seed: UInt64,
    threads: Int,
    precision: Precision = .fp32
  ) throws(NetworkError) {
    guard batchSize > 0, batchSize % TrainingSession.shardSize == 0 else {
      throw .unsupportedNetwork(
        detail: "a batch of \(batchSize) images; it must be a multiple of \(TrainingSession.shardSize)"
      )
    }
    guard threads > 0 else { throw .unsupportedNetwork(detail: "\(threads) threads; at least one is needed") }
    (self.model, self.batchSize, self.optimizer, self.seed) = (model, batchSize, optimizer, seed)
    let shards = batchSize / TrainingSession.shardSize
    state = try TrainingState(model: model, shards: shards, workers: min(threads, shards), precision: precision)
    pool = WorkerPool(threads: min(threads, shards))
  }

  /// `pixels`: batchSize × 784 bytes; `labels`: batchSize values 0 … 9. Returns the mean cross-entropy of the batch.
  public func step(
    pixels: UnsafeBufferPointer<UInt8>,
    labels: UnsafeBufferPointer<UInt8>,
    learningRate: Float
  ) throws(NetworkError) -> Float {
    let pixelCount = NetworkDescription.inputShape.reduce(1, *)
    guard pixels.count == batchSize * pixelCount, labels.count == batchSize,
      labels.allSatisfy({ $0 < NetworkDescription.classes })
    else {
      throw .unsupportedNetwork(
        detail: "\(labels.count) labels and \(pixels.count) pixels in a batch of \(batchSize) images labelled 0 to 9"
      )
    }
    stepCount += 1
    let update = optimizer.step(stepCount, learningRate: learningRate)
    let batch = Batch(pixels: pixels, labels: labels, seed: seed, step: stepCount)
    let state = state
    try pool.run(state.shards) { (shard, worker) throws(NetworkError) in
      try state.computeGradients(of: shard, in: batch, worker: worker)
    }
    try pool.run(state.slices.count) { (slice, _) throws(NetworkError) in
      state.update(state.slices[slice], update)
    }
    try pool.run(state.copies) { (copy, worker) throws(NetworkError) in
      try state.refreshCopy(copy, worker: worker)
    }
    state.updateRunningStatistics()
    return Float(state.losses.reduce(0, +) / Double(batchSize))
  }

  /// The model as trained so far, in plain layouts.
  public func currentModel() throws(NetworkError) -> Model {
    for (name, values) in try state.plainValues() {
      model.tensors[name]?.values = values
    }
    return model
  }
}

/// What a step is about.
struct Batch {
  /// batch × 784, 0 … 255.
  var pixels: UnsafeBufferPointer<UInt8>
  var labels: UnsafeBufferPointer<UInt8>
  var seed: UInt64
  var step: Int

  /// The shard's images, scaled, put into the network's input.
  func load(_ shard: Int, into network: Network) {
    let size = network.batchSize * NetworkDescription.inputShape.reduce(1, *)
    scalePixels(UnsafeBufferPointer(rebasing: pixels[shard * size..<(shard + 1) * size]), into: network.input.floats)
    network.random.generator = SeededGenerator(seed: seed, epoch: step, index: shard)
  }

  func labels(of shard: Int, size: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: labels[shard * size..<(shard + 1) * size])
  }
}

/// Trains a model: forward, backward and optimizer step on one batch after another.
///
/// A batch is cut into shards of a fixed number of images; each shard is computed by one thread and the gradients are
/// summed in shard order, so the weights do not depend on the number of threads.
public final class TrainingSession {
  public init(
    model: Model, batchSize: Int, optimizer: AdamW, seed: UInt64, threads: Int
  ) throws(NetworkError) {}

  /// `pixels`: batchSize × 784 bytes; `labels`: batchSize values 0 … 9. Returns the mean cross-entropy of the batch.
  public func step(
    pixels: UnsafeBufferPointer<UInt8>, labels: UnsafeBufferPointer<UInt8>, learningRate: Float
  ) throws(NetworkError) -> Float { 0 }

  /// The model as trained so far, in plain layouts.
  public func currentModel() throws(NetworkError) -> Model {
    throw .unsupportedNetwork(detail: "not implemented")
  }
}

/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019); `weightDecay` 0 is plain Adam (Kingma and Ba, 2015).
public struct AdamW: Sendable, Equatable {
  public var beta1: Float = 0.9
  public var beta2: Float = 0.999
  public var epsilon: Float = 1e-8
  public var weightDecay: Float = 0

  public init() {}
}

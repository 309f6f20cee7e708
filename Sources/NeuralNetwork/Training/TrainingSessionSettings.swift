extension TrainingSession {
  /// The settings of a session, which decide the weights together with the digits and the learning rates.
  public struct Settings: Sendable, Equatable {
    /// Images for each step; a multiple of `shardSize`.
    public var batchSize = 128
    /// Images computed at a time: few, so that activations stay in the cache, and enough for batch normalization, which
    /// sees one shard at a time: 32 digits, or 16 pages for `ink`.
    public var shardSize = 32
    /// The rule by which gradients change weights.
    public var optimizer = AdamW()
    /// The share of each target that is spread evenly over all classes, 0 ..< 1.
    public var labelSmoothing: Float = 0
    /// How the answers of teachers count, where the session has any.
    public var distillation = Distillation()
    /// The share of the moving average of the weights that a step keeps, 0 ..< 1; 0 keeps no average.
    public var averageDecay: Float = 0
    /// The type in which the layers compute. The weights that are trained, their moments and gradients are fp32 in any
    /// case.
    public var precision = Precision.fp32
    /// The seed from which dropout follows.
    public var seed: UInt64 = 1
    /// The number of threads; the trained weights do not depend on it.
    public var threads = 1

    /// Settings with their defaults.
    public init() {}

    func check() throws(NetworkError) {
      guard shardSize > 0, batchSize > 0, batchSize % shardSize == 0 else {
        throw .unsupportedNetwork(
          detail: "a batch of \(batchSize) images; it must be a multiple of \(shardSize)"
        )
      }
      guard threads > 0 else { throw .unsupportedNetwork(detail: "\(threads) threads; at least one is needed") }
      guard 0...1 ~= distillation.share, distillation.temperature >= 1 else {
        throw .unsupportedNetwork(
          detail: "a share of the teachers of \(distillation.share) and their temperature \(distillation.temperature); "
            + "the share must be in 0 ... 1, the temperature at least 1"
        )
      }
      guard 0..<1 ~= labelSmoothing, 0..<1 ~= averageDecay else {
        throw .unsupportedNetwork(
          detail: "label smoothing \(labelSmoothing) and average decay \(averageDecay); both must be in 0 ..< 1"
        )
      }
    }

    /// The share of its way to the weights that the average moves in step `step`, counted from 1. Young averages move
    /// faster, so that they forget the initial weights.
    func averageShare(step: Int) -> Float {
      1 - min(averageDecay, Float(1 + step) / Float(10 + step))
    }
  }

  /// Work of the caller that the session's threads do while they compute a step, so that none of them waits.
  public struct SideTasks {
    let count: Int
    let body: (_ task: Int, _ worker: Int) -> Void

    /// `body` is called for tasks 0 ..< count, several at a time, each on some worker 0 ..< `TrainingSession.workers`.
    public init(count: Int, body: @escaping (_ task: Int, _ worker: Int) -> Void) {
      (self.count, self.body) = (count, body)
    }
  }
}

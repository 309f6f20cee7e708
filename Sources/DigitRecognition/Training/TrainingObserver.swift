/// What a training run tells and asks its caller, on the thread that runs it.
public struct TrainingObserver {
  /// Where a run is.
  public struct Progress: Sendable, Equatable {
    /// Counted from 1.
    public var epoch: Int
    /// Digits seen since the beginning, those before a checkpoint included.
    public var digits: Int
    /// Mean loss of the epoch so far.
    public var loss: Float
  }

  /// What one epoch brought.
  public struct EpochReport: Sendable, Equatable {
    /// Counted from 1.
    public var epoch: Int
    /// Mean cross-entropy over the epoch, on distorted digits, with dropout and smoothed labels.
    public var loss: Float
    public var digits: Int
    /// Time that the steps of the epoch took.
    public var seconds: Double
    /// Of the epoch's last step.
    public var learningRate: Float
    /// How the model that the run would give now reads the held-out digits, where there are some.
    public var heldOut: HeldOutResult?

    package init(
      epoch: Int, loss: Float, digits: Int, seconds: Double, learningRate: Float, heldOut: HeldOutResult?
    ) {
      (self.epoch, self.loss, self.digits) = (epoch, loss, digits)
      (self.seconds, self.learningRate, self.heldOut) = (seconds, learningRate, heldOut)
    }

    public var digitsPerSecond: Double { Double(digits) / seconds }
  }

  public struct HeldOutResult: Sendable, Equatable {
    /// Share of right answers.
    public var accuracy: Double
    /// Mean cross-entropy.
    public var loss: Double

    /// Of an ink network: the mean of intersection over union of the ink found and the ink written.
    public var inkOverlap: Double?

    package init(accuracy: Double, loss: Double, inkOverlap: Double? = nil) {
      (self.accuracy, self.loss, self.inkOverlap) = (accuracy, loss, inkOverlap)
    }
  }

  /// Called after each step.
  public var onStep: (Progress) -> Void = { _ in }
  /// Called after each epoch, before its checkpoint.
  public var onEpoch: (EpochReport) throws -> Void = { _ in }
  /// Asked before each step. A run that is to stop gives its checkpoint and no model.
  public var shouldStop: () -> Bool = { false }
  /// Called after each epoch and when the run stops; nil spares the work.
  public var onCheckpoint: ((TrainingCheckpoint) throws -> Void)?

  public init() {}
}

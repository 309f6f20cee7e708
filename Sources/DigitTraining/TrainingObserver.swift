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
    /// The number of digits that were trained on.
    public var digits: Int
    /// Time that the steps of the epoch took.
    public var seconds: Double
    /// Of the epoch's last step.
    public var learningRate: Float
    /// How the model that the run would give now reads the held-out digits, where there are some.
    public var heldOut: HeldOutResult?
    /// How it reads digits of another kind than those that are learned, where it must not forget them.
    public var others: HeldOutResult?

    package init(
      epoch: Int, loss: Float, digits: Int, seconds: Double, learningRate: Float, heldOut: HeldOutResult?,
      others: HeldOutResult? = nil
    ) {
      (self.epoch, self.loss, self.digits) = (epoch, loss, digits)
      (self.seconds, self.learningRate) = (seconds, learningRate)
      (self.heldOut, self.others) = (heldOut, others)
    }

    /// The speed of the epoch.
    public var digitsPerSecond: Double { Double(digits) / seconds }
  }

  /// How a model does on digits that it is not trained on.
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

  /// How a run ended.
  public struct Ending: Sendable, Equatable {
    /// Epochs done, and wanted.
    public var epochs, epochsWanted: Int
    /// The epoch whose model is kept, counted from 1; 0 for the model that the run began with.
    public var keptEpoch: Int

    package init(epochs: Int, of epochsWanted: Int, keptEpoch: Int) {
      (self.epochs, self.epochsWanted, self.keptEpoch) = (epochs, epochsWanted, keptEpoch)
    }

    /// For people; nil when the last epoch's model is kept, after all that were wanted.
    public var sentence: String? {
      guard keptEpoch < epochs || epochs < epochsWanted else { return nil }
      let kept = keptEpoch == 0 ? "kept the model that it began with" : "kept epoch \(keptEpoch)"
      return epochs < epochsWanted ? "stopped after epoch \(epochs) of \(epochsWanted); \(kept)" : kept
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
  /// Called when the run is complete.
  public var onEnd: (Ending) -> Void = { _ in }

  /// Observes nothing.
  public init() {}
}

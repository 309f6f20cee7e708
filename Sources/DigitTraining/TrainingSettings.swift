import Augmentation
import NeuralNetwork

/// Everything that decides what a training run produces, besides the digits and the network.
public struct TrainingSettings: Codable, Sendable, Equatable {
  /// A batch is a multiple of it.
  static let smallestBatch = 32
  /// What a run can do: more would overflow, or never end.
  public static let epochRange = 1...TrainingPosition.mostEpochs
  /// The sizes of a batch that are possible.
  public static let batchSizeRange = smallestBatch...8_192
  /// Of drawings that join each epoch.
  public static let drawingRange = 0...10_000_000
  /// A few digits are cut into smaller batches until an epoch has so many.
  private static let batchesOfFewDigits = 8

  /// The number of epochs.
  public var epochs = 20
  /// Digits for each step of the optimizer; a multiple of 32.
  public var batchSize = 128
  /// The learning rate during the run.
  public var learningRate = LearningRateSchedule()
  /// The settings of AdamW.
  public var optimizer = TrainingSettings.optimizer
  /// The share of each target that is spread evenly over all ten digits.
  public var labelSmoothing: Float = 0
  /// How the teachers' answers count beside the labels; nil without teachers.
  public var distillation: Distillation?
  /// What a step leaves of the moving average of weights and running statistics, which is what a run gives; 0 for the
  /// weights of the last step. Short runs average over less, so that they too forget where they began.
  public var averageDecay: Float = 0.999
  /// Epochs without a lower loss on the held-out digits after which a run ends and gives its best epoch's model; nil to
  /// run to the end and give the last epoch's.
  public var patience: Int?
  /// The number format in which layers compute. Formats other than fp32 give other weights on other kinds of CPU.
  public var precision = Precision.fp32
  /// The number of drawn digits that are added to each epoch, in forms that MNIST lacks.
  public var syntheticDigits = 0
  /// The number of letters, signs, scribbles and the like that are added to each epoch, for a network with a class for what
  /// is not a digit.
  public var nonDigits = 0
  /// How what a trained model knows is kept while the digits given are learned; nil where nothing is to be kept.
  public var replay: ReplayPlan?
  /// How far digits are distorted.
  public var augmentation = AugmentationSettings()
  /// The seed of all random numbers: initial weights, order and distortion of the digits, dropout.
  public var seed: UInt64 = 1

  /// The settings of `digits train mnist` without options.
  public init() {}

  /// The batch size for so many digits: the usual one, or less where an epoch would otherwise be a few steps only.
  public static func batchSize(forDigits count: Int) -> Int {
    let share = count / batchesOfFewDigits / smallestBatch * smallestBatch
    return max(smallestBatch, min(TrainingSettings().batchSize, share))
  }

  /// Samples that an epoch makes of `count` digits to be learned.
  public func ownSamples(of count: Int) -> Int { count * (replay?.repeats ?? 1) }

  private static var optimizer: AdamW {
    var optimizer = AdamW()
    optimizer.weightDecay = 0.01
    return optimizer
  }
}

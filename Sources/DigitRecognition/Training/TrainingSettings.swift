import Augmentation
import Foundation
import NeuralNetwork

/// Everything that decides what a training run produces, besides the digits.
public struct TrainingSettings: Sendable, Equatable {
  /// A batch is a multiple of it.
  static let smallestBatch = 32
  /// A few digits are cut into smaller batches until an epoch has so many.
  private static let batchesOfFewDigits = 8

  public var epochs = 20
  /// Digits for each step of the optimizer; a multiple of 32.
  public var batchSize = 128
  public var learningRate = LearningRateSchedule()
  public var weightDecay: Float = 0.01
  /// Digits drawn by a pen that join those given, in styles that MNIST lacks.
  public var syntheticDigits = 0
  public var augmentation = AugmentationSettings()
  /// The initial weights, the order of the digits, their distortion and dropout all follow from it.
  public var seed: UInt64 = 1
  /// Worker threads; the trained weights do not depend on their number.
  public var jobs = 1

  public init() {}

  /// The batch size for so many digits: the usual one, or less where an epoch would otherwise be a few steps only.
  public static func batchSize(forDigits count: Int) -> Int {
    let share = count / batchesOfFewDigits / smallestBatch * smallestBatch
    return max(smallestBatch, min(TrainingSettings().batchSize, share))
  }
}

/// The learning rate rises in a straight line, then falls along half a cosine to zero
/// (Loshchilov and Hutter, "SGDR", 2017).
public struct LearningRateSchedule: Sendable, Equatable {
  public var peak: Float = 3e-3
  /// Epochs until the peak is reached.
  public var warmUpEpochs: Float = 1

  public init() {}

  /// The rate for a moment of training; `epoch` counts from 0 and has a fraction.
  package func rate(atEpoch epoch: Float, of epochs: Int) -> Float {
    // One epoch in four at most, so that short runs warm up too.
    let warmUp = min(warmUpEpochs, Float(epochs) / 4)
    if epoch < warmUp { return peak * epoch / warmUp }
    let progress = (epoch - warmUp) / (Float(epochs) - warmUp)
    return peak * (1 + cos(.pi * progress)) / 2
  }
}

import Platform

/// How the learning rate rises and falls in the course of a run.
public struct LearningRateSchedule: Codable, Sendable, Equatable {
  /// How the learning rate changes during a run.
  public enum Shape: String, Codable, Sendable, CaseIterable {
    /// Up in a straight line during the warm-up, then down along half a cosine to zero
    /// (Loshchilov and Hutter, "SGDR", 2017).
    case cosine
    /// Up in a straight line for three tenths of the run, then down in one to zero: for runs of one or a few epochs,
    /// with a higher peak (Smith and Topin, "Super-convergence", 2018).
    case oneCycle = "one-cycle"
  }

  /// How the learning rate changes.
  public var shape = Shape.cosine
  /// The highest learning rate.
  public var peak: Float = 3e-3
  /// Epochs until the peak is reached, of `cosine`.
  public var warmUpEpochs: Float = 1

  /// Where one cycle begins, as a share of the peak, and how much of the run it rises.
  private static let oneCycleStart: Float = 0.04
  private static let oneCycleRise: Float = 0.3

  /// A cosine with a peak of 0.003.
  public init() {}

  /// The rate for a moment of training; `epoch` counts from 0 and has a fraction.
  package func rate(atEpoch epoch: Float, of epochs: Int) -> Float {
    switch shape {
    case .cosine: cosine(epoch, Float(epochs))
    case .oneCycle: oneCycle(progress: epoch / Float(epochs))
    }
  }

  private func cosine(_ epoch: Float, _ epochs: Float) -> Float {
    // One epoch in four at most, so that short runs warm up too.
    let warmUp = min(warmUpEpochs, epochs / 4)
    if epoch < warmUp { return peak * epoch / warmUp }
    let progress = (epoch - warmUp) / (epochs - warmUp)
    return peak * (1 + cos(.pi * progress)) / 2
  }

  private func oneCycle(progress: Float) -> Float {
    let (start, rise) = (LearningRateSchedule.oneCycleStart, LearningRateSchedule.oneCycleRise)
    if progress < rise { return peak * (start + (1 - start) * progress / rise) }
    return peak * (1 - progress) / (1 - rise)
  }
}

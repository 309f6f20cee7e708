import Platform

/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019); `weightDecay` 0 is plain Adam (Kingma and Ba, 2015).
/// Biases and the scales and shifts of batch normalization do not decay.
public struct AdamW: Codable, Sendable, Equatable {
  /// The share of the first moment that a step keeps, 0 ..< 1.
  public var beta1: Float = 0.9
  /// The share of the second moment that a step keeps, 0 ..< 1.
  public var beta2: Float = 0.999
  /// The number added to the square root of the second moment.
  public var epsilon: Float = 1e-8
  /// The decay: a step takes `learningRate * weightDecay` of each weight away.
  public var weightDecay: Float = 0

  /// Adam with the constants of its paper, without weight decay.
  public init() {}

  /// The numbers of one step, the same for all weights.
  package struct Step {
    var beta1, beta2, epsilon: Float
    /// learning rate / (1 - beta1^step)
    var rate: Float
    /// 1 / √(1 - beta2^step)
    var varianceCorrection: Float
    /// learning rate × weight decay
    var decay: Float
  }

  /// `step` counts from 1.
  package func step(_ step: Int, learningRate: Float) -> Step {
    Step(
      beta1: beta1,
      beta2: beta2,
      epsilon: epsilon,
      rate: learningRate / (1 - pow(beta1, Float(step))),
      varianceCorrection: 1 / (1 - pow(beta2, Float(step))).squareRoot(),
      decay: learningRate * weightDecay
    )
  }
}

/// The parts of weights, gradients, both moments and the average that one call updates, all of one length.
package struct OptimizerSlice {
  /// The first of the values.
  package var weights, gradients, first, second: UnsafeMutablePointer<Float>
  /// The moving average of the weights, where one is kept.
  package var average: UnsafeMutablePointer<Float>?
  /// The number of values.
  package var count: Int

  /// A slice of `count` values each; no average is kept until one is set.
  package init(
    weights: UnsafeMutablePointer<Float>,
    gradients: UnsafeMutablePointer<Float>,
    first: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    self.weights = weights
    self.gradients = gradients
    self.first = first
    self.second = second
    self.count = count
  }

  /// One step of the optimizer on all values of the slice.
  package func update(_ step: AdamW.Step, decays: Bool) {
    let keep = decays ? 1 - step.decay : 1
    for index in 0..<count {
      let gradient = gradients[index]
      let mean = step.beta1 * first[index] + (1 - step.beta1) * gradient
      let variance = step.beta2 * second[index] + (1 - step.beta2) * gradient * gradient
      first[index] = mean
      second[index] = variance
      let deviation = variance.squareRoot() * step.varianceCorrection + step.epsilon
      weights[index] = weights[index] * keep - step.rate * mean / deviation
    }
  }

  /// Moves the average by `share` of its way to the weights. The slice is still in the cache from `update`.
  package func moveAverage(by share: Float) {
    guard let average else { return }
    for index in 0..<count { average[index] += share * (weights[index] - average[index]) }
  }
}

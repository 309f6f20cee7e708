import LabelledData
import NeuralNetwork
import Platform

/// The number by which logits are divided so that confidences are probabilities: the one with the least cross-entropy
/// on digits that the model was not trained on (Guo et al., "On Calibration of Modern Neural Networks", 2017).
package struct TemperatureFit {
  /// Where the temperature is looked for.
  private static let range = 0.05...20.0
  /// Halvings of the range's logarithm, which leave an error of 1e-10.
  private static let steps = 36

  /// A temperature that is believed beforehand.
  package struct Prior {
    package var temperature: Double
    /// So many digits would be as good a proof.
    package var weight: Int

    package init(temperature: Double, weight: Int) {
      (self.temperature, self.weight) = (temperature, weight)
    }
  }

  /// n × classes.
  private let logits: [Float]
  private let classes: Int
  /// The mean of each digit's logits, weighted by its target distribution.
  private let targetMeans: [Double]

  /// `logits` holds the same number of values for each label.
  ///
  /// Where all answers are right, cross-entropy is least at temperature zero, and every confidence would be 1. So the
  /// target of the true digit is (n + 1) / (n + 2) as in Platt, "Probabilistic Outputs for Support Vector Machines",
  /// 1999; the other classes share the rest. A prior is bound enough: with one, each target is the label's, mixed with what
  /// the prior's temperature expects, by the digits that both are worth.
  package init(logits: [Float], labels: [UInt8], prior: Prior? = nil) {
    let classes = labels.isEmpty ? 0 : logits.count / labels.count
    precondition(logits.count == labels.count * classes)
    (self.logits, self.classes) = (logits, classes)
    let all = labels.count + (prior?.weight ?? 0)
    let doubt = prior == nil ? 1 / Double(all + 2) : 0
    let priorShare = Double(all - labels.count) / Double(max(1, all))
    targetMeans = labels.enumerated().map { index, label in
      let own = logits[index * classes..<(index + 1) * classes]
      let right = Double(own[own.startIndex + Int(label)])
      let others = own.reduce(0) { $0 + Double($1) } - right
      let target = (1 - doubt) * right + doubt * others / Double(classes - 1)
      guard let prior else { return target }
      let expected = TemperatureFit.expectedLogit(own, temperature: prior.temperature)
      return (1 - priorShare) * target + priorShare * expected
    }
  }

  /// 1 where there are no labels.
  package var temperature: Double {
    guard !targetMeans.isEmpty else { return 1 }
    // Cross-entropy is convex in 1 / temperature, so its slope has one sign on each side of the minimum.
    var (low, high) = (log(TemperatureFit.range.lowerBound), log(TemperatureFit.range.upperBound))
    for _ in 0..<TemperatureFit.steps {
      let middle = (low + high) / 2
      if slope(temperature: exp(middle)) > 0 { low = middle } else { high = middle }
    }
    return exp((low + high) / 2)
  }

  /// The derivative of the summed cross-entropy with respect to 1 / temperature: the mean logit that softmax expects,
  /// less the one of the target. Positive where the temperature is too low.
  private func slope(temperature: Double) -> Double {
    var sum = 0.0
    for (index, targetMean) in targetMeans.enumerated() {
      let own = logits[index * classes..<(index + 1) * classes]
      sum += TemperatureFit.expectedLogit(own, temperature: temperature) - targetMean
    }
    return sum
  }

  /// The mean of a digit's logits, weighted by softmax.
  private static func expectedLogit(_ logits: ArraySlice<Float>, temperature: Double) -> Double {
    let largest = Double(logits.max() ?? 0)
    var (weights, weighted) = (0.0, 0.0)
    for logit in logits {
      let weight = exp((Double(logit) - largest) / temperature)
      weights += weight
      weighted += weight * Double(logit)
    }
    return weighted / weights
  }
}

extension Model {
  /// The same model with the temperature that fits `digits`, which it must not have been trained on, in its metadata.
  /// Its present temperature counts as if `priorImages` more digits had confirmed it.
  public func calibrated(on digits: LabelledDigits, jobs: Int, priorImages: Int = 0) throws -> Model {
    let logits = try Evaluation.logits(of: self, digits: digits, jobs: jobs)
    let prior = TemperatureFit.Prior(temperature: Double(temperature), weight: priorImages)
    var model = self
    model.temperature = Float(
      TemperatureFit(logits: logits, labels: digits.labels, prior: priorImages > 0 ? prior : nil).temperature)
    return model
  }
}

import Platform

/// Learning from the answers of trained networks, the teachers, beside the labels (Hinton, Vinyals and Dean,
/// "Distilling the knowledge in a neural network", 2015).
public struct Distillation: Codable, Sendable, Equatable {
  /// The share of the loss that compares with the teachers' answers, 0 … 1. The labels decide the rest.
  public var share: Float = 0.7
  /// The divisor of all logits, the teachers' and the learner's, before they are compared, at least 1. The higher it
  /// is, the more counts which wrong classes a teacher finds likelier than others.
  public var temperature: Float = 2
  /// Images with this label are learned from the label alone: where teachers are trained to doubt less than a label says,
  /// their doubt is not worth learning.
  public var labelLearnedAlone: UInt8?

  /// The share of the teachers' answers for an image with `label`.
  func share(of label: UInt8) -> Float { label == labelLearnedAlone ? 0 : share }

  /// The usual mixture.
  public init() {}

  /// The sum over rows of temperature² times the cross-entropy of the softened `logits` with `targets`, the teachers'
  /// softened probabilities, both rows × `classes`. Adds the gradient of that sum times `scale` to `gradient`.
  package static func addLoss(
    logits: UnsafeMutableBufferPointer<Float>, targets: [Float], classes: Int, temperature: Float, scale: Float,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    precondition(logits.count >= targets.count && gradient.count >= targets.count)
    var loss = 0.0
    var probabilities = Array(logits.prefix(targets.count))
    for start in stride(from: 0, to: targets.count, by: classes) {
      let row = start..<start + classes
      let logSum = soften(&probabilities, in: row, temperature)
      for index in row {
        loss += Double(temperature * temperature * targets[index] * (logSum - logits[index] / temperature))
        gradient[index] += scale * temperature * (probabilities[index] - targets[index])
      }
    }
    return loss
  }
}

/// The teachers of one worker thread.
final class TeacherEnsemble {
  private let sessions: [InferenceSession]
  private let temperature: Float
  private let classes: Int

  /// Takes `batchSize` images at a time.
  init(
    _ models: [Model], temperature: Float, batchSize: Int, precision: Precision
  ) throws(NetworkError) {
    self.temperature = temperature
    sessions = try models.map { (model) throws(NetworkError) in
      try InferenceSession(model: model, batchSize: batchSize, precision: precision)
    }
    classes = sessions.first?.classCount ?? 0
  }

  /// The mean of the teachers' softened probabilities: images × classes.
  func answers(to pixels: UnsafeBufferPointer<UInt8>) throws(NetworkError) -> [Float] {
    var sum: [Float] = []
    for session in sessions {
      var answers = try session.logits(pixels: pixels)
      for start in stride(from: 0, to: answers.count, by: classes) {
        _ = soften(&answers, in: start..<start + classes, temperature)
      }
      sum = sum.isEmpty ? answers : zip(sum, answers).map { $0 + $1 }
    }
    return sum.map { $0 / Float(sessions.count) }
  }
}

/// The logits of one row, divided by `temperature`, become probabilities; returns the logarithm of the sum of the
/// exponentials of the divided logits.
private func soften(_ values: inout [Float], in row: Range<Int>, _ temperature: Float) -> Float {
  for index in row { values[index] /= temperature }
  let largest = values[row].max() ?? 0
  for index in row { values[index] = exp(values[index] - largest) }
  let sum = values[row].reduce(0, +)
  for index in row { values[index] /= sum }
  return largest + log(sum)
}

extension NetworkDescription {
  /// Whether this network's answers can be learned by `learner`: it takes the same images, tells the same number of
  /// classes apart, and both give nothing else.
  public func canTeach(_ learner: NetworkDescription) -> Bool {
    func hasOneOutput(_ network: NetworkDescription) -> Bool { !network.layers.contains(.output) }
    return inputShape == learner.inputShape && classCount == learner.classCount && hasOneOutput(self)
      && hasOneOutput(learner)
  }
}

/// A digit that was found and read as another.
public struct Misreading: Sendable, Equatable {
  /// Of the digit in its set, from 0.
  public var index: Int
  /// The digit that is right.
  public var truth: Int
  /// The digit that was read.
  public var answer: Int
  /// Of the wrong answer, 0 … 1.
  public var confidence: Float
}

extension Evaluation {
  /// All digits that were read as another, the most confident mistakes first.
  public var misreadings: [Misreading] {
    let all = answers.indices.compactMap { index -> Misreading? in
      let (truth, answer) = (Int(contents.digits.labels[index]), answers[index])
      guard answer.digit != truth else { return nil }
      return Misreading(index: index, truth: truth, answer: answer.digit, confidence: answer.confidence)
    }
    return all.sorted { ($1.confidence, $0.index) < ($0.confidence, $1.index) }
  }
}

/// What is gained by leaving doubtful answers to a person, at every threshold that makes a difference (the
/// risk–coverage curve of El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", 2010).
public struct RejectionCurve: Sendable, Equatable {
  /// One for each distinct confidence, the highest first: coverage grows from point to point.
  public let points: [Metrics.RejectionPoint]

  /// `isRight[i]` belongs to an answer of `confidences[i]`; `count` is the number of all digits, those not found
  /// included.
  public init(confidences: [Float], isRight: [Bool], count: Int) {
    precondition(confidences.count == isRight.count && count >= confidences.count)
    let order = confidences.indices.sorted { confidences[$0] > confidences[$1] }
    var points: [Metrics.RejectionPoint] = []
    var wrong = 0
    for (position, index) in order.enumerated() {
      if !isRight[index] { wrong += 1 }
      let accepted = position + 1
      // Equal confidences are accepted together.
      guard accepted == order.count || confidences[order[accepted]] < confidences[index] else { continue }
      points.append(
        Metrics.RejectionPoint(
          threshold: Double(confidences[index]),
          coverage: Double(accepted) / Double(count),
          error: Double(wrong) / Double(accepted)))
    }
    self.points = points
  }
}

extension Evaluation {
  /// The finely sampled form of `metrics.rejection`.
  public var rejectionCurve: RejectionCurve {
    RejectionCurve(
      confidences: answers.map(\.confidence),
      isRight: zip(answers, contents.digits.labels).map { $0.digit == Int($1) },
      count: metrics.count)
  }
}

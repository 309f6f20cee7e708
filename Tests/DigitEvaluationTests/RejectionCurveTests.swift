import DigitEvaluation
import Imaging
import LabelledData
import Synthesis
import TestSupport
import Testing

@Suite struct RejectionCurveTests {
  private typealias Point = Metrics.RejectionPoint

  /// One of five digits was not found, and equal confidences are accepted together.
  @Test func hasAPointForEachConfidence() {
    let curve = RejectionCurve(confidences: [0.5, 1, 0.5, 0.75], isRight: [false, true, true, false], count: 5)
    #expect(
      curve.points == [
        Point(threshold: 1, coverage: 0.2, error: 0), Point(threshold: 0.75, coverage: 0.4, error: 0.5),
        Point(threshold: 0.5, coverage: 0.8, error: 0.5),
      ])
    #expect(RejectionCurve(confidences: [], isRight: [], count: 0).points.isEmpty)
  }

  @Test func agreesWithTheMarkedThresholds() throws {
    let evaluation = EvaluationFixture.evaluation(digits: 500, seed: 3)
    for marked in evaluation.metrics.rejection where marked.coverage > 0 {
      let point = try #require(evaluation.rejectionCurve.points.last { $0.threshold >= marked.threshold })
      #expect(point.coverage == marked.coverage && point.error == marked.error)
    }
  }

  @Test func misreadingsComeWorstFirst() {
    let evaluation = EvaluationFixture.evaluation(digits: 200, seed: 4)
    let misreadings = evaluation.misreadings
    #expect(misreadings.count == evaluation.metrics.confusedPairs.reduce(0) { $0 + $1.count })
    #expect(!misreadings.isEmpty)
    #expect(zip(misreadings, misreadings.dropFirst()).allSatisfy { $0.confidence >= $1.confidence })
    for misreading in misreadings {
      #expect(misreading.truth == Int(evaluation.contents.digits.labels[misreading.index]))
      #expect(misreading.answer == evaluation.answers[misreading.index].digit && misreading.answer != misreading.truth)
    }
  }
}

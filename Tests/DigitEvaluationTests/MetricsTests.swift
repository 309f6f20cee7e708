import DigitEvaluation
import DigitRecognition
import Foundation
import LabelledData
import TestSupport
import Testing

@Suite struct MetricsTests {
  /// `digit` with `confidence`, the rest on `other`.
  private func answer(_ digit: Int, _ confidence: Float, else other: Int) -> Probabilities {
    var values = [Float](repeating: 0, count: 10)
    values[other] = 1 - confidence
    values[digit] = confidence
    return Probabilities(values)
  }

  /// Four answers, the last wrong, and one digit (a 3) not found.
  private var metrics: Metrics {
    Metrics(
      truth: [1, 1, 7, 7],
      answers: [
        answer(1, 0.9, else: 7), answer(1, 0.75, else: 7), answer(7, 0.99, else: 1), answer(1, 0.6, else: 7),
      ],
      notFound: [3]
    )
  }

  @Test func countsRightAndWrong() {
    #expect(metrics.count == 5)
    #expect(metrics.notFound == 1)
    #expect(metrics.accuracy == 0.6)
    #expect(metrics.confusion[1][1] == 2 && metrics.confusion[7][7] == 1 && metrics.confusion[7][1] == 1)
    #expect(metrics.confusion.joined().reduce(0, +) == 4)
  }

  @Test func meansCrossEntropy() {
    let expected = -(log(0.9) + log(0.75) + log(0.99) + log(0.4)) / 4
    #expect(abs(metrics.loss - expected) < 1e-6)
  }

  @Test func givesIntervals() throws {
    #expect(metrics.accuracyInterval == ConfidenceInterval(share: 3, of: 5))
    let interval = try #require(metrics.lossInterval)
    #expect(interval.lower == 0, "cut off where a loss cannot be")
    #expect(interval.upper > metrics.loss)
    #expect(Metrics(truth: [1], answers: [answer(1, 0.9, else: 7)]).lossInterval == nil)
  }

  @Test func countsConfusedPairs() {
    let answers = [answer(7, 0.9, else: 1), answer(7, 0.8, else: 1), answer(1, 0.9, else: 7), answer(9, 0.9, else: 4)]
    let pairs = Metrics(truth: [1, 1, 7, 4, 3], answers: answers + [answer(3, 1, else: 0)], notFound: [2]).confusedPairs
    #expect(
      pairs == [
        .init(truth: 1, answer: 7, count: 2, share: 0.5), .init(truth: 4, answer: 9, count: 1, share: 0.25),
        .init(truth: 7, answer: 1, count: 1, share: 0.25),
      ])
  }

  @Test func ratesEachDigit() {
    let one = Metrics.Digit(digit: 1, precision: 2.0 / 3, recall: 1, f1: 0.8, count: 2)
    let seven = Metrics.Digit(digit: 7, precision: 1, recall: 0.5, f1: 2.0 / 3, count: 2)
    #expect(metrics.perDigit[1] == one)
    #expect(metrics.perDigit[7] == seven)
    #expect(metrics.perDigit[3] == Metrics.Digit(digit: 3, precision: 0, recall: 0, f1: 0, count: 1))
  }

  /// Bins of 1/15: 0.6 (wrong) alone in bin 9, 0.75 in 11, 0.9 in 13, 0.99 in 14.
  @Test func measuresCalibration() {
    let expected = (0.6 + 0.25 + 0.1 + 0.01) / 4
    #expect(abs(metrics.calibration.error - expected) < 1e-6)
    #expect(metrics.calibration.bins.count == 15)
    #expect(metrics.calibration.bins[11].count == 1)
  }

  @Test func measuresRejection() {
    let points = Dictionary(uniqueKeysWithValues: metrics.rejection.map { ($0.threshold, $0) })
    #expect(points[0] == Metrics.RejectionPoint(threshold: 0, coverage: 0.8, error: 0.25))
    #expect(points[0.7] == Metrics.RejectionPoint(threshold: 0.7, coverage: 0.6, error: 0))
    #expect(points[0.999] == Metrics.RejectionPoint(threshold: 0.999, coverage: 0, error: 0))
  }

  @Test func softmaxDividesByTheTemperature() {
    let logits = (0..<10).map { $0 == 4 ? Float(log(9.0)) : 0 }
    #expect(abs(Probabilities(logits: logits, temperature: 1).confidence - 0.5) < 1e-6)
    let warm = Probabilities(logits: logits, temperature: 2)
    #expect(warm.digit == 4)
    #expect(abs(warm.confidence - 0.25) < 1e-6)
    #expect(Probabilities(logits: Array(repeating: 1000, count: 10), temperature: 1).confidence == 0.1)
  }

  @Test func printsATable() {
    let text = String(describing: MetricsTable(metrics))
    #expect(text.hasPrefix("accuracy           60.00 % (2 of 5 wrong, 1 of them not found)\n"))
    #expect(text.contains("\n    7   100.00 %    50.00 %    66.67 %        2\n"))
    #expect(text.contains("\n    7    .    1    .    .    .    .    .    1    .    .\n"))
    #expect(text.contains("\n         0.700    60.00 %     0.00 %\n"))
  }
}

/// A figure of nothing is no figure.
@Suite struct MetricsOfNothingTests {
  private func evaluation(notFound: Int) -> Evaluation {
    let rejected = (0..<notFound).map { LabelledFolder.Rejected(file: "\($0).png", digit: 3, reason: "no digit found") }
    return EvaluationFixture.evaluation(digits: 0, seed: 1, rejected: rejected)
  }

  private func document(_ evaluation: Evaluation) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(evaluation.json().utf8)) as? [String: Any])
  }

  @Test func withoutAnAnswerThereIsNoLoss() throws {
    let evaluation = evaluation(notFound: 2)
    let table = "\(MetricsTable(evaluation.metrics))"
    #expect(table.hasPrefix("accuracy           0.00 % (2 of 2 wrong, 2 of them not found)\nloss               –\n"))
    #expect(table.contains("\ncalibration error  –\n"))
    #expect(table.contains("\n    3          –     0.00 %     0.00 %        2\n"), "\(table)")
    #expect(table.contains("\n    4          –          –          –        0\n"), "\(table)")
    #expect(table.contains("\n         0.500     0.00 %          –\n"), "\(table)")
    let document = try document(evaluation)
    #expect(document["loss"] is NSNull && document["calibration"] is NSNull && document["accuracy"] as? Double == 0)
  }

  @Test func withoutADigitThereIsNoAccuracy() throws {
    let evaluation = evaluation(notFound: 0)
    let table = "\(MetricsTable(evaluation.metrics))"
    #expect(table.hasPrefix("accuracy           – (0 of 0 wrong)\n"))
    #expect(!table.contains(" 0.00 %") && !table.contains("100"), "\(table)")
    let document = try document(evaluation)
    #expect(document["accuracy"] is NSNull && document["accuracyInterval"] is NSNull && document["loss"] is NSNull)
    #expect(document["count"] as? Int == 0)
  }
}

import DigitRecognition
import Files

/// How numbers were read, as a text for people.
public struct NumberMetricsTable: CustomStringConvertible, Sendable {
  private static let shownConfusions = 12
  private static let shownMistakes = 10

  private let evaluation: NumberEvaluation
  private var metrics: NumberMetrics { evaluation.metrics }

  /// Lays out the figures.
  public init(_ evaluation: NumberEvaluation) {
    self.evaluation = evaluation
  }

  public var description: String {
    [summary, surest, rejection, confusions, mistakes].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var summary: String {
    let wrong = metrics.count - Int((Double(metrics.count) * metrics.exact).rounded())
    let missed = metrics.notFound > 0 ? ", \(metrics.notFound) of them not found" : ""
    let interval = metrics.exactInterval
    let range = metrics.count > 0 ? "; 95 %: \(interval.lower.percent()) – \(interval.upper.percent())" : ""
    let lengths = "\(metrics.tooShort) too short, \(metrics.tooLong) too long"
    return """
      exact              \(share(metrics.exact)) (\(wrong) of \(metrics.count) wrong\(missed)\(range))
      exact, digits only \(share(metrics.exactDigits))
      sign errors        \(share(metrics.characterErrorRate)) of all signs; \(lengths)
      status ok          \(metrics.ok.count) of \(metrics.count), \(metrics.ok.wrong) of them wrong
      calibration error  \(metrics.count > metrics.notFound ? metrics.calibration.error.percent() : MetricsTable.nothing)

      """
  }

  private var surest: String {
    guard !metrics.surest.isEmpty else { return "" }
    let rows = metrics.surest.map { "\(cell($0.coverage.percent(places: 0), 14))\(cell($0.error.percent(), 11))" }
    return lines(["surest              wrong"] + rows)
  }

  private var rejection: String {
    let rows = metrics.rejection.map { point in
      cell(point.threshold.decimal(places: 3), 14) + cell(share(point.coverage), 11)
        + cell(point.coverage > 0 ? point.error.percent() : MetricsTable.nothing, 11)
    }
    return lines(["min-confidence   accepted      wrong"] + rows)
  }

  private var confusions: String {
    guard !metrics.confusions.isEmpty else { return "" }
    let rows = metrics.confusions.prefix(Self.shownConfusions).map { confusion in
      cell(name(confusion.truth, "–"), 5) + cell(name(confusion.answer, "–"), 8) + cell(String(confusion.count), 8)
    }
    return lines(["truth  answer   count  (– is no sign)"] + rows)
  }

  private var mistakes: String {
    let worst = evaluation.mistakes.filter { $0.text != nil }.prefix(Self.shownMistakes)
    guard !worst.isEmpty else { return "" }
    let rows = worst.map { reading in
      "\(reading.confidence.fourDecimals)  \(reading.truth ?? "no number") read as \(reading.text ?? "")  "
        + reading.path.text
    }
    return lines(["worst mistakes"] + rows)
  }

  private func name(_ sign: String, _ none: String) -> String { sign.isEmpty ? none : sign == " " ? "line" : sign }

  private func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  /// The share of all numbers; of none there is no share.
  private func share(_ value: Double) -> String { metrics.count > 0 ? value.percent() : MetricsTable.nothing }

  private func cell(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

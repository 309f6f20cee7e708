/// The metrics as a text for people.
public struct MetricsTable: CustomStringConvertible, Sendable {
  private let metrics: Metrics

  public init(_ metrics: Metrics) {
    self.metrics = metrics
  }

  public var description: String {
    [summary, perDigit, confusion, rejection].joined(separator: "\n")
  }

  private var summary: String {
    let wrong = Int((Double(metrics.count) * (1 - metrics.accuracy)).rounded())
    let missed = metrics.notFound > 0 ? ", \(metrics.notFound) of them not found" : ""
    return """
      accuracy           \(metrics.accuracy.percent()) (\(wrong) of \(metrics.count) wrong\(missed))
      loss               \(metrics.loss.decimal(places: 5))
      calibration error  \(metrics.calibration.error.percent())

      """
  }

  private var perDigit: String {
    let rows = metrics.perDigit.map { digit in
      cell(String(digit.digit), 5)
        + [digit.precision, digit.recall, digit.f1].map { cell($0.percent(), 11) }.joined()
        + cell(String(digit.count), 9)
    }
    return (["digit  precision     recall         F1    count"] + rows).joined(separator: "\n") + "\n"
  }

  private var confusion: String {
    let width = max(5, String(metrics.confusion.joined().max() ?? 0).count + 1)
    let header = cell("truth", 5) + (0...9).map { cell(String($0), width) }.joined()
    let rows = metrics.confusion.enumerated().map { truth, row in
      cell(String(truth), 5) + row.map { cell($0 == 0 ? "." : String($0), width) }.joined()
    }
    return (["confusion (rows: truth, columns: answer)", header] + rows).joined(separator: "\n") + "\n"
  }

  private var rejection: String {
    let rows = metrics.rejection.map { point in
      cell(point.threshold.decimal(places: 3), 14)
        + [point.coverage, point.error].map { cell($0.percent(), 11) }.joined()
    }
    return (["min-confidence   accepted      wrong"] + rows).joined(separator: "\n") + "\n"
  }

  private func cell(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

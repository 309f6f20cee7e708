import Files

/// The metrics as a text for people.
public struct MetricsTable: CustomStringConvertible, Sendable {
  /// Stands where there is nothing to take a share of.
  package static let nothing = "–"

  private let metrics: Metrics

  /// Lays out the figures.
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
      accuracy           \(share(metrics.accuracy, of: metrics.count)) (\(wrong) of \(metrics.count) wrong\(missed))
      loss               \(metrics.answered > 0 ? metrics.loss.decimal(places: 5) : MetricsTable.nothing)
      calibration error  \(share(metrics.calibration.error, of: metrics.answered))

      """
  }

  private var perDigit: String {
    let rows = metrics.perDigit.map { digit in
      let named = metrics.confusion.reduce(0) { $0 + $1[digit.digit] }
      let shares = [
        share(digit.precision, of: named), share(digit.recall, of: digit.count),
        share(digit.f1, of: named + digit.count),
      ]
      return cell(String(digit.digit), 5) + shares.map { cell($0, 11) }.joined() + cell(String(digit.count), 9)
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
      cell(point.threshold.decimal(places: 3), 14) + cell(share(point.coverage, of: metrics.count), 11)
        + cell(point.coverage > 0 ? point.error.percent() : MetricsTable.nothing, 11)
    }
    return (["min-confidence   accepted      wrong"] + rows).joined(separator: "\n") + "\n"
  }

  /// The share of so many; of none there is no share.
  private func share(_ value: Double, of count: Int) -> String {
    count > 0 ? value.percent() : MetricsTable.nothing
  }

  private func cell(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

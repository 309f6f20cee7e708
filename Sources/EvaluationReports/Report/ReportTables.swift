import DigitEvaluation
import Files
import LabelledData

/// The tables of a report.
struct ReportTables {
  let metrics: Metrics

  var perDigit: Markup {
    let rows = metrics.perDigit.map { digit in
      let isAnswered = metrics.confusion.contains { $0[digit.digit] > 0 }
      return [
        Markup("th", ["scope": "row"], "\(digit.digit)"),
        isAnswered ? meter(digit.precision) : Self.cell(MetricsTable.nothing),
        digit.count > 0 ? meter(digit.recall) : Self.cell(MetricsTable.nothing),
        isAnswered || digit.count > 0 ? meter(digit.f1) : Self.cell(MetricsTable.nothing),
        Self.cell(digit.count.grouped),
      ]
    }
    return Self.table("Precision, recall and F1 of each digit", ["digit", "precision", "recall", "F1", "count"], rows)
  }

  /// The share of a confusion of all wrong answers, and of the digits that it befell.
  var confusedPairs: Markup {
    let rows = metrics.confusedPairs.prefix(12).map { pair in
      let count = metrics.perDigit[pair.truth].count
      return [
        Markup("th", ["scope": "row"], "\(pair.truth) → \(pair.answer)"), Self.cell(pair.count.grouped),
        Self.cell(pair.share.percent(places: 1)), Self.cell((Double(pair.count) / Double(max(count, 1))).percent()),
      ]
    }
    return Self.table("Most confused pairs", ["truth → answer", "count", "of all mistakes", "of that digit"], rows)
  }

  static func rejection(_ points: [Metrics.RejectionPoint]) -> Markup {
    let rows = points.map { point in
      [
        Markup("th", ["scope": "row"], Markup(text: point.threshold.decimal(places: 3))),
        cell(point.coverage.percent()),
        cell(point.coverage > 0 ? point.error.percent(places: 3) : MetricsTable.nothing),
      ]
    }
    return table("What rejecting by confidence gains", ["min-confidence", "accepted", "wrong, of them"], rows)
  }

  /// The figures of the reliability diagram.
  static func calibration(_ calibration: Metrics.Calibration) -> Markup {
    let rows = calibration.bins.filter { $0.count > 0 }.map { bin in
      [
        Markup("th", ["scope": "row"], "\(bin.lower.percent(places: 0)) – \(bin.upper.percent(places: 0))"),
        cell(bin.count.grouped), cell(bin.confidence.percent()), cell(bin.accuracy.percent()),
      ]
    }
    return table("Whether the confidence is true", ["confidence", "answers", "on average", "right"], rows)
  }

  func rejected(_ rejected: [LabelledFolder.Rejected], name: (String) -> String) -> Markup {
    let rows = rejected.map { entry in
      [
        Markup("th", ["scope": "row", "class": "name"], Markup(text: name(entry.file))), Self.cell("\(entry.digit)"),
        Markup("td", ["class": "text"], Markup(text: entry.reason)),
      ]
    }
    return Self.table("Pictures without an answer", ["file", "truth", "reason"], rows, class: "files")
  }

  static func table(_ caption: String, _ columns: [String], _ rows: [[Markup]], class name: String = "") -> Markup {
    let heads = columns.map { Markup("th", ["scope": "col"], Markup(text: $0)) }
    return Markup(
      "table", ["class": name], Markup("caption", [:], Markup(text: caption)),
      Markup("thead", [:], Markup("tr", [:], heads)),
      Markup("tbody", [:], rows.map { Markup("tr", [:], $0) }))
  }

  static func cell(_ text: String) -> Markup {
    Markup("td", [:], Markup(text: text))
  }

  /// A share, with a bar for what lies above `meterStart`.
  private func meter(_ share: Double) -> Markup {
    let length = max(0, (share - meterStart) / (1 - meterStart))
    let bar = Markup("i", ["style": "width:\((100 * length).decimal(places: 1))%"], "")
    return Markup("td", ["class": "meter"], Markup(text: share.percent()), Markup("span", ["class": "bar"], bar))
  }

  /// Where the bars begin: good models differ in the last percents alone.
  var meterStart: Double {
    let least = metrics.perDigit.filter { $0.count > 0 }.flatMap { [$0.precision, $0.recall, $0.f1] }.min() ?? 0
    return least >= 0.95 ? 0.95 : least >= 0.8 ? 0.8 : 0
  }
}

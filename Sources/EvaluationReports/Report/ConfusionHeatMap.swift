import DigitEvaluation
import Files

/// The confusion matrix as a picture: rows are the truth, columns the answers. The right answers are grey, so that the
/// wrong ones stand out.
struct ConfusionHeatMap {
  let metrics: Metrics

  private let cell = 38.0
  private let left = 44.0
  private let top = 46.0
  /// How opaque a wrong cell is, by its share of the most frequent mistake. Shades around one half are left out: on
  /// them neither dark nor light figures can be read.
  private static let shades = [0.10, 0.20, 0.32, 0.45, 0.80, 1.0]

  private var hasNotFound: Bool { metrics.notFound > 0 }

  var drawing: Markup {
    let columns = Double(hasNotFound ? 11 : 10)
    return Markup.drawing(
      title: "Confusion matrix", summary: summary, width: left + columns * cell + (hasNotFound ? 12 : 6),
      height: top + 10 * cell + 6, headings + (0...9).flatMap(row))
  }

  private var summary: String {
    let pairs = metrics.confusedPairs.prefix(5).map { "\($0.truth) read as \($0.answer): \($0.count)" }
    return pairs.isEmpty ? "No digit was read as another." : "Most frequent mistakes: \(pairs.joined(separator: ", "))."
  }

  private func x(_ column: Int) -> Double { left + Double(column) * cell }
  private func y(_ row: Int) -> Double { top + Double(row) * cell }

  private var headings: [Markup] {
    let digits = (0...9).flatMap { digit in
      [
        Markup.label("\(digit)", x(digit) + cell / 2, top - 10, class: "middle strong"),
        Markup.label("\(digit)", left - 12, y(digit) + cell / 2 + 4, class: "end strong"),
      ]
    }
    let names = [
      Markup.label("answer", left + 5 * cell, 14, class: "middle name"),
      Markup.uprightLabel("truth", 13, top + 5 * cell, class: "middle name"),
    ]
    return digits + names + (hasNotFound ? [Markup.label("none", x(10) + 6 + cell / 2, top - 10, class: "middle")] : [])
  }

  private func row(_ truth: Int) -> [Markup] {
    let counts = metrics.confusion[truth]
    let cells = counts.indices.flatMap { answer in
      square(
        counts[answer], x(answer), y(truth), isRight: answer == truth,
        title: "\(truth) read as \(answer): \(counts[answer].grouped)")
    }
    guard hasNotFound else { return cells }
    let missing = metrics.perDigit[truth].count - counts.reduce(0, +)
    return cells
      + square(missing, x(10) + 6, y(truth), isRight: false, title: "\(truth) not found: \(missing.grouped)")
  }

  private func square(_ count: Int, _ x: Double, _ y: Double, isRight: Bool, title: String) -> [Markup] {
    let shade = count == 0 || isRight ? nil : opacity(of: count)
    let background = Markup(
      "rect",
      [
        "class": isRight ? "right" : shade == nil ? "none" : "wrong",
        "x": Markup.units(x + 1), "y": Markup.units(y + 1),
        "width": Markup.units(cell - 2), "height": Markup.units(cell - 2), "rx": "3",
        "fill-opacity": Markup.units(shade ?? 1),
      ], Markup("title", [:], Markup(text: title)))
    guard count > 0 else { return [background] }
    let tone = isRight ? "muted" : (shade ?? 0) > 0.5 ? "inverse strong" : "strong"
    let size = String(count).count > 4 ? " small" : ""
    return [background, Markup.label("\(count)", x + cell / 2, y + cell / 2 + 4.5, class: "middle \(tone)\(size)")]
  }

  private func opacity(of count: Int) -> Double {
    let missing = metrics.perDigit.indices.map { metrics.perDigit[$0].count - metrics.confusion[$0].reduce(0, +) }
    let most = max(metrics.confusedPairs.first?.count ?? 0, missing.max() ?? 0)
    let levels = Self.shades.count
    return Self.shades[min(count * levels / max(most, 1), levels - 1)]
  }
}

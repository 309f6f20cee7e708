import DigitEvaluation
import Files

/// The error of the accepted answers against their share of all digits or numbers, with the thresholds of the metrics marked.
struct RejectionChart {
  let curve: RejectionCurve
  let marked: [Metrics.RejectionPoint]
  /// What was read, in the singular.
  let noun: String

  /// nil where no answer is wrong: a logarithmic axis cannot show it.
  var drawing: Markup? {
    let shown = curve.points.filter { $0.error > 0 && $0.coverage >= start }
    guard let last = shown.last else { return nil }
    let x = Axis(name: "accepted, of all \(noun)s", range: start...1, ticks: ticks) { $0.percent(places: 0) }
    let y = Axis.logarithmic("wrong, of the accepted", for: shown.map(\.error)) { share, places in
      share.percent(places: max(0, places - 2))
    }
    let chart = Chart(
      title: "Rejection curve",
      summary: "From \(shown[0].error.percent(places: 3)) wrong when \(shown[0].coverage.percent()) are accepted to "
        + "\(last.error.percent(places: 3)) wrong when \(last.coverage.percent()) are.",
      x: x, y: y)
    let line = chart.line(thinned(shown, in: chart).map { ($0.coverage, $0.error) }, class: "curve")
    return chart.drawing([line] + marks(in: chart))
  }

  /// Coverage where the axis begins: the marked thresholds lie on the chart, and it is not all empty.
  private var start: Double {
    let lowest = marked.map(\.coverage).min() ?? 0
    return min((lowest * 10).rounded(.down) / 10, 0.9)
  }

  private var ticks: [Double] {
    let step = start >= 0.85 ? 0.02 : start >= 0.75 ? 0.05 : start >= 0.5 ? 0.1 : 0.2
    return stride(from: 0, through: (1 - start) / step + 1e-9, by: 1).map { 1 - $0 * step }
  }

  /// No more than two points for each unit of the drawing.
  private func thinned(_ points: [Metrics.RejectionPoint], in chart: Chart) -> [Metrics.RejectionPoint] {
    var result: [Metrics.RejectionPoint] = []
    var place = -1
    for point in points {
      let next = Int(chart.x(point.coverage) * 2)
      if next != place { result.append(point) }
      place = next
    }
    return result + points.suffix(1)
  }

  /// Dots at the marked thresholds; their labels where they do not run into one another.
  private func marks(in chart: Chart) -> [Markup] {
    var labelled: [(x: Double, y: Double)] = []
    return marked.filter { $0.error > 0 && $0.coverage >= start }.flatMap { point -> [Markup] in
      let dot = chart.dot(point.coverage, point.error, class: "dot")
      let (x, y) = (chart.x(point.coverage) - 7, chart.y(point.error) - 6)
      guard labelled.allSatisfy({ abs($0.x - x) > 34 || abs($0.y - y) > 13 }) else { return [dot] }
      labelled.append((x, y))
      return [dot, Markup.label("≥ \(point.threshold.shortest)", x, y, class: "end strong")]
    }
  }
}

extension Double {
  /// With as many digits as needed, three at most.
  var shortest: String {
    let places = (0...3).first { places in Double(decimal(places: places)) == self } ?? 3
    return decimal(places: places)
  }
}

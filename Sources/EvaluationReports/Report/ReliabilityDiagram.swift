import DigitEvaluation
import Files

/// Accuracy against confidence, bin by bin (DeGroot and Fienberg, "The Comparison and Evaluation of Forecasters", 1983).
struct ReliabilityDiagram {
  let calibration: Metrics.Calibration

  var drawing: Markup {
    let share = { (name: String) in
      Axis(name: name, range: 0...1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1]) { $0.percent(places: 0) }
    }
    var chart = Chart(
      title: "Reliability diagram", summary: summary, x: share("confidence"), y: share("right answers"))
    chart.top = 64
    let bins = calibration.bins.filter { $0.count > 0 }
    return chart.drawing(
      [chart.line([(0, 0), (1, 1)], class: "ideal"), heading(chart)] + bins.flatMap { marks(of: $0, in: chart) })
  }

  private var summary: String {
    let bins = calibration.bins.filter { $0.count > 0 }.map {
      "\($0.count.grouped) answers of \($0.confidence.percent(places: 0)) confidence: \($0.accuracy.percent(places: 0)) right"
    }
    return bins.joined(separator: "; ") + "."
  }

  private func heading(_ chart: Chart) -> Markup {
    Markup.label("answers in each bin", chart.x(0), 12, class: "start name")
  }

  /// The bin's bar, the interval of its accuracy, a dot at its mean confidence, and its count at the top.
  private func marks(of bin: Metrics.Calibration.Bin, in chart: Chart) -> [Markup] {
    let (left, right, top) = (chart.x(bin.lower) + 1, chart.x(bin.upper) - 1, chart.y(bin.accuracy))
    let interval = ConfidenceInterval(share: Int((bin.accuracy * Double(bin.count)).rounded()), of: bin.count)
    let centre = chart.x(bin.confidence)
    return [
      Markup(
        "rect",
        [
          "class": "bar", "x": Markup.units(left), "y": Markup.units(top), "width": Markup.units(right - left),
          "height": Markup.units(chart.y(0) - top),
        ]),
      Markup.line(centre, chart.y(interval.lower), centre, chart.y(interval.upper), class: "whisker"),
      chart.dot(bin.confidence, bin.accuracy, class: "dot"),
      Markup.uprightLabel("\(bin.count)", (left + right) / 2 + 4, chart.top - 5, class: "start"),
    ]
  }
}

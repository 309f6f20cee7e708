import DigitTraining
import Files

/// Loss, held-out accuracy and learning rate over the epochs of a training.
struct TrainingCurves {
  let log: TrainingHistory

  private typealias Series = [(x: Double, y: Double)]

  /// Above this, dots would hide the line.
  private static let mostDots = 40

  private func series(_ value: (TrainingHistory.Epoch) -> Double?) -> Series {
    log.epochs.compactMap { epoch in value(epoch).map { (Double(epoch.epoch), $0) } }
  }

  var loss: Markup {
    let (training, heldOut) = (series(\.loss), series(\.heldOutLoss))
    let y = Axis.linear("loss", for: (training + heldOut).map(\.y))
    var chart = self.chart("Loss", summary(training), y)
    chart.top = 34
    let left = Chart.left
    let legend = [
      Markup.line(left, 12, left + 24, 12, class: "curve"), Markup.label("training", left + 30, 16, class: "start"),
    ]
    let second = [
      Markup.line(left + 100, 12, left + 124, 12, class: "second"),
      Markup.label("held out", left + 130, 16, class: "start"),
    ]
    return chart.drawing(
      legend + (heldOut.isEmpty ? [] : second)
        + curve(heldOut, in: chart, line: "second", dot: "seconddot") + curve(training, in: chart))
  }

  /// nil where the log has none.
  var heldOutAccuracy: Markup? {
    let values = series(\.heldOutAccuracy)
    guard !values.isEmpty else { return nil }
    let y = Axis.linear("right, of the held-out digits", for: values.map(\.y), includesZero: false) { value, places in
      value.percent(places: max(0, places - 2))
    }
    let chart = self.chart("Held-out accuracy", summary(values), y)
    return chart.drawing(curve(values, in: chart))
  }

  var learningRate: Markup {
    let values = series(\.learningRate)
    let chart = self.chart("Learning rate", summary(values), Axis.linear("learning rate", for: values.map(\.y)))
    return chart.drawing(curve(values, in: chart))
  }

  private func chart(_ title: String, _ summary: String, _ y: Axis) -> Chart {
    var chart = Chart(title: title, summary: summary, x: epochAxis, y: y)
    (chart.width, chart.height) = (330, 250)
    return chart
  }

  private var epochAxis: Axis {
    let (first, last) = (log.epochs[0].epoch, log.epochs[log.epochs.count - 1].epoch)
    let step = max(1, (last - first + 7) / 8)
    let ticks = stride(from: first, through: last, by: step).map(Double.init)
    return Axis(name: "epoch", range: Double(first)...Double(last), ticks: ticks) { $0.decimal(places: 0) }
  }

  private func summary(_ series: Series) -> String {
    guard let first = series.first, let last = series.last else { return "" }
    return "From \(first.y.decimal(places: 5)) after epoch \(first.x.decimal(places: 0)) to "
      + "\(last.y.decimal(places: 5)) after epoch \(last.x.decimal(places: 0))."
  }

  private func curve(_ series: Series, in chart: Chart, line: String = "curve", dot: String = "dot") -> [Markup] {
    let dots = series.count > Self.mostDots ? [] : series.map { chart.dot($0.x, $0.y, class: dot, radius: 2.5) }
    return series.isEmpty ? [] : [chart.line(series, class: line)] + dots
  }
}

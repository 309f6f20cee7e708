/// How far a run is, on one line that is drawn over.
struct ProgressMeter {
  private static let delay = 2.0
  private static let interval = 0.2

  /// nil when nobody knows.
  var total: Int?
  /// What is counted.
  private let noun: String
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var rate: RecentRate
  /// Seconds after the start.
  private var lastDrawn: Double?

  /// `doneBefore` is what an earlier run has done already.
  init(total: Int?, noun: String = "file", isShown: Bool, doneBefore: Int = 0) {
    (self.total, self.noun, self.isShown) = (total, noun, isShown)
    rate = RecentRate(done: doneBefore)
  }

  /// `text` says how far the run is in other words than the number of `done`.
  mutating func update(done: Int, text: @autoclosure () -> String? = nil) {
    guard isShown else { return }
    let seconds = (ContinuousClock.now - start).seconds
    rate.note(done: done, at: seconds)
    guard seconds > ProgressMeter.delay, seconds - (lastDrawn ?? 0) >= ProgressMeter.interval else { return }
    lastDrawn = seconds
    let line = ProgressLine(done: done, total: total, noun: noun, rate: rate.perSecond, text: text())
    Terminal.drawOver(line.bar(columns: Terminal.columns))
  }

  /// Takes the line away.
  mutating func clear() {
    if lastDrawn != nil { Terminal.drawOver("") }
    lastDrawn = nil
  }
}

import DigitRecognition

/// How far a run is, on one line that is drawn over, and how it ended.
struct ProgressMeter {
  private static let delay = Duration.seconds(2)
  private static let interval = Duration.milliseconds(200)
  private static let width = 24

  /// nil when nobody knows.
  var total: Int?
  /// What is counted, in the plural.
  private let unit: String
  private let isShown: Bool
  /// What an earlier run has done already.
  private let doneBefore: Int
  private let start = ContinuousClock.now
  private var lastDrawn: ContinuousClock.Instant?

  init(total: Int?, unit: String = "files", isShown: Bool, doneBefore: Int = 0) {
    (self.total, self.unit, self.isShown, self.doneBefore) = (total, unit, isShown, doneBefore)
  }

  /// `text` says how far the run is in other words than the number of `done`.
  mutating func update(done: Int, text: @autoclosure () -> String? = nil) {
    let now = ContinuousClock.now
    guard isShown, now - start > ProgressMeter.delay else { return }
    if let lastDrawn, now - lastDrawn < ProgressMeter.interval { return }
    lastDrawn = now
    let line = line(done: done, text: text(), seconds: (now - start).seconds)
    // A line that wrapped could not be drawn over.
    Terminal.write("\r\u{1B}[K" + line.prefix(Terminal.columns - 1))
  }

  /// Takes the line away.
  mutating func clear() {
    if lastDrawn != nil { Terminal.write("\r\u{1B}[K") }
    lastDrawn = nil
  }

  /// For example `70 files: 64 digits, 3 to review, 1 blank, 2 errors (5120 files/s)`.
  func summary(_ tally: ClassificationRun.Tally) -> String {
    let rate = Int(Double(tally.rows) / max((ContinuousClock.now - start).seconds, 0.001))
    let digits = tally[.ok] + tally[.review]
    let skipped = tally.skipped.total > 0 ? "; skipped: \(tally.skipped.sentence)" : ""
    return "\(count(tally.rows, "file")): \(count(digits, "digit")), \(tally[.review]) to review, "
      + "\(tally[.blank]) blank, \(count(tally[.error], "error")) (\(rate) files/s)\(skipped)"
  }

  private func line(done: Int, text: String?, seconds: Double) -> String {
    let rate = Double(done - doneBefore) / seconds
    guard let total, total > 0 else { return "\(done) \(unit), \(Int(rate)) \(unit)/s" }
    let filled = min(done, total) * ProgressMeter.width / total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: ProgressMeter.width - filled)
    let left = Int(Double(max(0, total - done)) / max(rate, 0.001))
    return "[\(bar)] \(text ?? "\(done) of \(total)"), \(Int(rate)) \(unit)/s, \(left / 60) min \(left % 60) s left"
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

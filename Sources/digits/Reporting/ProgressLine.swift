import DigitRecognition
import Files

/// How far a run is, in words.
package struct ProgressLine {
  private static let barWidth = 24

  var done: Int
  /// nil when nobody knows.
  package var total: Int?
  /// What is counted.
  var noun = "file"
  /// How many in a second; nil when it is not known yet.
  package var rate: Double?
  /// How far the run is in other words than the number of `done`.
  var text: String?
  /// What is said where there is room.
  package var remarks: [String] = []

  package init(
    done: Int, total: Int? = nil, noun: String = "file", rate: Double? = nil, text: String? = nil,
    remarks: [String] = []
  ) {
    self.done = done
    self.total = total
    self.noun = noun
    self.rate = rate
    self.text = text
    self.remarks = remarks
  }

  /// nil where it cannot be told.
  var secondsLeft: Double? {
    guard let total, let rate, rate > 0 else { return nil }
    return Double(max(0, total - done)) / rate
  }

  /// All of it.
  package var words: String { join([count, speed, timeLeft] + remarks) }

  /// A bar and as many words as fit, for a terminal: a line that wrapped could not be drawn over. The time left is what
  /// stays the longest.
  package func bar(columns: Int) -> String {
    let whole = join([count, speed, timeLeft])
    let least = timeLeft ?? count
    let candidates = [bar + whole, whole, join([count, timeLeft]), join([share ?? count, timeLeft]), least]
    var line = candidates.first { $0.count < columns } ?? String(least.prefix(columns - 1))
    for remark in remarks {
      guard line.count + remark.count + 2 < columns else { break }
      line += ", " + remark
    }
    return line
  }

  private func join(_ parts: [String?]) -> String { parts.compactMap { $0 }.joined(separator: ", ") }

  private var bar: String {
    guard let total, total > 0 else { return "" }
    let filled = min(done, total) * ProgressLine.barWidth / total
    let rest = ProgressLine.barWidth - filled
    return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: rest) + "] "
  }

  private var count: String { text ?? total.map { "\(done) of \($0.counted(noun))" } ?? done.counted(noun) }
  private var speed: String? { rate.map { "\(ProgressLine.number($0)) \(noun)s/s" } }
  private var timeLeft: String? { secondsLeft.map { ProgressLine.time($0) + " left" } }
  /// In per cent; nil where it cannot be told.
  private var share: String? {
    guard let total, total > 0 else { return nil }
    return "\((Double(min(done, total)) / Double(total) * 100).rounded(.down).decimal(places: 0)) %"
  }

  /// Whole, or below ten with one decimal.
  static func number(_ value: Double) -> String {
    value < 9.95 ? "\((value * 10).rounded() / 10)" : value.decimal(places: 0)
  }

  /// For example `12 s`, `3 min 20 s`, `2 h 5 min` or `3 d 4 h`.
  package static func time(_ seconds: Double) -> String {
    // More than a century is as good as never, and would not fit an integer.
    let whole = Int(min(seconds, 4e9))
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return "\(whole / 60) min \(whole % 60) s"
    case ..<86400: return "\(whole / 3600) h \(whole / 60 % 60) min"
    default: return "\(whole / 86400) d \(whole / 3600 % 24) h"
    }
  }
}

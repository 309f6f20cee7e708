/// How far a run is, in words.
struct ProgressLine {
  private static let barWidth = 24

  var done: Int
  /// nil when nobody knows.
  var total: Int?
  /// What is counted, in the plural.
  var unit = "files"
  /// `unit` in a second; nil when it is not known yet.
  var rate: Double?
  /// How far the run is in other words than the number of `done`.
  var text: String?
  /// What is said where there is room.
  var remarks: [String] = []

  /// nil where it cannot be told.
  var secondsLeft: Double? {
    guard let total, let rate, rate > 0 else { return nil }
    return Double(max(0, total - done)) / rate
  }

  /// All of it.
  var words: String { (essentials + remarks).joined(separator: ", ") }

  /// A bar and as many words as fit, for a terminal: a line that wrapped could not be drawn over.
  func bar(columns: Int) -> String {
    var line = bar + essentials.joined(separator: ", ")
    for remark in remarks {
      guard line.count + remark.count + 2 < columns else { break }
      line += ", " + remark
    }
    return String(line.prefix(columns - 1))
  }

  private var bar: String {
    guard let total, total > 0 else { return "" }
    let filled = min(done, total) * ProgressLine.barWidth / total
    let rest = ProgressLine.barWidth - filled
    return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: rest) + "] "
  }

  private var essentials: [String] {
    let count = total.map { "\(done) of \($0) \(unit)" } ?? "\(done) \(unit)"
    return [
      text ?? count, rate.map { "\(ProgressLine.number($0)) \(unit)/s" },
      secondsLeft.map { ProgressLine.time($0) + " left" },
    ].compactMap { $0 }
  }

  /// Whole, or below ten with one decimal.
  static func number(_ value: Double) -> String {
    value < 9.95 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
  }

  /// For example `12 s`, `3 min 20 s`, `2 h 5 min` or `3 d 4 h`.
  static func time(_ seconds: Double) -> String {
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

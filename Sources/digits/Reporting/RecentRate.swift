/// How much is done in a second, of late: over the last minute, so that a remaining time follows when the work becomes
/// harder or easier.
package struct RecentRate {
  private struct Sample {
    var seconds: Double
    var done: Int
  }

  private static let window = 60.0
  /// Seconds from one sample that is kept to the next.
  private static let spacing = 1.0

  private var kept: [Sample]
  private var latest: Sample

  /// `done` is what was done before the clock started.
  package init(done: Int = 0) {
    latest = Sample(seconds: 0, done: done)
    kept = [latest]
  }

  /// `seconds` are since the start, and never fewer than the last time.
  package mutating func note(done: Int, at seconds: Double) {
    if let last = kept.last, latest.seconds - last.seconds >= RecentRate.spacing { kept.append(latest) }
    latest = Sample(seconds: seconds, done: done)
    let beyond = kept.prefix { $0.seconds <= seconds - RecentRate.window }.count
    // The last one beyond the window is where the window begins.
    kept.removeFirst(max(0, beyond - 1))
  }

  /// nil before any time has passed.
  package var perSecond: Double? {
    guard let first = kept.first, latest.seconds > first.seconds else { return nil }
    return Double(latest.done - first.done) / (latest.seconds - first.seconds)
  }
}

import BatchClassification
import DigitRecognition
import Inputs
import Logging
import Platform
import Threads

/// Shows how far a run is, from a thread of its own: a night's run that stands still says so too.
package final class BatchProgress: Sendable {
  package enum Style {
    case none
    /// One line that is drawn over.
    case bar
    /// A message now and then.
    case lines
  }

  /// Seconds.
  package struct Pace {
    /// From the start to the first line.
    var delay: Double
    /// From one line to the next.
    var interval: Double

    package init(delay: Double, interval: Double) {
      self.delay = delay
      self.interval = interval
    }

    static let bar = Pace(delay: 2, interval: 0.2)
    static let lines = Pace(delay: 60, interval: 60)
  }

  private struct State {
    var tally: BatchRun.Tally
    var rate: RecentRate
    /// Made when a line is near: a short run need not count its inputs.
    var count: InputCount?
    /// When the next line is due, in seconds after the start.
    var due: Double
    var isDrawn = false
    var isFinished = false
  }

  private let style: Style
  private let arguments: [InputList.Argument]
  private let shard: Shard?
  private let noun: String
  private let pace: Pace
  private let rowsBefore: Int
  private let say: @Sendable (String, Logger.Metadata) -> Void
  private let start = ContinuousClock.now
  private let state: ConditionLock<State>

  /// `noun` is what is read in each picture, and `tally` that of an earlier run that this one continues.
  package init(
    _ style: Style, of arguments: [InputList.Argument], shard: Shard? = nil,
    noun: String = "digit", continuing tally: BatchRun.Tally = .init(),
    pace: Pace? = nil, say: @escaping @Sendable (String, Logger.Metadata) -> Void = BatchProgress.log
  ) {
    let pace = pace ?? (style == .bar ? .bar : .lines)
    (self.style, self.arguments, self.shard, self.pace) = (style, arguments, shard, pace)
    (self.noun, self.say, rowsBefore) = (noun, say, tally.rows)
    state = ConditionLock(State(tally: tally, rate: RecentRate(done: tally.rows), due: pace.delay))
  }

  /// Begins to show what is due.
  package func begin() {
    if style != .none { _ = WorkerThread.start { self.watch() } }
  }

  /// How far the run is now.
  package func update(_ tally: BatchRun.Tally) {
    state.update { $0.tally = tally }
  }

  /// Takes the bar away; no line comes after it.
  package func finish() {
    state.update { state in
      if state.isDrawn { Terminal.drawOver("") }
      (state.isDrawn, state.isFinished) = (false, true)
    }
  }

  /// Of the run as it ended, now.
  func summary(_ tally: BatchRun.Tally) -> RunSummary {
    RunSummary(tally: tally, noun: noun, rowsBefore: rowsBefore, seconds: (ContinuousClock.now - start).seconds)
  }

  private func watch() {
    let pause = UInt32(min(pace.interval, 1) * 1_000_000)
    while look(at: (ContinuousClock.now - start).seconds) { usleep(pause) }
  }

  /// Says what is due so many seconds after the start; false when the run is over.
  package func look(at seconds: Double) -> Bool { state.update { look(&$0, at: seconds) } }

  private func look(_ state: inout State, at seconds: Double) -> Bool {
    if state.isFinished { return false }
    state.rate.note(done: state.tally.rows, at: seconds)
    if state.count == nil, seconds > pace.delay / 2 { state.count = InputCount(arguments) }
    guard seconds >= state.due else { return true }
    state.due = seconds + pace.interval
    let total = state.count?.total.map { shard?.share(of: $0) ?? $0 }
    let line = ProgressLine(
      done: state.tally.rows, total: total, rate: state.rate.perSecond, remarks: state.tally.remarks)
    if style == .bar {
      Terminal.drawOver(line.bar(columns: Terminal.columns))
      state.isDrawn = true
    } else {
      say(line.words, state.tally.facts(noun).merging(facts(line, seconds)) { $1 })
    }
    return true
  }

  private func facts(_ line: ProgressLine, _ seconds: Double) -> Logger.Metadata {
    var facts: Logger.Metadata = ["seconds": .rounded(seconds)]
    if let rate = line.rate { facts["files_per_second"] = .rounded(rate) }
    if let total = line.total { facts["total"] = .stringConvertible(total) }
    if let left = line.secondsLeft { facts["seconds_left"] = .rounded(left) }
    return facts
  }

  @Sendable private static func log(_ words: String, _ facts: Logger.Metadata) {
    Terminal.say(words, level: .info, kind: .progress, facts: facts)
  }
}

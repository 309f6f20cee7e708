import BatchClassification
import DigitRecognition
import Files
import Logging

/// What became of a run.
package struct RunSummary {
  package var tally: BatchRun.Tally
  /// What was to be read in each picture.
  package var noun: String
  /// Of `tally`, those that an earlier run did.
  package var rowsBefore: Int
  /// What this run took.
  package var seconds: Double

  package init(tally: BatchRun.Tally, noun: String = "digit", rowsBefore: Int, seconds: Double) {
    self.tally = tally
    self.noun = noun
    self.rowsBefore = rowsBefore
    self.seconds = seconds
  }

  func say() {
    Terminal.say(words, level: .info, kind: .summary, facts: facts)
  }

  private var rate: Double { Double(tally.rows - rowsBefore) / max(seconds, 0.001) }

  /// For example `72 files: 66 digits, 3 of them to review, 2 pictures of several digits to review, 1 blank, 3 errors:
  /// 2 damaged, 1 missing; 2.4 s, 29 files/s`.
  package var words: String {
    let causes = tally.causesByFrequency.map { "\($0.count) \($0.cause.words)" }.joined(separator: ", ")
    let doubtful = tally[.review] - tally.several
    var text = "\(tally.rows.counted("file")): \(tally.answers.counted(noun)), "
    if doubtful > 0 { text += "\(doubtful) of them to review, " }
    if tally.several > 0 { text += "\(tally.several.counted("picture")) of several digits to review, " }
    text += "\(tally[.blank]) blank, \(tally[.error].counted("error"))" + (causes.isEmpty ? "" : ": \(causes)")
    if rowsBefore > 0 { text += "; \(rowsBefore) of them done before" }
    let time = seconds < 60 ? "\((seconds * 10).rounded() / 10) s" : ProgressLine.time(seconds)
    text += "; \(time), \(ProgressLine.number(rate)) files/s"
    return text + (tally.skipped.total > 0 ? "; skipped: \(tally.skipped.sentence)" : "")
  }

  var facts: Logger.Metadata {
    tally.facts(noun).merging([
      "seconds": .rounded(seconds), "files_per_second": .rounded(rate),
      "skipped": .stringConvertible(tally.skipped.total),
    ]) { $1 }
  }
}

extension BatchRun.Tally {
  /// The counts of rows, for a message; those with an answer under the plural of `noun`.
  func facts(_ noun: String) -> Logger.Metadata {
    let causes = causes.map { ($0.key.rawValue, Logger.MetadataValue.stringConvertible($0.value)) }
    return [
      "files": .stringConvertible(rows), "\(noun)s": .stringConvertible(answers),
      "review": .stringConvertible(self[.review]), "several": .stringConvertible(several),
      "blank": .stringConvertible(self[.blank]),
      "errors": .stringConvertible(self[.error]),
      "errors_by_cause": .dictionary(Dictionary(uniqueKeysWithValues: causes)),
    ]
  }

  /// What a person who watches may want to know early.
  var remarks: [String] {
    [(self[.review], "to review"), (self[.error], self[.error] == 1 ? "error" : "errors")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
  }
}

extension Logger.MetadataValue {
  /// To thousandths.
  static func rounded(_ value: Double) -> Self { .stringConvertible((value * 1000).rounded() / 1000) }
}

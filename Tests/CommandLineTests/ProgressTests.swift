import BatchClassification
import DigitRecognition
import Files
import Foundation
import Logging
import Testing
import Threads
import digits

/// What was written, by any thread.
final class Lines: Sendable {
  private let lines = ConditionLock<[String]>([])

  func add(_ line: String) { lines.update { $0.append(line) } }
  var all: [String] { lines.update { $0 } }
  /// Waits until there are so many.
  func first(_ count: Int) -> [String] { lines.wait { $0.count >= count ? Array($0.prefix(count)) : nil } }
}

@Suite(.timeLimit(.minutes(10))) struct ProgressTests {
  @Test func theRateIsThatOfTheLastMinute() throws {
    var rate = RecentRate(done: 1000)
    #expect(rate.perSecond == nil)
    for second in 1...600 { rate.note(done: 1000 + 100 * second, at: Double(second)) }
    #expect(try abs(#require(rate.perSecond) - 100) < 1e-9)
    // Ten times as slow from now on: after a minute nothing is left of before.
    for second in 1...59 { rate.note(done: 61_000 + 10 * second, at: Double(600 + second)) }
    #expect(try #require(rate.perSecond) > 10)
    for second in 60...62 { rate.note(done: 61_000 + 10 * second, at: Double(600 + second)) }
    #expect(try abs(#require(rate.perSecond) - 10) < 1e-9)
    // And standing still.
    rate.note(done: 61_620, at: 1000)
    #expect(rate.perSecond == 0)
  }

  @Test func manyNotesInASecondAreOneSample() throws {
    var rate = RecentRate()
    for step in 1...100_000 { rate.note(done: step, at: Double(step) / 1000) }
    #expect(try abs(#require(rate.perSecond) - 1000) < 1e-6)
  }

  @Test func saysHowFarTheRunIs() {
    var line = ProgressLine(done: 12_000, total: nil, rate: nil)
    #expect(line.words == "12000 files")
    line.rate = 204.6
    #expect(line.words == "12000 files, 205 files/s")
    line.total = 1_000_000
    line.remarks = ["3 to review", "2 errors"]
    #expect(line.words == "12000 of 1000000 files, 205 files/s, 1 h 20 min left, 3 to review, 2 errors")
    line.rate = 0
    #expect(line.words == "12000 of 1000000 files, 0.0 files/s, 3 to review, 2 errors")
    line = ProgressLine(done: 1, total: 1, rate: 1e300)
    #expect(line.words == "1 of 1 file, 1e+300 files/s, 0 s left")
    #expect(ProgressLine(done: 1, rate: nil).words == "1 file")
  }

  @Test func theBarFitsTheTerminal() {
    let line = ProgressLine(done: 50, total: 100, rate: 2.5, remarks: ["3 to review", "2 errors"])
    let bar = "[############............] 50 of 100 files, 2.5 files/s, 20 s left"
    #expect(line.bar(columns: 200) == bar + ", 3 to review, 2 errors")
    #expect(line.bar(columns: 80) == bar + ", 3 to review")
    #expect(line.bar(columns: 79) == bar)
    #expect(ProgressLine(done: 5, total: nil, rate: 2.5).bar(columns: 80) == "5 files, 2.5 files/s")
    #expect(ProgressLine(done: 5, total: nil, rate: 2.5).bar(columns: 9) == "5 files")
    #expect(ProgressLine(done: 5, total: nil, rate: 2.5).bar(columns: 5) == "5 fi")
  }

  /// Whole words as long as any fit, and last of all the time that is left.
  @Test func aNarrowBarKeepsTheTimeLeft() {
    var line = ProgressLine(done: 12_000, total: 1_000_000, rate: 205, remarks: ["3 to review", "2 errors"])
    let words = "12000 of 1000000 files, 205 files/s, 1 h 20 min left"
    #expect(line.bar(columns: 80) == "[........................] " + words)
    #expect(line.bar(columns: 79) == words + ", 3 to review, 2 errors")
    #expect(line.bar(columns: 60) == words)
    #expect(line.bar(columns: 50) == "12000 of 1000000 files, 1 h 20 min left")
    #expect(line.bar(columns: 30) == "1 %, 1 h 20 min left")
    #expect(line.bar(columns: 18) == "1 h 20 min left")
    #expect(line.bar(columns: 10) == "1 h 20 mi")
    line = ProgressLine(
      done: 30, total: 100, noun: "image", rate: 2, text: "epoch 3/20, loss 0.1234, held out 99.12 %")
    #expect(line.bar(columns: 60) == "epoch 3/20, loss 0.1234, held out 99.12 %, 35 s left")
    #expect(line.bar(columns: 30) == "30 %, 35 s left")
    for columns in 2...120 { #expect(line.bar(columns: columns).count < columns) }
  }

  @Test(arguments: [
    (0, "0 s"), (59.9, "59 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"), (3600, "1 h 0 min"), (90_000, "1 d 1 h"),
    (.infinity, "46296 d 7 h"),
  ]) func tellsTimes(seconds: Double, text: String) {
    #expect(ProgressLine.time(seconds) == text)
  }

  @Test func aLineComesNowAndThenAlsoWhenNothingMoves() throws {
    let folder = NSTemporaryDirectory() + "digits-progress-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a.png", "b.png", "c.png"] { try Data().write(to: URL(fileURLWithPath: folder + "/" + name)) }
    let lines = Lines()
    let progress = BatchProgress(
      .lines, of: [.path(FilePath(folder))], pace: .init(delay: 60, interval: 60)
    ) { words, facts in lines.add("\(words)|\(facts["files"] ?? "")|\(facts["total"] ?? "")") }
    #expect(progress.look(at: 0) && progress.look(at: 59.9) && lines.all.isEmpty)
    var tally = BatchRun.Tally()
    (tally.counts, tally.causes) = ([.ok: 1, .error: 1], [.empty: 1])
    progress.update(tally)
    var seconds = 60.0
    // Until another thread has counted the inputs, nobody knows how many there are.
    while progress.look(at: seconds), lines.all.last?.hasSuffix("|3") != true {
      #expect(lines.all.last?.hasPrefix("2 files") == true)
      seconds += 60
      usleep(1_000)
    }
    for due in [60.0, 120] {
      let count = lines.all.count
      #expect(progress.look(at: seconds + due - 0.1) && lines.all.count == count)
      #expect(progress.look(at: seconds + due) && lines.all.count == count + 1)
      let line = try #require(lines.all.last)
      #expect(line.hasPrefix("2 of 3 files, ") && line.hasSuffix(", 1 error|2|3"), "\(line)")
    }
    let count = lines.all.count
    progress.finish()
    #expect(!progress.look(at: 1e6) && lines.all.count == count)
  }

  @Test func aThreadLooksByItself() {
    let lines = Lines()
    let progress = BatchProgress(
      .lines, of: [.path(FilePath("nowhere"))], pace: .init(delay: 0.01, interval: 0.01)
    ) { words, _ in lines.add(words) }
    progress.begin()
    #expect(lines.first(3).allSatisfy { $0.hasPrefix("0 ") })
    progress.finish()
  }

  @Test func sumsUpARun() {
    var tally = BatchRun.Tally()
    tally.counts = [.ok: 61, .review: 3]
    var summary = RunSummary(tally: tally, rowsBefore: 0, seconds: 2)
    #expect(summary.words == "64 files: 64 digits, 3 of them to review, 0 blank, 0 errors; 2.0 s, 32 files/s")
    summary.tally.several = 2
    #expect(
      summary.words == "64 files: 62 digits, 1 of them to review, 2 pictures of several digits to review, 0 blank, "
        + "0 errors; 2.0 s, 32 files/s")
    summary.tally.several = 0
    summary.tally.counts[.blank] = 1
    summary.tally.counts[.error] = 6
    summary.tally.causes = [.permissionDenied: 1, .notAnImage: 2, .damaged: 3]
    summary.tally.skipped.hidden = 2
    (summary.rowsBefore, summary.seconds) = (21, 100)
    let expected = """
      71 files: 64 digits, 3 of them to review, 1 blank, 6 errors: 3 damaged, 2 not an image, 1 permission denied; \
      21 of them done before; 1 min 40 s, 0.5 files/s; skipped: 2 hidden
      """
    #expect(summary.words == expected)
  }
}

import ArgumentParser
import BatchClassification
import DigitRecognition
import Files
import Inputs

/// Where the rows of `classify` or `read` go, and what is said about it: what there is to go on with, and how.
final class BatchOutput {
  /// nil for standard output.
  package let path: String?
  /// As the user named it.
  private let output: String?
  private let shard: Shard?
  private let identity: () throws -> RunIdentity
  /// Whether the user has to give a list again.
  private let readsStandardInput: Bool
  private var rows: RowOutput?

  init(_ path: String?, of run: BatchRun, _ arguments: [InputList.Argument]) {
    shard = run.shard
    output = path
    self.path = path.map { run.shard?.partPath(of: $0) ?? $0 }
    identity = { try RunIdentity(run.maker, arguments: arguments) }
    readsStandardInput = arguments.contains { if case .standardInput = $0 { true } else { false } }
  }

  func open() throws -> RowOutput {
    let opened = try RowOutput(path, identity: identity)
    rows = opened
    return opened
  }

  /// Leaves nothing of the run.
  func discard() { rows?.file?.discard() }

  /// How far an earlier run was, which this one continues; nil when there was none.
  func resume() throws -> RunProgress? {
    guard let file = rows?.file else {
      throw ValidationError("--resume needs a file to go on with, and \(name) is a device or a pipe.")
    }
    guard let earlier = try file.resume() else {
      Terminal.say("no unfinished run of \(name): starting from the beginning")
      return nil
    }
    let rows = earlier.tally.rows
    Terminal.say(
      "going on with \(file.partialPath), after \(count(rows))", facts: ["rows": .stringConvertible(rows)])
    return earlier
  }

  /// The counts of the part, if an earlier run has completed it. Throws when it is of another run than this.
  func finishedPart(of arguments: [InputList.Argument]) throws -> BatchRun.Tally? {
    guard let shard, let path, rows?.file?.canBeResumed != true, let part = try PartTrailer(ofPartAt: path) else {
      return nil
    }
    let own = PartTrailer(
      shard: shard, identity: try identity(), inputs: InputTotal(of: arguments), rows: part.rows, tally: part.tally,
      command: "")
    let differences = own.differences(from: part)
    guard differences.isEmpty else { throw BatchError.otherRun(path: path, differences: differences) }
    Terminal.say("\(path) is complete: nothing to do")
    return part.tally
  }

  /// The line by which a part tells what it is; nothing for any other file.
  func ending(after end: RunProgress) throws -> String {
    guard let shard, let total = end.total, let digest = rows?.file?.digest else { return "" }
    return try PartTrailer(
      shard: shard, identity: try identity(), inputs: total, rows: digest, tally: end.tally,
      command: RawArguments.command
    ).line
  }

  /// For a run that starts over.
  func tellOfUnfinishedRun() {
    guard let file = rows?.file, let rows = file.unfinishedRows else { return }
    Terminal.say(
      "\(file.partialPath) had \(count(rows)) of an unfinished run, with which --resume would have gone on: starting over",
      facts: ["rows": .stringConvertible(rows)])
  }

  /// Makes the last checkpoint and says how to go on.
  func stopped(after rows: Int, status: Int32) throws -> ExitCode {
    let file = self.rows?.file
    try file?.checkpoint()
    let canGoOn = file?.canBeResumed ?? false
    Terminal.say(
      "stopped after \(count(rows))" + (canGoOn ? "; \(wayToGoOn)" : ""), level: .warning,
      facts: ["rows": .stringConvertible(rows), "exit_code": .stringConvertible(status)])
    return ExitCode(status)
  }

  /// Says what could not be written, what is kept and what to do.
  func report(_ failure: FileError) {
    ExitStatus.report(failure)
    guard case .unwritableOutput = failure else { return }
    if let rows, rows.file == nil { return }
    let remedy = failure.isLackOfRoom ? "make room" : "set that right"
    if let kept = rows?.file?.unfinishedRows {
      Terminal.say("\(count(kept)) are kept: \(remedy), then \(wayToGoOn)")
    } else {
      Terminal.say("no rows are kept: \(remedy), or name another file with -o, and start again")
    }
  }

  /// Says where the rows are, and what to do next: with a part, to merge it, else what `advice` says.
  func tellWhatIsNext(_ advice: [String]) {
    var parts = path.map { ["wrote \($0)"] } ?? []
    if let shard, let output {
      parts.append("when all parts are there (\(shard.count)): digits merge \(RawArguments.quoted(output))")
    } else {
      parts += advice
    }
    guard !parts.isEmpty else { return }
    Terminal.say(parts.joined(separator: "; "), facts: path.map { ["output": .string($0)] } ?? [:])
  }

  private var name: String { path ?? "standard output" }

  private func count(_ rows: Int) -> String { rows.counted("row") }

  private var wayToGoOn: String {
    let list = readsStandardInput ? "with the same list on standard input, " : ""
    return "\(list)go on with: \(RawArguments.commandToResume)"
  }
}

import ArgumentParser
import BatchClassification
import DigitRecognition
import Files
import Inputs

/// What `classify` and `read` do with their inputs: rows into a file or to standard output, and what is said about them;
/// or the answers of a worker.
struct BatchCommand {
  var inputs: InputOptions
  var rows: RowOptions
  var options: RunOptions
  var jobs: JobsOption

  /// Throws for options that contradict each other.
  func validate() throws {
    if options.worker {
      try WorkerMode.validate(inputs: inputs.inputs, others: optionsAgainstWorker)
    } else {
      try inputs.validateNotEmpty()
    }
    try options.sharding.validate(output: rows.output)
    guard !options.resume || rows.output != nil else {
      throw ValidationError("--resume needs a file to go on with: -o FILE.")
    }
    _ = try rows.chosenFormat
  }

  /// Writes the rows that `maker` makes. `files` are read beside the inputs, and so must not be written; `advice` says what
  /// to do next, in a few words each.
  func run(
    _ maker: some RowMaker, reading files: [String], advice: (BatchRun.Tally) -> [String] = { _ in [] }
  ) throws {
    if options.worker { return try WorkerMode.run(WorkerRun(maker, jobs: jobs.jobs)) }
    let arguments = try inputs.arguments
    var run = BatchRun(maker, jobs: jobs.jobs)
    run.shard = options.sharding.shard
    let output = BatchOutput(rows.output, of: run, arguments)
    run.outputs = try OutputGuard([output.path])
    try run.outputs.check(arguments)
    for file in files { try run.outputs.check(FilePath(file)) }
    do {
      try write(arguments, with: run, into: output, advice)
    } catch InputError.outputIsInput(let path, let input) {
      // What an earlier run has read stays.
      if !options.resume { output.discard() }
      throw InputError.outputIsInput(output: path, input: input)
    } catch let failure as FileError where failure.exitStatus == .unwritableOutput {
      output.report(failure)
      throw ExitCode(ExitStatus.unwritableOutput.rawValue)
    }
  }

  private func write(
    _ arguments: [InputList.Argument], with run: BatchRun, into output: BatchOutput,
    _ advice: (BatchRun.Tally) -> [String]
  ) throws {
    let rows = try output.open()
    if options.resume, let finished = try output.finishedPart(of: arguments) { return try end(finished) }
    let stop = Interruption.discardWhenInterrupted()
    stop.take()
    let earlier = options.resume ? try output.resume() : nil
    if !options.resume { output.tellOfUnfinishedRun() }
    if !options.quiet { try tellOfStart(run, output) }
    let progress = BatchProgress(
      progressStyle, of: arguments, shard: run.shard, noun: run.maker.noun, continuing: earlier?.tally ?? .init())
    progress.begin()
    defer { progress.finish() }
    let reached = try run.run(arguments, resuming: earlier, stop: stop) { text, reached in
      try rows.write(text, reached)
      progress.update(reached.tally)
    }
    progress.finish()
    guard reached.isComplete else { throw try output.stopped(after: reached.tally.rows, status: stop.status) }
    try rows.commit(ending: output.ending(after: reached))
    if !options.quiet {
      progress.summary(reached.tally).say()
      output.tellWhatIsNext(advice(reached.tally))
      if let notice = InputOverlap(arguments).notice { Terminal.say("note: \(notice)") }
    }
    try end(reached.tally)
  }

  private func tellOfStart(_ run: BatchRun, _ output: BatchOutput) throws {
    OutputName.tellOfReplacement(of: output.path)
    if options.logFormat == .json { Provenance(try run.maker.models).say() }
  }

  private func end(_ tally: BatchRun.Tally) throws {
    if tally[.error] > 0 { throw ExitCode(ExitStatus.someRowsAreErrors.rawValue) }
  }

  /// What was typed that a worker has no use for.
  private var optionsAgainstWorker: [String] {
    [
      ("--output", rows.output != nil), ("--resume", options.resume), ("--shard", options.sharding.shard != nil),
      ("--null", inputs.null), ("--files-from", inputs.filesFrom != nil),
      ("--follow-symlinks", inputs.followSymlinks),
    ].filter(\.1).map(\.0)
  }

  private var progressStyle: BatchProgress.Style {
    if options.quiet || options.noProgress { return .none }
    if options.logFormat == .json || !Terminal.isInteractive { return .lines }
    // A bar would be drawn over the rows.
    return rows.output == nil && Terminal.showsOutput ? .none : .bar
  }
}

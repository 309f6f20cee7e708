import ArgumentParser
import BatchClassification
import DigitRecognition
import Files
import Inputs

struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads images of handwritten digits into a CSV, one row for each.",
    discussion: """
      Examples:
        digits classify scans -o digits.csv
        find scans -name '*.png' -print0 | digits classify - --null
        digits classify scans -o digits.csv --resume
        digits classify scans -o digits.csv --shard 0/8
        parallel --pipe -k digits classify --worker < paths.txt > rows.csv

      Columns: file, digit, confidence, status (ok, review, blank or error), message.

      status is ok where the digit can be relied on; review where a person should look; blank where nothing is written; \
      error where the file could not be read. message says why a row is not ok. A picture with several digits is always \
      review: message counts them, and the column digit is empty. With --explain, box is the digit's x, y, width and \
      height in pixels of the upright picture, stroke_width the pen's width in pixels, and contrast 0 … 1.

      In a folder, an image is a file named .png, .jpg, .jpeg, .jpe or .jfif, or any file that begins like a PNG or \
      JPEG. Files named .pdf, .tif, .tiff, .heic, .heif, .avif, .webp, .bmp, .gif, .svg, .jp2, .jxl or .zip are not read: \
      they become error rows, whose message has the command that converts them. Hidden files, symbolic links (unless \
      --follow-symlinks) and all other files are skipped and counted. What is named on the \
      command line or in a list gets a row each time it is named. What cannot be read gets an error row: a broken link, \
      a pipe, a folder in a list, a folder without permission.

      A list is UTF-8. A carriage return before a line break is not part of the name; use --null for names that end with \
      one. A line of more than 32 kB becomes an error row. Names are written to the CSV as they are, with two exceptions: \
      in a name that is not UTF-8, bytes that do not fit are written %XX, and % itself %25; and a name that a spreadsheet \
      would take for a formula, such as =1.png, is written ./=1.png.

      With -o digits.csv, rows are written to digits.csv.partial, which gets its name when it is complete; \
      digits.csv.resume tells how far it is, about once a second. After Control-C, a full disk, kill -9 or a power \
      cut, the same command with --resume goes on there, and the file is the one that an undisturbed run writes. It is \
      refused when the model, an option that changes rows, or the inputs read so far have changed. A list on standard \
      input has to be given again. Where -o names a symbolic link, all these files lie beside the file that it leads to.

      An output that is also an input is refused. An output that exists is replaced, after a notice.

      Exit codes: 0 every input got a digit or is blank, 1 some rows are errors, 2 wrong usage, 3 no input found, \
      4 model unreadable, 5 output not writable, 6 the system has no threads left, 129, 130 or 143 ended by SIGHUP, \
      SIGINT (Control-C) or SIGTERM.
      """
  )

  @OptionGroup var inputs: InputOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: """
      csv; excel or excel-semicolon, a CSV that Excel opens right where numbers are written 0.5 or 0,5; or jsonl, one \
      JSON object on each line. (default: jsonl for an output named .jsonl or .ndjson, else csv)
      """)
  var format: RowFormatter.Format?

  @Flag(help: "Add the probability of each digit, in the columns p0 … p9.")
  var probabilities = false

  @Flag(help: "Add how each digit was found, in the columns polarity, box, stroke_width, contrast, components, reason.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      """
      Digits with a confidence below this, 0 … 1, get the status review. Where the picture itself raises a doubt (lines, \
      faint ink, marks beside the digit), the threshold is half way between this and 1.
      """,
      valueName: "p"))
  var minConfidence = ReviewPolicy.defaultMinimumConfidence

  @OptionGroup var model: ModelOption
  @OptionGroup var jobs: JobsOption
  @OptionGroup var ingestion: IngestionOptions

  @Flag(help: "Continue a run that did not end; needs -o.")
  var resume = false

  @OptionGroup var sharding: ShardOption

  @Flag(
    help: """
      Read paths, or key<tab>path, from standard input and answer each line with one row at once: no header, no \
      summary, and exit code 0 whatever the images are.
      """)
  var worker = false

  @Flag(help: "No progress and no summary at the end.")
  var quiet = false

  @Flag(help: "No progress bar on a terminal, and no line each minute elsewhere.")
  var noProgress = false

  @Option(
    help: ArgumentHelp(
      "The form of messages on standard error: text, or json, one object on each line with the counts as numbers.",
      valueName: "text|json"))
  var logFormat = LogFormat.text

  func validate() throws {
    if worker {
      try WorkerMode.validate(inputs: inputs.inputs, others: optionsAgainstWorker)
    } else {
      try inputs.validateNotEmpty()
    }
    guard (0...1).contains(minConfidence) else {
      throw ValidationError("--min-confidence must be between 0 and 1.")
    }
    try sharding.validate(output: output)
    guard !resume || output != nil else {
      throw ValidationError("--resume needs a file to go on with: -o FILE.")
    }
    _ = try formatter
  }

  func run() throws {
    if worker { return try runWorker() }
    let arguments = try inputs.arguments
    var run = ClassificationRun(
      cascade: try ModelCatalog.cascade(model.nameOrFile),
      formatter: try formatter,
      options: ingestion.normalizerOptions,
      jobs: jobs.jobs
    )
    run.shard = sharding.shard
    let output = ClassificationOutput(output, of: run, arguments)
    run.outputs = try OutputGuard([output.path])
    try run.outputs.check(arguments)
    if let file = model.nameOrFile { try run.outputs.check(FilePath(file)) }
    do {
      try classify(arguments, with: run, into: output)
    } catch InputError.outputIsInput(let path, let input) {
      // What an earlier run has read stays.
      if !resume { output.discard() }
      throw InputError.outputIsInput(output: path, input: input)
    } catch let failure as FileError where failure.exitStatus == .unwritableOutput {
      output.report(failure)
      throw ExitCode(ExitStatus.unwritableOutput.rawValue)
    }
  }

  private func classify(
    _ arguments: [InputList.Argument], with run: ClassificationRun, into output: ClassificationOutput
  ) throws {
    let rows = try output.open()
    if resume, let finished = try output.finishedPart(of: arguments) { return try end(finished) }
    let stop = Interruption.discardWhenInterrupted()
    stop.take()
    let earlier = resume ? try output.resume() : nil
    if !resume { output.tellOfUnfinishedRun() }
    if !quiet { try tellOfStart(run, output) }
    let progress = ClassificationProgress(
      progressStyle, of: arguments, shard: run.shard, continuing: earlier?.tally ?? .init())
    progress.begin()
    defer { progress.finish() }
    let reached = try run.run(arguments, resuming: earlier, stop: stop) { text, reached in
      try rows.write(text, reached)
      progress.update(reached.tally)
    }
    progress.finish()
    guard reached.isComplete else { throw try output.stopped(after: reached.tally.rows, status: stop.status) }
    try rows.commit(ending: output.ending(after: reached))
    if !quiet {
      progress.summary(reached.tally).say()
      output.tellWhatIsNext(after: reached.tally, inputs: inputs.few, model: model.nameOrFile)
      if let notice = InputOverlap(arguments).notice { Terminal.say("note: \(notice)") }
    }
    try end(reached.tally)
  }

  private func tellOfStart(_ run: ClassificationRun, _ output: ClassificationOutput) throws {
    OutputName.tellOfReplacement(of: output.path)
    if logFormat == .json { try Provenance(run.cascade).say() }
  }

  private func end(_ tally: ClassificationRun.Tally) throws {
    if tally[.error] > 0 { throw ExitCode(ExitStatus.someRowsAreErrors.rawValue) }
  }

  private func runWorker() throws {
    let cascade = try ModelCatalog.cascade(model.nameOrFile)
    try WorkerMode.run(
      WorkerRun(cascade: cascade, formatter: try formatter, options: ingestion.normalizerOptions, jobs: jobs.jobs))
  }

  /// What was typed that a worker has no use for.
  private var optionsAgainstWorker: [String] {
    [
      ("--output", output != nil), ("--resume", resume), ("--shard", sharding.shard != nil), ("--null", inputs.null),
      ("--files-from", inputs.filesFrom != nil), ("--follow-symlinks", inputs.followSymlinks),
    ].filter(\.1).map(\.0)
  }

  private var progressStyle: ClassificationProgress.Style {
    if quiet || noProgress { return .none }
    if logFormat == .json || !Terminal.isInteractive { return .lines }
    // A bar would be drawn over the rows.
    return output == nil && Terminal.showsOutput ? .none : .bar
  }

  /// Throws when the output is named as another format.
  private var formatter: RowFormatter {
    get throws {
      RowFormatter(
        format: try OutputName.format(ofRowsIn: output, asked: format), includesProbabilities: probabilities,
        includesExplanation: explain, policy: ReviewPolicy(minimumConfidence: minConfidence))
    }
  }
}

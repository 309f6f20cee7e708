import ArgumentParser
import BatchClassification
import DigitRecognition

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
      review: message counts them, and the column digit is empty; digits read gives their number. With --explain, box \
      is the digit's x, y, width and height in pixels of the upright picture, stroke_width the pen's width in pixels, \
      and contrast 0 … 1.

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
  @OptionGroup var rows: RowOptions

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
  @OptionGroup var options: RunOptions

  func validate() throws {
    try ConfidenceRange.check(minConfidence)
    try batch.validate()
  }

  func run() throws {
    let maker = DigitRows(
      cascade: try ModelCatalog.cascade(model.nameOrFile),
      formatter: RowFormatter(
        format: try rows.chosenFormat, includesProbabilities: probabilities, includesExplanation: explain,
        policy: ReviewPolicy(minimumConfidence: minConfidence)),
      options: ingestion.normalizerOptions)
    try batch.run(maker, reading: [model.nameOrFile].compactMap { $0 }, advice: advice)
  }

  private var batch: BatchCommand {
    BatchCommand(inputs: inputs, rows: rows, options: options, jobs: jobs)
  }

  /// What to do with the rows that no digit is relied on in.
  private func advice(_ tally: BatchRun.Tally) -> [String] {
    let names = (inputs.few?.map(RawArguments.quotedPath) ?? ["INPUT..."]).joined(separator: " ")
    let chosen = model.nameOrFile.map { " --model \(RawArguments.quoted($0))" } ?? ""
    var advice: [String] = []
    if tally[.review] > 0 {
      advice.append("look at those to review: digits preview \(names)\(chosen) --doubtful-first -o sheet.png")
    }
    if tally.several > 0 { advice.append("read numbers of several digits: digits read \(names)") }
    return advice
  }
}

import ArgumentParser
import BatchClassification
import DigitRecognition
import NumberReading

struct Read: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads images of handwritten numbers into a CSV, one row for each.",
    discussion: """
      Examples:
        digits read amounts -o amounts.csv --alphabet decimal --decimal ,
        digits read cells -o numbers.csv --pattern '####' --pattern '##.##'
        digits read sheets -o students.csv --list students.csv:id
        digits read meters -o meters.csv --length 5-6 --range 0..200000 --resume

      Columns: file, text, value, confidence, status (ok, review, blank or error), message.

      text is the number as it is written: 007, 1.250,50. value is the number itself, 1250.50, where the separators leave \
      no doubt. status is ok where the number can be relied on; review where a person should look; blank where nothing is \
      written; error where the file could not be read. message says why a row is not ok. Several lines of digits are \
      always review: text has them with a space between.

      What is known of the numbers enters the search for the likeliest reading, and makes it better: say it. In a \
      pattern, # is a digit, [.,] one of some signs, {1,4} how often what stands before it is there, and any other sign \
      itself. Where nothing that fits is likely, the row is review, and message has the reading without the rules.

      In the formats excel and excel-semicolon, text is written as a formula with a text as its value, so that Excel \
      leaves 007 and 3/4 as they are. Everywhere else it is written as it was read; a minus in front is that of a number.

      Inputs, lists, names in the table, --resume, --shard and --worker are those of digits classify, which reads one \
      digit from each picture.

      Exit codes: 0 every input got a number or is blank, 1 some rows are errors, 2 wrong usage, 3 no input found, \
      4 model or list unreadable, 5 output not writable, 6 the system has no threads left, 129, 130 or 143 ended by \
      SIGHUP, SIGINT (Control-C) or SIGTERM.
      """
  )

  private static let alternativeRange = 0...9

  @OptionGroup var inputs: InputOptions
  @OptionGroup var rows: RowOptions
  @OptionGroup(title: "What is known of the numbers") var rules: RuleOptions

  @Option(
    help: ArgumentHelp("Add the next likely readings, in the columns text2, confidence2 and so on.", valueName: "n"))
  var alternatives = 0

  @Flag(
    help: """
      Add the confidence and the box (x, y, width, height) of each sign of text, in the columns character_confidences \
      and character_boxes. JSON lines always have them.
      """)
  var characters = false

  @Option(help: ArgumentHelp("Numbers with a confidence below this, 0 … 1, get the status review.", valueName: "p"))
  var minConfidence = NumberPolicy.defaultMinimumConfidence

  @OptionGroup var model: NumberModelOption
  @OptionGroup var jobs: JobsOption
  @OptionGroup var scans: ScanOptions
  @OptionGroup var options: RunOptions

  func validate() throws {
    try Self.alternativeRange.check(alternatives, "--alternatives")
    try ConfidenceRange.check(minConfidence)
    try batch.validate()
  }

  func run() throws {
    let rules = try rules.rules
    let reading = NumberReader.Settings(
      cascade: try ModelCatalog.cascade(), strings: try ModelCatalog.strings(model.nameOrFile), rules: rules,
      options: scans.normalizerOptions)
    let formatter = NumberRowFormatter(
      format: try rows.chosenFormat, alternatives: alternatives, includesCharacters: characters,
      policy: NumberPolicy(minimumConfidence: minConfidence))
    let files = [model.nameOrFile, self.rules.listFile].compactMap { $0 }
    try batch.run(NumberRows(reading, formatter: formatter), reading: files)
  }

  private var batch: BatchCommand {
    BatchCommand(inputs: inputs, rows: rows, options: options, jobs: jobs)
  }
}

import ArgumentParser
import BatchClassification
import Files

/// Where rows go, and in what form.
struct RowOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: """
      csv; excel or excel-semicolon, a CSV that Excel opens right where numbers are written 0.5 or 0,5; or jsonl, one \
      JSON object on each line. (default: jsonl for an output named .jsonl or .ndjson, else csv)
      """)
  var format: RowFormat?

  /// Throws when the output is named as another format.
  var chosenFormat: RowFormat {
    get throws { try OutputName.format(ofRowsIn: output, asked: format) }
  }
}

/// How a run goes, and what it says.
struct RunOptions: ParsableArguments {
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
}

extension RowFormat: ExpressibleByArgument {}

import ArgumentParser
import DigitEvaluation
import DigitRecognition
import DigitTraining
import EvaluationReports
import Files
import Inputs
import LabelledData
import NumberReading

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures a model on labelled digits.",
    discussion: """
      Examples:
        digits evaluate mnist
        digits evaluate my-labelled-scans --json result.json
        digits evaluate mnist --model mine.safetensors --report report.html
        digits evaluate my-labelled-numbers --alphabet decimal

      Prints accuracy, loss, precision, recall and F1 of each digit, the confusion matrix, the calibration error and \
      what rejecting by confidence gains. In a labelled folder, an image that cannot be read, or in which no digit is \
      found, counts as wrong and is listed. The report is one HTML file that shows all this, the worst mistakes and, \
      from a log, how the training went.

      labels.csv is read as spreadsheets and programs save it: columns named file and digit, filename and label and the \
      like, in any order; commas, semicolons or tabs; UTF-8 or UTF-16; digits such as 7.0; backslashes in paths. A \
      notice says how the table was read where it is not plain CSV with the header file,digit. In folders named 0 … 9, \
      symbolic links to images are followed.

      Where the columns of labels.csv are named file and text, the labels are numbers, read as digits read does, with its \
      options and, by --model, its string network. Lines of digits have a space or | between them in text. Printed are \
      the share of numbers that are right sign for sign, and that of all signs that are wrong; how many rows are ok, and how \
      many of them are wrong; which signs are confused; and the worst mistakes.

      Exit codes: 0 measured, 2 wrong usage, 3 no labelled digits found, 4 model or data unreadable, also when not one \
      image could be read, 5 output not writable, 129, 130 or 143 ended by SIGHUP, SIGINT (Control-C) or SIGTERM.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "mnist, a folder of IDX files, a folder with one sub-folder for each digit, or one with labels.csv (file,digit or file,text).",
      valueName: "data"
    ),
    completion: .labelledData
  )
  var source: String

  @Option(help: "The part of MNIST to measure on. (default: test)")
  var split: MNIST.Split?

  @Option(help: ArgumentHelp("Also write the figures to this file, as JSON.", valueName: "file"), completion: .file())
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Also write a report to this HTML file: figures, curves and the worst mistakes.", valueName: "file"),
    completion: .file())
  var report: String?

  @Option(
    help: ArgumentHelp(
      "The log that digits train --log wrote: the report then shows how the training went.", valueName: "file"),
    completion: .file())
  var log: String?

  @OptionGroup var model: ModelOption
  @OptionGroup var data: DataOption
  @OptionGroup var jobs: JobsOption
  @OptionGroup(title: "What is known of numbers") var rules: RuleOptions

  func validate() throws {
    guard log == nil || report != nil else {
      throw ValidationError("--log is drawn in the report: name its file with --report.")
    }
    try OutputName.check(report, endings: ["html", "htm", "xml"], "A report is HTML")
    try OutputName.check(json, endings: ["json"], "The figures are JSON")
  }

  func run() throws {
    // Before the data, which say what the model is to read.
    if let file = model.nameOrFile { _ = try ModelCatalog.load(file) }
    let data = try DataSource(source, dataDirectory: data.directory)
    if let numbers = try data.numbers { return try evaluate(numbers, data) }
    guard !rules.areGiven else {
      throw ValidationError("What is known of numbers needs numbers: a labels.csv with the columns file,text.")
    }
    let cascade = try ModelCatalog.cascade(model.nameOrFile)
    let log = try log.map { try TrainingHistory(path: $0) }
    try checkOutputs(data)
    let page = try report.map { try OutputFile($0) }
    let figures = try json.map { try OutputFile($0) }
    Interruption.discardWhenInterrupted(page, figures)
    OutputName.tellOfReplacement(of: report, json)
    let evaluation = try data.evaluate(cascade, on: split, jobs: jobs.jobs)
    for notice in evaluation.notices { Terminal.say(notice) }
    for rejected in evaluation.contents.rejected {
      Terminal.say("\(rejected.file): \(rejected.reason) (is a \(rejected.digit))")
    }
    try printSummary(of: evaluation)
    if let page {
      let title = data.title(split, default: .test)
      try page.write(
        EvaluationReport(evaluation, dataSet: title, date: Date(), log: log, provenance: try Provenance(cascade)).html()
      )
      try page.commit()
    }
    try figures?.write(evaluation.json())
    try figures?.commit()
  }

  private func evaluate(_ numbers: LabelledNumbers, _ data: DataSource) throws {
    if let split { throw DataError.splitNotAvailable(split: split.rawValue, path: source) }
    if log != nil { throw ValidationError("--log is drawn beside digits, and \(source) holds numbers.") }
    let settings = NumberReader.Settings(
      cascade: try ModelCatalog.cascade(), strings: try ModelCatalog.strings(model.nameOrFile), rules: try rules.rules)
    try checkOutputs(data)
    let page = try report.map { try OutputFile($0) }
    let figures = try json.map { try OutputFile($0) }
    Interruption.discardWhenInterrupted(page, figures)
    OutputName.tellOfReplacement(of: report, json)
    let evaluation = try NumberEvaluation(settings, on: numbers, jobs: jobs.jobs)
    for notice in evaluation.notices { Terminal.say(notice) }
    for reading in evaluation.readings where reading.verdict.status == .error {
      Terminal.say("\(reading.path.text): \(reading.verdict.message)")
    }
    try printSummary(of: evaluation)
    if let page {
      try page.write(NumberReport(evaluation, dataSet: FilePath(source).text, date: Date(), settings: settings).html())
      try page.commit()
    }
    try figures?.write(evaluation.json())
    try figures?.commit()
  }

  /// Throws when a file that is to be written is one that is read.
  private func checkOutputs(_ data: DataSource) throws {
    let outputs = try OutputGuard([report, json].compactMap { $0 })
    guard !outputs.isIdle else { return }
    let inputs = [model.nameOrFile, log, rules.listFile].compactMap { $0 }.map { FilePath($0) } + data.files
    for input in inputs { try outputs.check(input) }
  }

  private func printSummary(of evaluation: Evaluation) throws {
    let output = try OutputFile(nil)
    try output.write("model              \(evaluation.model)\n\(MetricsTable(evaluation.metrics))")
    let contents = evaluation.contents
    if contents.blankCount > 0 {
      try output.write("\nblank pages        \(contents.blankFound) of \(contents.blankCount) recognised\n")
    }
  }

  private func printSummary(of evaluation: NumberEvaluation) throws {
    let output = try OutputFile(nil)
    try output.write("model              \(evaluation.model)\n\(NumberMetricsTable(evaluation))")
    if evaluation.blankCount > 0 {
      try output.write("\nblank pictures     \(evaluation.blankFound) of \(evaluation.blankCount) recognised\n")
    }
  }
}

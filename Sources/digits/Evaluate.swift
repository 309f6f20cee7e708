import ArgumentParser
import DigitRecognition

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures a model on labelled digits.",
    discussion: """
      Examples:
        digits evaluate mnist
        digits evaluate my-labelled-scans --json result.json

      Prints accuracy, loss, precision, recall and F1 of each digit, the confusion matrix, the calibration error and \
      what rejecting by confidence gains. In a labelled folder, an image that cannot be read, or in which no digit is \
      found, counts as wrong and is listed.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "mnist, a folder of IDX files, a folder with one sub-folder for each digit, or one with labels.csv (file,digit).",
      valueName: "data"
    )
  )
  var source: String

  @Option(help: "Which digits of MNIST. (default: test)")
  var split: MNIST.Split?

  @Option(help: ArgumentHelp("Also write the figures to this file, as JSON.", valueName: "file"))
  var json: String?

  @OptionGroup var model: ModelOption
  @OptionGroup var data: DataOption
  @OptionGroup var jobs: JobsOption

  func run() throws {
    let cascade = try ModelCatalog.cascade(model.nameOrFile)
    let contents = try DataSource(source, dataDirectory: data.directory)
      .load(split, default: .test, jobs: jobs.jobs)
    for rejected in contents.rejected {
      Terminal.say("\(rejected.file): \(rejected.reason) (is a \(rejected.digit))")
    }
    let evaluation = try Evaluation(cascade, on: contents, jobs: jobs.jobs)
    let output = try OutputFile(nil)
    try output.write("model              \(evaluation.model)\n\(MetricsTable(evaluation.metrics))")
    if contents.blankCount > 0 {
      try output.write("\nblank pages        \(contents.blankFound) of \(contents.blankCount) recognised\n")
    }
    guard let json else { return }
    let file = try OutputFile(json)
    try file.write(evaluation.json())
    try file.commit()
  }
}

import ArgumentParser
import Augmentation
import DigitRecognition
import EvaluationReports
import Files
import Inputs
import LabelledData

struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws a sheet of what the network sees: original, ink, 28×28 and answer.",
    discussion: """
      Examples:
        digits preview scans -o sheet.png
        digits preview scans --doubtful-first -o sheet.png
        digits preview --augment scans/7.png -o sheet.png
        digits preview --synthetic -o sheet.png
        digits preview --pages -o sheet.png
        digits preview --numbers -o sheet.png
        digits preview scans --pixels pixels

      Where an answer is wrong, the sheet shows at which step: no ink found, the wrong ink, or a digit misread. \
      Boxes on the original show each digit that was found; doubtful answers are tinted. A sheet holds \
      \(ContactSheet.maximumEntries) images: more go to sheet-2.png, sheet-3.png and so on, up to \
      \(PreviewRun.maximumSheets) sheets.

      --augment, --synthetic, --pages and --numbers show what a training sees. --synthetic draws each form of each digit, and the \
      drawings that are not digits; --pages and \
      --numbers take digits of MNIST where its files are found, else drawn ones.

      --pixels writes each digit as the networks see it, for other programs: a PNG of 28×28 grey pixels, 0 paper … 255 \
      ink. In ROW-NAME-DIGIT.png, ROW is the row of the image in the table of digits classify, NAME the image's name \
      without its ending, and DIGIT counts the digits of the image in reading order, all from 1. An image without a \
      digit has no file.

      Exit codes: 0 every image could be read, 1 some could not, 2 wrong usage, 3 no input found, 4 model or data \
      unreadable, 5 output not writable, 129, 130 or 143 ended by SIGHUP, SIGINT (Control-C) or SIGTERM.
      """)

  @OptionGroup var inputs: InputOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The PNG file to write; further sheets are named after it: sheet-2.png, sheet-3.png.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Write the 28×28 of each digit as a PNG file into this folder, in place of a sheet.", valueName: "dir"),
    completion: .directory)
  var pixels: String?

  @Flag(help: "Write into the folder of --pixels even if it holds files already; those of the same names are replaced.")
  var force = false

  @OptionGroup var model: ModelOption
  @OptionGroup var ingestion: IngestionOptions

  @Flag(
    help:
      "Show the images to review first, then unreadable ones, then the others. All images are read before the first is shown."
  )
  var doubtfulFirst = false

  @Flag(help: "Show 64 distorted versions of the first image, as training makes them.")
  var augment = false

  @Flag(help: "Show the digits that training draws, and its drawings that are not digits. Needs no image.")
  var synthetic = false

  @Flag(help: "Show pages on which the ink network is trained, the ink of the digit in red. Needs no image.")
  var pages = false

  @Flag(help: "Show strips on which the string network is trained, a box around each sign. Needs no image.")
  var numbers = false

  @Option(help: "The seed of the random numbers of --augment, --synthetic, --pages and --numbers.")
  var seed: UInt64 = 1

  @OptionGroup var data: DataOption

  @OptionGroup(title: "Augmentation, for --augment") var augmentation: AugmentationOptions

  func validate() throws {
    try validateOutputs()
    let modes = [augment, synthetic, pages, numbers].count { $0 }
    guard modes <= 1 else {
      throw ValidationError("--augment, --synthetic, --pages and --numbers make a sheet each; take one.")
    }
    guard augment || augmentation.settings == AugmentationSettings() else {
      throw ValidationError("The options of augmentation need --augment.")
    }
    guard modes == 1 || seed == 1 else {
      throw ValidationError("--seed needs --augment, --synthetic, --pages or --numbers.")
    }
    guard modes == 0 || !doubtfulFirst else {
      throw ValidationError("--doubtful-first does not go with --augment, --synthetic, --pages or --numbers.")
    }
    guard pages || numbers || data.directory == nil else { throw ValidationError("--data needs --pages or --numbers.") }
    guard synthetic || pages || numbers else { return try inputs.validateNotEmpty() }
    guard inputs.inputs.isEmpty else {
      throw ValidationError("--synthetic, --pages and --numbers show no scans; leave them out.")
    }
  }

  private func validateOutputs() throws {
    guard output != nil || pixels != nil else { throw ValidationError("Missing expected argument '--output <file>'") }
    guard output == nil || pixels == nil else {
      throw ValidationError("-o writes sheets and --pixels a folder of digits; take one.")
    }
    guard pixels == nil || !(augment || synthetic || pages || numbers || doubtfulFirst) else {
      throw ValidationError("--pixels does not go with --augment, --synthetic, --pages, --numbers or --doubtful-first.")
    }
    guard pixels != nil || !force else { throw ValidationError("--force needs --pixels.") }
    if let output { try SheetFiles.validate(output) }
  }

  func run() throws {
    if let pixels { try writePixels(into: pixels) }
    if let output { try drawSheets(output) }
  }

  private func drawSheets(_ output: String) throws {
    if synthetic { return try SheetFiles(output).write(SyntheticSheet(seed: seed).png()) }
    if pages {
      let digits = try mnistIfPresent()
      return try SheetFiles(output).write(TrainingPageSheet(digits: digits, seed: seed).png())
    }
    if numbers {
      let digits = try mnistIfPresent()
      let writers = (try? WriterTable(directory: MNIST.locate(dataDirectory: data.directory).directory))?.hands ?? []
      let sheet = NumberStripSheet(digits: digits, writers: writers.count == digits.count ? writers : [], seed: seed)
      return try SheetFiles(output).write(sheet.png())
    }
    let arguments = try inputs.arguments
    if augment { return try showAugmentation(of: arguments, output) }
    let run = try previewRun()
    let files = try SheetFiles(output)
    try files.outputs.check(arguments)
    let result =
      try run.run(arguments, doubtfulFirst: doubtfulFirst, maximumSheets: files.maximumCount, outputs: files.outputs)
    let names = try files.write(count: result.sheets.count) { try result.sheets[$0].png() }
    try report(result, in: names)
  }

  private func writePixels(into folder: String) throws {
    let arguments = try inputs.arguments
    let run = try previewRun()
    let total = try PixelFiles(folder, mayReplace: force).write(arguments, by: run)
    let images = total.images.counted("image")
    let skipped = total.skipped.total > 0 ? "; skipped: \(total.skipped.sentence)" : ""
    Terminal.say("\(total.digits.counted("digit")) of \(images) in \(folder)\(skipped)")
    try tellOfFailures(total.failed, of: images)
  }

  private func previewRun() throws -> PreviewRun {
    PreviewRun(cascade: try ModelCatalog.cascade(model.nameOrFile), options: ingestion.normalizerOptions)
  }

  /// Says what one sheet does not: where the others are, and what is missing.
  private func report(_ result: PreviewRun.Result, in names: [String]) throws {
    let count = result.sheets.reduce(0) { $0 + $1.entries.count }
    let images = count.counted("image")
    var sentence = names.count == 1 ? "\(images) in \(names[0])" : "\(images) on \(names.count) sheets: "
    if names.count == 2 { sentence += names.joined(separator: " and ") }
    if names.count > 2 { sentence += "\(names[0]), \(names[1]) … \(names[names.count - 1])" }
    if result.leftOut > 0 { sentence += "; \(result.leftOut) more did not fit" }
    if result.leftOut > 0, !doubtfulFirst { sentence += " (with --doubtful-first, those to review are there)" }
    if result.skipped.total > 0 { sentence += "; skipped: \(result.skipped.sentence)" }
    if names.count > 1 || result.leftOut > 0 || result.skipped.total > 0 { Terminal.say(sentence) }
    try tellOfFailures(result.failed, of: images)
  }

  private func tellOfFailures(_ count: Int, of images: String) throws {
    guard count > 0 else { return }
    Terminal.say("\(count) of \(images) could not be read")
    throw ExitCode(ExitStatus.someRowsAreErrors.rawValue)
  }

  private func showAugmentation(of arguments: [InputList.Argument], _ output: String) throws {
    let files = try SheetFiles(output)
    try files.outputs.check(arguments)
    try files.write(
      AugmentationSheet(
        arguments, options: ingestion.normalizerOptions, settings: augmentation.settings, seed: seed,
        outputs: files.outputs
      ).png())
  }

  /// None where MNIST is not found; a folder named by the user must hold it.
  private func mnistIfPresent() throws -> LabelledDigits {
    do {
      return try MNIST.locate(dataDirectory: data.directory).load(.train)
    } catch DataError.dataNotFound where data.directory == nil {
      return LabelledDigits()
    }
  }
}

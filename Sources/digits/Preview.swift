import ArgumentParser
import Augmentation
import EvaluationReports

struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws a sheet of what the networks see of each image, and what they answer.",
    discussion: """
      Examples:
        digits preview scans -o sheet.png
        digits preview scans --doubtful-first -o sheet.png
        digits preview --numbers amounts --alphabet decimal -o sheet.png
        digits preview --augment scans/7.png -o sheet.png
        digits preview --synthetic -o sheet.png
        digits preview --pages -o sheet.png
        digits preview --numbers -o sheet.png
        digits preview scans --pixels pixels

      Where an answer is wrong, the sheet shows at which step: no ink found, the wrong ink, or a digit misread. \
      It has the original with a box around each digit that was found, the ink, the 28×28 and the answer; doubtful answers \
      are tinted. --numbers before images shows how digits read reads them, by its rules and, with --model, its string \
      network: the original with a box around each sign, the strips that the string network saw, and the answer. A sheet holds \
      \(ContactSheet.maximumEntries) images: more go to sheet-2.png, sheet-3.png and so on, up to \
      \(PreviewRun.maximumSheets) sheets.

      --augment, --synthetic, --pages, and --numbers without images show what a training sees. --synthetic draws each form of each digit, and the \
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

  @Flag(
    help: """
      Show how numbers are read; without images, strips on which the string network is trained, a box around each sign.
      """)
  var numbers = false

  @Option(help: "The seed of the random numbers of what a training sees.")
  var seed: UInt64 = 1

  @OptionGroup var data: DataOption

  @OptionGroup(title: "What is known of the numbers, for --numbers") var rules: RuleOptions
  @OptionGroup(title: "Augmentation, for --augment") var augmentation: AugmentationOptions

  func validate() throws {
    try validateOutputs()
    guard [augment, synthetic, pages, numbers].count(where: { $0 }) <= 1 else {
      throw ValidationError("--augment, --synthetic, --pages and --numbers make a sheet each; take one.")
    }
    guard augment || augmentation.settings == AugmentationSettings() else {
      throw ValidationError("The options of augmentation need --augment.")
    }
    guard showsTraining || seed == 1 else { throw ValidationError("--seed needs \(Self.trainingModes).") }
    guard !showsTraining || !doubtfulFirst else {
      throw ValidationError("--doubtful-first does not go with \(Self.trainingModes).")
    }
    guard pages || showsStrips || data.directory == nil else {
      throw ValidationError("--data needs --pages, or --numbers without images.")
    }
    guard numbers && inputs.areGiven || !rules.areGiven else {
      throw ValidationError("What is known of numbers needs --numbers with images.")
    }
    guard synthetic || pages || numbers else { return try inputs.validateNotEmpty() }
    guard numbers || !inputs.areGiven else {
      throw ValidationError("--synthetic and --pages show no scans; leave them out.")
    }
  }

  private static let trainingModes = "--augment, --synthetic, --pages, or --numbers without images"

  /// Whether the sheet shows what a training sees.
  private var showsTraining: Bool { augment || synthetic || pages || showsStrips }

  /// Whether it shows strips on which the string network is trained.
  var showsStrips: Bool { numbers && !inputs.areGiven }

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
}

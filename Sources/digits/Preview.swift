import ArgumentParser
import Augmentation
import DigitRecognition

struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws a sheet of what the network sees: original, ink, 28×28 and answer.",
    discussion: """
      Examples:
        digits preview scans -o sheet.png
        digits preview --augment scans/7.png -o sheet.png
        digits preview --synthetic -o sheet.png
        digits preview --pages -o sheet.png

      Where an answer is wrong, the sheet shows at which step: no ink found, the wrong ink, or a digit misread. \
      One sheet holds \(ContactSheet.maximumEntries) images; doubtful ones are tinted. \
      With --augment, it shows 64 versions of the first image, as training makes them. Two need no image: --synthetic \
      shows the digits in each form that training draws, and what it draws that is no digit; --pages the pages on which \
      the ink network learns, with digits of MNIST where that is found.
      """)

  @OptionGroup var inputs: InputOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The PNG file to write.", valueName: "file"))
  var output: String

  @OptionGroup var model: ModelOption
  @OptionGroup var ingestion: IngestionOptions

  @Flag(help: "Show how training varies the first image.")
  var augment = false

  @Flag(help: "Show what training draws: digits in styles that MNIST lacks, and what is none.")
  var synthetic = false

  @Flag(help: "Show pages as the ink network learns from them, the digit's ink in red.")
  var pages = false

  @Option(help: "What --augment, --synthetic and --pages show follows from this.")
  var seed: UInt64 = 1

  @OptionGroup var data: DataOption

  @OptionGroup(title: "Augmentation, for --augment") var augmentation: AugmentationOptions

  func validate() throws {
    let modes = [augment, synthetic, pages].count { $0 }
    guard modes <= 1 else { throw ValidationError("--augment, --synthetic and --pages make a sheet each; take one.") }
    guard augment || augmentation.settings == AugmentationSettings() else {
      throw ValidationError("The options of augmentation need --augment.")
    }
    guard modes == 1 || seed == 1 else { throw ValidationError("--seed needs --augment, --synthetic or --pages.") }
    guard pages || data.directory == nil else { throw ValidationError("--data needs --pages.") }
    guard synthetic || pages else { return try inputs.validateNotEmpty() }
    guard inputs.inputs.isEmpty else { throw ValidationError("--synthetic and --pages show no scans; leave them out.") }
  }

  func run() throws {
    if synthetic { return try write(SyntheticSheet(seed: seed).png()) }
    if pages { return try write(TrainingPageSheet(digits: try mnistIfPresent(), seed: seed).png()) }
    let arguments = try inputs.arguments
    if augment { return try showAugmentation(of: arguments) }
    let cascade = try ModelCatalog.cascade(model.nameOrFile)
    let file = try OutputFile(output)
    Interruption.removeWhenInterrupted(file.temporaryPath)
    let sheet = try PreviewRun(cascade: cascade, options: ingestion.normalizerOptions).run(arguments)
    try file.write(sheet.png)
    try file.commit()
    if sheet.leftOut > 0 {
      Terminal.say("\(output) shows the first \(sheet.entries) images; \(sheet.leftOut) more did not fit")
    }
  }

  private func showAugmentation(of arguments: [InputList.Argument]) throws {
    try write(
      AugmentationSheet(
        arguments, options: ingestion.normalizerOptions, settings: augmentation.settings, seed: seed
      ).png())
  }

  private func write(_ png: @autoclosure () throws -> [UInt8]) throws {
    let file = try OutputFile(output)
    Interruption.removeWhenInterrupted(file.temporaryPath)
    try file.write(png())
    try file.commit()
  }

  /// None where MNIST is not found; a folder named by the user must hold it.
  private func mnistIfPresent() throws -> LabelledDigits {
    do {
      return try MNIST.locate(dataDirectory: data.directory).load(.train)
    } catch RecognitionError.dataNotFound where data.directory == nil {
      return LabelledDigits()
    }
  }
}

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
        digits preview --pages -o sheet.png

      Where an answer is wrong, the sheet shows at which step: no ink found, the wrong ink, or a digit misread. \
      One sheet holds \(ContactSheet.maximumEntries) images; doubtful ones are tinted. \
      With --augment, it shows 64 versions of the first image, as training makes them. \
      With --pages, it shows the pages on which an ink finder learns, with digits of MNIST where that is found.
      """)

  @OptionGroup var inputs: InputOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The PNG file to write.", valueName: "file"))
  var output: String

  @OptionGroup var model: ModelOption
  @OptionGroup var ingestion: IngestionOptions

  @Flag(help: "Show how training varies the first image.")
  var augment = false

  @Flag(help: "Show pages as an ink finder learns from them, the digit's ink in red; takes no input.")
  var pages = false

  @Option(help: "What --augment and --pages show follows from this.")
  var seed: UInt64 = 1

  @OptionGroup var data: DataOption

  @OptionGroup(title: "Augmentation, for --augment") var augmentation: AugmentationOptions

  func validate() throws {
    if !pages { try inputs.requireAny() }
    guard !pages || (inputs.inputs.isEmpty && !augment) else {
      throw ValidationError("--pages takes no input and does not go with --augment.")
    }
    guard augment || augmentation.settings == AugmentationSettings() else {
      throw ValidationError("The options of augmentation need --augment.")
    }
    guard augment || pages || seed == 1 else { throw ValidationError("--seed needs --augment or --pages.") }
    guard pages || data.directory == nil else { throw ValidationError("--data needs --pages.") }
  }

  func run() throws {
    if pages { return try showPages() }
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
    let file = try OutputFile(output)
    Interruption.removeWhenInterrupted(file.temporaryPath)
    let sheet = try AugmentationSheet(
      arguments, options: ingestion.normalizerOptions, settings: augmentation.settings, seed: seed)
    try file.write(sheet.png())
    try file.commit()
  }

  private func showPages() throws {
    let file = try OutputFile(output)
    Interruption.removeWhenInterrupted(file.temporaryPath)
    let sheet = TrainingPageSheet(digits: try mnistIfPresent(), seed: seed)
    try file.write(sheet.png())
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

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

      Where an answer is wrong, the sheet shows at which step: no ink found, the wrong ink, or a digit misread. \
      One sheet holds \(ContactSheet.maximumEntries) images; doubtful ones are tinted. \
      With --augment, it shows 64 versions of the first image, as training makes them.
      """)

  @OptionGroup var inputs: InputOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The PNG file to write.", valueName: "file"))
  var output: String

  @OptionGroup var model: ModelOption
  @OptionGroup var ingestion: IngestionOptions

  @Flag(help: "Show how training varies the first image.")
  var augment = false

  @Option(help: "What the versions that --augment shows follow from.")
  var seed: UInt64 = 1

  @OptionGroup(title: "Augmentation, for --augment") var augmentation: AugmentationOptions

  func validate() throws {
    guard augment || (augmentation.settings == AugmentationSettings() && seed == 1) else {
      throw ValidationError("--seed and the options of augmentation need --augment.")
    }
  }

  func run() throws {
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
}

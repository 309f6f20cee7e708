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

      Where an answer is wrong, the sheet shows at which step: no ink found, the wrong ink, or a digit misread. \
      One sheet holds \(ContactSheet.maximumEntries) images; doubtful ones are tinted. \
      With --augment, it shows 64 versions of the first image, as training makes them; with --synthetic, which needs \
      no image, the digits in each form that training draws, and what it draws that is no digit.
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

  @Option(help: "What --augment and --synthetic show follows from it.")
  var seed: UInt64 = 1

  @OptionGroup(title: "Augmentation, for --augment") var augmentation: AugmentationOptions

  func validate() throws {
    guard augment || augmentation.settings == AugmentationSettings(), augment || synthetic || seed == 1 else {
      throw ValidationError("--seed and the options of augmentation need --augment.")
    }
    guard synthetic else { return try inputs.validateNotEmpty() }
    guard !augment, inputs.inputs.isEmpty else {
      throw ValidationError("--synthetic shows no scans; leave them and --augment out.")
    }
  }

  func run() throws {
    if synthetic { return try write(SyntheticSheet(seed: seed).png()) }
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
}

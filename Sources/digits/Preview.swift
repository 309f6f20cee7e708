import ArgumentParser
import DigitRecognition

struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws a sheet of what the network sees: original, ink, 28×28 and answer.",
    discussion: """
      Example:
        digits preview scans -o sheet.png

      Where an answer is wrong, the sheet shows at which step: no ink found, the wrong ink, or a digit misread. \
      One sheet holds \(ContactSheet.maximumEntries) images; doubtful ones are tinted.
      """)

  @OptionGroup var inputs: InputOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The PNG file to write.", valueName: "file"))
  var output: String

  @OptionGroup var model: ModelOption
  @OptionGroup var ingestion: IngestionOptions

  func run() throws {
    let arguments = try inputs.arguments
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
}

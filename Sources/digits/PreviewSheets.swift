import ArgumentParser
import DigitRecognition
import EvaluationReports
import Files
import Inputs
import LabelledData
import NumberReading

extension Preview {
  func drawSheets(_ output: String) throws {
    if synthetic { return try SheetFiles(output).write(SyntheticSheet(seed: seed).png()) }
    if pages {
      let digits = try mnistIfPresent()
      return try SheetFiles(output).write(TrainingPageSheet(digits: digits, seed: seed).png())
    }
    if showsStrips {
      return try SheetFiles(output).write(NumberStripSheet(digits: mnistIfPresent(), seed: seed).png())
    }
    let arguments = try inputs.arguments
    if augment { return try showAugmentation(of: arguments, output) }
    let run = try previewRun()
    let files = try SheetFiles(output)
    try files.outputs.check(arguments)
    if let list = rules.listFile { try files.outputs.check(FilePath(list)) }
    let result =
      try run.run(arguments, doubtfulFirst: doubtfulFirst, maximumSheets: files.maximumCount, outputs: files.outputs)
    let names = try files.write(count: result.sheets.count) { try result.sheets[$0].png() }
    try report(result, in: names)
  }

  func writePixels(into folder: String) throws {
    let arguments = try inputs.arguments
    let run = PixelRun(cascade: try ModelCatalog.cascade(model.nameOrFile), options: ingestion.normalizerOptions)
    let total = try PixelFiles(folder, mayReplace: force).write(arguments, by: run)
    let images = total.images.counted("image")
    let skipped = total.skipped.total > 0 ? "; skipped: \(total.skipped.sentence)" : ""
    Terminal.say("\(total.digits.counted("digit")) of \(images) in \(folder)\(skipped)")
    try tellOfFailures(total.failed, of: images)
  }

  private func previewRun() throws -> PreviewRun {
    let options = ingestion.normalizerOptions
    guard numbers else { return PreviewRun(cascade: try ModelCatalog.cascade(model.nameOrFile), options: options) }
    return PreviewRun(
      numbers: NumberReader.Settings(
        cascade: try ModelCatalog.cascade(), strings: try ModelCatalog.strings(model.nameOrFile),
        rules: try rules.rules, options: options))
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
      let mnist = try MNIST.locate(dataDirectory: data.directory)
      guard numbers else { return try mnist.load(.train) }
      // A number is in one hand, of a writer that this split knows.
      do {
        return try mnist.load(.trainWithoutHeldOut)
      } catch DataError.writersMissing {
        return try mnist.load(.train)
      }
    } catch DataError.dataNotFound where data.directory == nil {
      return LabelledDigits()
    }
  }
}

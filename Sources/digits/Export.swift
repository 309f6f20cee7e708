import ArgumentParser
import DigitRecognition
import Files
import Inputs
import ModelExport

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a model in a format that other programs read.",
    discussion: """
      Examples:
        digits export fast --format onnx
        digits export mine.safetensors -o mine.onnx
        digits export accurate --format safetensors

      The first writes fast.onnx. onnx is for ONNX Runtime and others: the network takes 28×28 pixels as bytes, which \
      digits preview --pixels writes, and gives logits and calibrated probabilities. Scaling and temperature are inside; \
      labels and how the pixels are made are in the metadata. safetensors is the file as digits train writes it; Python \
      reads it, and so do --model and digits train --from. docs/MODEL-FILES.md describes both.

      Exit codes: 0 written, 2 wrong usage or the file is there already, 4 model unreadable, 5 output not writable, 129, \
      130 or 143 ended by SIGHUP, SIGINT (Control-C) or SIGTERM.
      """)

  @Argument(help: "A bundled model, fast, accurate or ink, or a model file.", completion: .models)
  var model: String

  @Option(help: "The format of the file. (default: as the name after -o says)")
  var format: ModelFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write. (default: named after the model, in the current folder)", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Replace the file if it is there already.")
  var force = false

  func validate() throws {
    guard let format = chosenFormat else {
      throw ValidationError("Name the format: --format onnx or --format safetensors.")
    }
    try OutputName.check(output, endings: [format.rawValue], "The format is \(format.rawValue)")
  }

  func run() throws {
    guard let format = chosenFormat else { return }
    let name = output ?? FilePath(bytes: FilePath(model).stem + Array(".\(format.rawValue)".utf8)).string
    let model = try ModelCatalog.load(model)
    try OutputGuard([name]).check(FilePath(self.model))
    if !force { try OutputFile.checkIsNew(name) }
    let file = try OutputFile(name)
    Interruption.discardWhenInterrupted(file)
    try file.write(format.bytes(of: model))
    try file.commit()
    if file.isFile { Terminal.say("wrote \(name)", facts: ["output": .string(FilePath(name).text)]) }
  }

  private var chosenFormat: ModelFormat? {
    format ?? output.flatMap { FilePath($0).ending }.flatMap(ModelFormat.init)
  }
}

extension ModelFormat: ExpressibleByArgument {}

import DigitRecognition
import Foundation
import NeuralNetwork

/// A folder that lives as long as the test that uses it, with an untrained model in `model.safetensors`.
final class Workspace {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "digits-command-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let layers: [LayerDescription] = [
      .convolution(channels: 4, kernel: 3, padding: 0), .relu, .maximumPooling(size: 2), .dense(units: 10),
    ]
    var model = try Model(initializing: NetworkDescription(name: "untrained", layers: layers), seed: 1)
    model.metadata[ModelCatalog.MetadataKey.preprocessing] = ModelCatalog.preprocessingVersion
    try write(model.safetensors(), to: "model.safetensors")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// Runs `digits classify` with the untrained model.
  func classify(_ arguments: String..., input: [UInt8] = []) throws -> RunResult {
    try run(["classify", "--model", "model.safetensors"] + arguments, input: input)
  }

  /// Runs a script of bash in this folder; `$digits` is the program.
  func shell(_ script: String) throws -> RunResult { try DigitsProcess.shell(script, in: path) }

  /// Runs the program in this folder, which stays until it ends.
  func run(_ arguments: [String], input: [UInt8] = []) throws -> RunResult {
    try DigitsProcess.run(arguments, in: path, input: input)
  }
}

/// What the repository holds for tests, where it does.
enum Fixtures {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let samples = root.appendingPathComponent("samples").path
  static let numbers = root.appendingPathComponent("samples-numbers").path
  static let broken = root.appendingPathComponent("Tests/ImageIngestionTests/Fixtures/broken").path

  static let hasNumbers = FileManager.default.fileExists(atPath: numbers + "/labels.csv")
  static let hasSamples = FileManager.default.fileExists(atPath: samples + "/labels.csv")
  static let hasBroken = FileManager.default.fileExists(atPath: broken + "/truncated.png")
}

import DigitRecognition
import Foundation
import NeuralNetwork
import Testing

struct TrainUsageTests {
  @Test(arguments: [
    (["--epochs", "0"], "Error: --epochs must be at least 1."),
    (["--batch-size", "16"], "Error: --batch-size must be a multiple of 32."),
    (["--batch-size", "50"], "Error: --batch-size must be a multiple of 32."),
    (["--learning-rate", "0"], "Error: --learning-rate must be greater than 0."),
    (["--synthetic=-1"], "Error: --synthetic must not be negative."),
    (["--scale", "1"], "Error: --scale must be from 0.0 to 0.9."),
    (["--jobs", "0"], "Error: --jobs must be at least 1."),
    (["--model-size", "huge"], "Error: The value 'huge' is invalid for '--model-size <model-size>'."),
  ]) func wrongUsageIsTwo(options: [String], message: String) throws {
    let workspace = try Workspace()
    let result = try DigitsProcess.run(["train", "mnist", "-o", "own.safetensors"] + options, in: workspace.path)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.error.hasPrefix(message), "\(result.error)")
    #expect(try workspace.names() == ["model.safetensors"])
  }

  @Test func missingDataIsFour() throws {
    let workspace = try Workspace()
    let mnist = try DigitsProcess.run(["train", "-o", "own.safetensors"], in: workspace.path)
    #expect(mnist.status == 4)
    #expect(mnist.error.hasPrefix("digits: MNIST was not found. Looked in: \(workspace.path)/.cache/digits.\n"))
    let folder = try DigitsProcess.run(["train", "nowhere", "-o", "own.safetensors"], in: workspace.path)
    #expect(folder.status == 4)
    #expect(folder.error.hasPrefix("digits: nowhere: no labelled digits here"))
    #expect(try workspace.names() == ["model.safetensors"])
  }
}

@Suite(.enabled(if: Fixtures.hasSamples, "needs samples/")) struct TrainTests {
  /// The samples sorted into a sub-folder for each digit.
  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    for name in try FileManager.default.contentsOfDirectory(atPath: Fixtures.samples) {
      guard let digit = name.first, digit.isNumber else { continue }
      let picture = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/" + name))
      try workspace.write(Array(picture), to: "own/\(digit)/\(name)")
    }
    return workspace
  }

  private func train(_ options: String..., in workspace: Workspace) throws -> RunResult {
    try DigitsProcess.run(["train", "own", "--epochs", "1", "--batch-size", "32"] + options, in: workspace.path)
  }

  @Test func aTrainedModelIsUsable() throws {
    let workspace = try workspace()
    let result = try train("-o", "own.safetensors", "--seed", "7", in: workspace)
    #expect(result.status == 0 && result.output == "")
    #expect(result.error.hasPrefix("fast: 70 digits, 1 epochs, seed 7\nepoch 1/1  loss "), "\(result.error)")
    #expect(result.error.contains("\nwrote own.safetensors; "))
    #expect(try workspace.names() == ["model.safetensors", "own", "own.safetensors"])
    let model = try ModelCatalog.load(workspace.path + "/own.safetensors")
    #expect(model.description == .fast)
    let rows = try DigitsProcess.run(["classify", "own", "--model", "own.safetensors"], in: workspace.path)
    #expect(rows.status == 0)
    #expect(rows.output.split(separator: "\n").count == 71)
  }

  @Test func theFileDoesNotDependOnTheNumberOfJobs() throws {
    let workspace = try workspace()
    for jobs in ["1", "2"] {
      #expect(try train("-o", "\(jobs).safetensors", "--jobs", jobs, in: workspace).status == 0)
    }
    let files = try ["1", "2"].map { name in
      try Data(contentsOf: URL(fileURLWithPath: "\(workspace.path)/\(name).safetensors"))
    }
    #expect(files[0] == files[1] && files[0].count > 100_000)
  }

  @Test func unreadablePicturesAreLeftOut() throws {
    let workspace = try workspace()
    try workspace.write(Array("no picture".utf8), to: "own/3/text.png")
    let result = try train("-o", "own.safetensors", in: workspace)
    #expect(result.status == 0)
    #expect(result.error.hasPrefix("left out: own/3/text.png: plain text, not an image"))
  }

  @Test func tooFewDigitsAreFour() throws {
    let workspace = try workspace()
    let result = try train("-o", "own.safetensors", "--batch-size", "96", in: workspace)
    #expect(result.status == 4)
    #expect(result.error.hasPrefix("digits: only 70 labelled digits: training needs at least one batch of 96"))
    #expect(try workspace.names() == ["model.safetensors", "own"])
  }

  @Test func aFolderHasNoSplits() throws {
    let workspace = try workspace()
    #expect(try train("-o", "own.safetensors", "--split", "test", in: workspace).status == 2)
  }

  @Test func unwritableOutputIsFive() throws {
    let workspace = try workspace()
    let result = try train("-o", "none/own.safetensors", in: workspace)
    #expect(result.status == 5)
    #expect(result.error == "digits: none/own.safetensors: cannot be written: No such file or directory\n")
  }
}

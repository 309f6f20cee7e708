import DigitRecognition
import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct ExportTests {
  private func bytes(_ name: String, in workspace: Workspace) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/" + name))
  }

  @Test func aBundledModelGoesToAFileOfItsName() throws {
    let workspace = try Workspace()
    let result = try workspace.run(["export", "fast", "--format", "onnx"])
    #expect(result.status == 0 && result.output == "" && result.error == "wrote fast.onnx\n")
    #expect(try workspace.names() == ["fast.onnx", "model.safetensors"])
    #expect(try bytes("fast.onnx", in: workspace).count > 4 * 34_107)
  }

  @Test func theNameSaysTheFormat() throws {
    let workspace = try Workspace()
    #expect(try workspace.run(["export", "model.safetensors", "-o", "a.ONNX"]).status == 0)
    #expect(try workspace.run(["export", "model.safetensors", "--format", "onnx"]).status == 0)
    #expect(try bytes("a.ONNX", in: workspace) == bytes("model.onnx", in: workspace))
    #expect(try workspace.run(["export", "model.safetensors", "-o", "b.safetensors"]).status == 0)
    #expect(try bytes("b.safetensors", in: workspace) == bytes("model.safetensors", in: workspace))
  }

  @Test func standardOutputIsAFileToo() throws {
    let workspace = try Workspace()
    let result = try workspace.shell("$digits export model.safetensors --format safetensors -o /dev/stdout > copy")
    #expect(result.status == 0 && result.error == "")
    #expect(try bytes("copy", in: workspace) == bytes("model.safetensors", in: workspace))
  }

  @Test(arguments: ["fast", "accurate", "ink"]) func aBundledModelIsTheFileThatWasBundled(name: String) throws {
    let workspace = try Workspace()
    #expect(try workspace.run(["export", name, "--format", "safetensors"]).status == 0)
    let source = URL(fileURLWithPath: Fixtures.samples + "/../Sources/BundledModel/\(name).safetensors")
    #expect(try bytes(name + ".safetensors", in: workspace) == Data(contentsOf: source))
  }

  @Test(
    arguments: [
      (["fast"], 2, "Error: Name the format: --format onnx or --format safetensors."),
      (["fast", "-o", "fast.bin"], 2, "Error: Name the format: --format onnx or --format safetensors."),
      (["fast", "--format", "tflite"], 2, "Error: The value 'tflite' is invalid for '--format <format>'."),
      (
        ["fast", "--format", "onnx", "-o", "a.safetensors"], 2,
        "Error: The format is onnx, and a.safetensors is named as another format; name it, for example, a.onnx."
      ),
      (["slow", "--format", "onnx"], 4, "digits: no model \"slow\": neither a file nor a bundled model"),
      (["folder", "--format", "onnx"], 4, "digits: folder: a folder, not a file"),
      (["a.png", "--format", "onnx"], 4, "digits: a.png: this is no usable model: "),
      (["fast", "-o", "none/fast.onnx"], 5, "digits: none/fast.onnx: cannot be written: No such file or directory"),
      (
        ["fast", "-o", "folder", "--format", "onnx", "--force"], 5, "digits: folder: cannot be written: Is a directory"
      ),
      (["model.safetensors", "--format", "safetensors"], 2, "digits: model.safetensors is an input of this run"),
      (
        ["model.safetensors", "--format", "onnx", "-o", "model", "--force"], 2,
        "digits: model is the same file as the input model.safetensors of this run"
      ),
      (["fast", "-o", "old.onnx"], 2, "digits: old.onnx is there already, and would be replaced: name another file"),
    ] as [([String], Int32, String)])
  func whatCannotBeDoneIsSaid(arguments: [String], status: Int32, message: String) throws {
    let workspace = try Workspace()
    let names = ["a.png", "folder", "model", "model.safetensors", "old.onnx"]
    let model = try bytes("model.safetensors", in: workspace)
    try FileManager.default.createDirectory(atPath: workspace.path + "/folder", withIntermediateDirectories: false)
    try FileManager.default.linkItem(atPath: workspace.path + "/model.safetensors", toPath: workspace.path + "/model")
    for name in ["a.png", "old.onnx"] { try workspace.write([], to: name) }
    let result = try workspace.run(["export"] + arguments)
    #expect(result.status == status && result.output == "", "\(result)")
    #expect(result.error.hasPrefix(message), "\(result.error)")
    #expect(try workspace.names() == names && bytes("model", in: workspace) == model)
  }

  @Test func forceReplaces() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "old.onnx")
    #expect(try workspace.run(["export", "model.safetensors", "-o", "old.onnx", "--force"]).status == 0)
    #expect(try bytes("old.onnx", in: workspace).count > 1_000)
  }

  /// What was exported is a model like any other: the same weights to read with, and to start from.
  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func trainingStartsFromAnExportedModel() throws {
    let workspace = try Workspace()
    #expect(try workspace.run(["export", "fast", "-o", "exported.safetensors"]).status == 0)
    let exported = try ModelCatalog.load(workspace.path + "/exported.safetensors")
    #expect(try exported == ModelCatalog.load("fast"))
    for name in ["3-pencil-cream.png", "5-ballpoint-scan.png"] {
      let picture = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/" + name))
      try workspace.write(Array(picture), to: "own/\(name.prefix(1))/\(name)")
    }
    for start in ["fast", "exported.safetensors"] {
      let result = try workspace.run([
        "train", "own", "--from", start, "--epochs", "1", "-o", "own.safetensors", "--no-progress",
      ])
      #expect(result.status == 0, "\(result.error)")
      try FileManager.default.moveItem(
        atPath: workspace.path + "/own.safetensors", toPath: workspace.path + "/from-\(start)")
    }
    #expect(try bytes("from-fast", in: workspace) == bytes("from-exported.safetensors", in: workspace))
  }

  @Test func onnxIsNoStart() throws {
    let workspace = try Workspace()
    #expect(try workspace.run(["export", "model.safetensors", "--format", "onnx"]).status == 0)
    let result = try workspace.run(["train", "--from", "model.onnx", "-o", "own.safetensors"])
    #expect(result.status == 4 && result.error.hasPrefix("digits: model.onnx: this is no usable model: "), "\(result)")
  }
}

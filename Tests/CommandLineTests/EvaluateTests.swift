import DigitRecognition
import Foundation
import Testing

@Suite struct EvaluateTests {
  @Test func missingDataIsFour() throws {
    let workspace = try Workspace()
    let result = try DigitsProcess.run(["evaluate", "mnist", "--model", "model.safetensors"], in: workspace.path)
    #expect(result.status == 4)
    #expect(result.output == "")
    #expect(result.error.hasPrefix("digits: MNIST was not found. Looked in: \(workspace.path)/.cache/digits.\n"))
    #expect(result.error.contains("t10k-labels-idx1-ubyte.gz"))
  }

  @Test func aFolderHasNoSplits() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/1/a.png")
    let arguments = ["evaluate", "scans", "--split", "test", "--model", "model.safetensors"]
    let result = try DigitsProcess.run(arguments, in: workspace.path)
    #expect(result.status == 2)
  }

  @Test func unreadablePicturesAreWrongAndListed() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/1/a.png")
    try workspace.write([], to: "scans/7/b.png")
    let arguments = ["evaluate", "scans", "--model", "model.safetensors", "--json", "result.json"]
    let result = try DigitsProcess.run(arguments, in: workspace.path)
    #expect(result.status == 0)
    let reason = "empty file: copy or export it again"
    #expect(result.error == "scans/1/a.png: \(reason) (is a 1)\nscans/7/b.png: \(reason) (is a 7)\n")
    let start = "model              untrained\naccuracy           0.00 % (2 of 2 wrong, 2 of them not found)\n"
    #expect(result.output.hasPrefix(start))
    let document = try JSONSerialization.jsonObject(with: Data(workspace.read("result.json").utf8))
    let keys = Set((document as? [String: Any] ?? [:]).keys)
    #expect(
      keys == [
        "accuracy", "loss", "count", "notFound", "perDigit", "confusion", "calibration", "rejection", "model",
      ])
  }
}

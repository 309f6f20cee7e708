import DigitRecognition
import Foundation
import Testing

@Suite struct EvaluateTests {
  @Test func missingDataIsFour() throws {
    let workspace = try Workspace()
    let result = try workspace.run(["evaluate", "mnist", "--model", "model.safetensors"])
    #expect(result.status == 4)
    #expect(result.output == "")
    #expect(result.error.hasPrefix("digits: MNIST was not found. Looked in: \(workspace.path)/.cache/digits.\n"))
    #expect(result.error.contains("t10k-labels-idx1-ubyte.gz"))
  }

  @Test func aFolderHasNoSplits() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/1/a.png")
    let arguments = ["evaluate", "scans", "--split", "test", "--model", "model.safetensors"]
    let result = try workspace.run(arguments)
    #expect(result.status == 2)
  }

  @Test func unreadablePicturesAreWrongAndListed() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/1/a.png")
    try workspace.write([], to: "scans/7/b.png")
    let arguments = ["evaluate", "scans", "--model", "model.safetensors", "--json", "result.json"]
    let result = try workspace.run(arguments)
    #expect(result.status == 0)
    let reason = "empty file: copy or export it again"
    #expect(result.error == "scans/1/a.png: \(reason) (is a 1)\nscans/7/b.png: \(reason) (is a 7)\n")
    let start = "model              untrained\naccuracy           0.00 % (2 of 2 wrong, 2 of them not found)\n"
    #expect(result.output.hasPrefix(start))
    let document = try JSONSerialization.jsonObject(with: Data(workspace.read("result.json").utf8))
    let keys = Set((document as? [String: Any] ?? [:]).keys)
    #expect(
      keys == [
        "accuracy", "accuracyInterval", "loss", "count", "notFound", "perDigit", "confusion", "confusedPairs",
        "calibration", "rejection", "model",
      ])
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func writesAPageAndAllKeys() throws {
    let workspace = try Workspace()
    let columns = "epoch,images,seconds,images_per_second,loss,learning_rate,held_out_accuracy,held_out_loss"
    try workspace.write("\(columns)\n1,70,0.5,140,2.1,0.001,,\n".utf8, to: "log.csv")
    let arguments = ["evaluate", Fixtures.samples, "--report", "r.html", "--json", "r.json", "--log", "log.csv"]
    let result = try workspace.run(arguments)
    #expect(result.status == 0 && result.error == "")
    #expect(try workspace.names() == ["log.csv", "model.safetensors", "r.html", "r.json"])
    let page = try workspace.read("r.html")
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html") && page.hasSuffix("</html>\n"))
    #expect(page.contains("<p>preprocessing \(Provenance.preprocessing)</p>") && page.contains("<p>model fast "))
    #expect(page.contains("<h1>fast+accurate</h1>") && page.contains("<h2>Training</h2>"))
    #expect(page.contains("<b>\(Fixtures.samples)</b> · 100 digits · "))
    let document = try JSONSerialization.jsonObject(with: Data(workspace.read("r.json").utf8)) as? [String: Any]
    #expect((document?["accuracyInterval"] as? [Double])?.count == 2)
    #expect((document?["lossInterval"] as? [Double])?.count == 2)
    #expect(document?["confusedPairs"] is [Any])
  }

  @Test func rejectedPicturesAreOnThePage() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/1/<b>.png")
    let arguments = ["evaluate", "scans", "--model", "model.safetensors", "--report", "r.html"]
    #expect(try workspace.run(arguments).status == 0)
    let page = try workspace.read("r.html")
    #expect(page.contains("1/&lt;b&gt;.png") && page.contains("empty file: copy or export it again"))
  }

  @Test func aBadLogIsNamedAndNothingWritten() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/1/a.png")
    try workspace.write("epoch,loss\n1,2\n".utf8, to: "log.csv")
    let arguments = ["evaluate", "scans", "--model", "model.safetensors", "--log", "log.csv"]
    #expect(try workspace.run(arguments).status == 2)
    let result = try workspace.run(arguments + ["--report", "r.html"])
    #expect(result.status == 4)
    #expect(result.error.hasPrefix("digits: log.csv, line 1: not a training log, which begins with epoch,"))
    #expect(try workspace.names() == ["log.csv", "model.safetensors", "scans"])
  }

  @Test func aPageThatCannotBeWrittenIsFive() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/1/a.png")
    let arguments = ["evaluate", "scans", "--model", "model.safetensors", "--report", "none/r.html"]
    let result = try workspace.run(arguments)
    #expect(result.status == 5 && result.output == "")
  }
}

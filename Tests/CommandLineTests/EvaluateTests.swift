import DigitRecognition
import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct EvaluateTests {
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

  /// Two pictures that cannot be read beside one in which an untrained model sees something.
  private func workspaceWithUnreadablePictures() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/1/a.png")
    try workspace.write([], to: "scans/7/<b>.png")
    let readable = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/8-pencil-cream.png"))
    try workspace.write(readable, to: "scans/8/c.png")
    return workspace
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func unreadablePicturesAreWrongAndListed() throws {
    let workspace = try workspaceWithUnreadablePictures()
    let arguments = ["evaluate", "scans", "--model", "model.safetensors", "--json", "result.json"]
    let result = try workspace.run(arguments)
    #expect(result.status == 0)
    let reason = "empty file: copy or export it again"
    #expect(result.error == "scans/1/a.png: \(reason) (is a 1)\nscans/7/<b>.png: \(reason) (is a 7)\n")
    #expect(result.output.hasPrefix("model              untrained\naccuracy           "))
    #expect(result.output.contains(" of 3 wrong, 2 of them not found)\n"))
    let document = try JSONSerialization.jsonObject(with: Data(workspace.read("result.json").utf8))
    let keys = Set((document as? [String: Any] ?? [:]).keys)
    #expect(
      keys == [
        "accuracy", "accuracyInterval", "loss", "count", "notFound", "perDigit", "confusion", "confusedPairs",
        "calibration", "rejection", "model",
      ])
  }

  /// No figures of nothing, and nothing written.
  @Test func whereNoPictureCanBeReadIsFour() throws {
    let workspace = try Workspace()
    let options = ["--model", "model.safetensors", "--json", "r.json", "--report", "r.html"]
    try workspace.write([], to: "scans/1/a.png")
    let folder = try workspace.run(["evaluate", "scans"] + options)
    #expect(folder.status == 4 && folder.output == "")
    #expect(
      folder.error == "digits: scans: none of its labelled images (1) could be read; the first, scans/1/a.png: "
        + "empty file: copy or export it again\n")
    try workspace.write(Array("file;digit\nimg\\a.png;1\n".utf8), to: "table/labels.csv")
    let table = try workspace.run(["evaluate", "table"] + options)
    #expect(table.status == 4 && table.output == "")
    #expect(
      table.error == "digits: table: none of its labelled images (1) could be read; the first, table/img\\a.png: "
        + "No such file or directory; looked for as table/img\\a.png, table/img/a.png, table/a.png; "
        + "write paths as seen from table\n")
    #expect(try workspace.names() == ["model.safetensors", "scans", "table"])
  }

  /// As `classify` says it.
  @Test func nothingLabelledIsThree() throws {
    let workspace = try Workspace()
    try FileManager.default.createDirectory(atPath: workspace.path + "/empty", withIntermediateDirectories: false)
    try workspace.write([], to: "unsorted/a.png")
    try workspace.write(Array("file,digit\n".utf8), to: "table/labels.csv")
    for (data, found) in [
      ("empty", "nothing"), ("nowhere", "no such folder"), ("unsorted", "1 image"),
      ("table", "labels.csv without a row that names a digit"),
      ("table/labels.csv", "a file; name the folder that holds it"),
    ] {
      let result = try workspace.run(["evaluate", data, "--model", "model.safetensors"])
      #expect(result.status == 3 && result.output == "")
      #expect(result.error.hasPrefix("digits: no labelled digits in \(data): looked for labels.csv"), "\(result.error)")
      #expect(result.error.hasSuffix("; found \(found)\n"), "\(result.error)")
    }
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func saysHowATableWasRead() throws {
    let workspace = try Workspace()
    let readable = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/8-pencil-cream.png"))
    try workspace.write(readable, to: "own/img/8.png")
    let text = "\u{FEFF}Digit;Filename\r\n8.0;img\\8.png\r\n"
    let table = text.utf16.flatMap { unit -> [UInt8] in [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
    try workspace.write(table, to: "own/labels.csv")
    let result = try workspace.run(["evaluate", "own"])
    #expect(result.status == 0 && result.output.contains("\naccuracy           100.00 % (0 of 1 wrong)\n"))
    #expect(
      result.error == "own/labels.csv read as: semicolons; UTF-16; \"Filename\" as file; \"Digit\" as digit; "
        + "\\ in paths as /\n")
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func writesAPageAndAllKeys() throws {
    let workspace = try Workspace()
    let columns = "epoch,images,seconds,images_per_second,loss,learning_rate,held_out_accuracy,held_out_loss"
    try workspace.write("\(columns)\n1,70,0.5,140,2.1,0.001,,\n".utf8, to: "log.csv")
    let arguments = ["evaluate", Fixtures.samples, "--report", "r.html", "--json", "r.json", "--log", "log.csv"]
    let result = try workspace.run(arguments)
    #expect(result.status == 0)
    #expect(
      result.error
        == "left out 3 rows of \(Fixtures.samples)/labels.csv, whose digit is not settled (review or error)\n")
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

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func rejectedPicturesAreOnThePage() throws {
    let workspace = try workspaceWithUnreadablePictures()
    let arguments = ["evaluate", "scans", "--model", "model.safetensors", "--report", "r.html"]
    #expect(try workspace.run(arguments).status == 0)
    let page = try workspace.read("r.html")
    #expect(page.contains("7/&lt;b&gt;.png") && page.contains("empty file: copy or export it again"))
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

import DigitRecognition
import Foundation
import NeuralNetwork
import Testing

/// `digits read` by an untrained string network, which is enough for all but the numbers.
@Suite(.timeLimit(.minutes(10))) struct ReadTests {
  private static let header = "file,text,value,confidence,status,message\n"
  private static let empty = "empty file: copy or export it again"

  /// With the network in `strings.safetensors`.
  private static func workspace() throws -> Workspace {
    let workspace = try Workspace()
    var model = try Model(initializing: .strings(width: 192), seed: 1)
    model.metadata[ModelCatalog.MetadataKey.preprocessing] = ModelCatalog.preprocessingVersion
    try workspace.write(model.safetensors(), to: "strings.safetensors")
    return workspace
  }

  /// With empty files for scans: each has a row, be it an error.
  private static func scans(_ count: Int = 7) throws -> Workspace {
    let workspace = try workspace()
    for index in 0..<count { try workspace.write([], to: "scans/\(index).png") }
    return workspace
  }

  private static func read(_ arguments: [String], in workspace: Workspace, input: [UInt8] = []) throws -> RunResult {
    try workspace.run(["read", "--model", "strings.safetensors"] + arguments, input: input)
  }

  @Test func helpBeginsWithAnExample() throws {
    let result = try Workspace().run(["read", "--help"])
    #expect(result.status == 0 && result.error == "")
    let expected = """
      OVERVIEW: Reads images of handwritten numbers into a CSV, one row for each.

      Examples:
        digits read amounts -o amounts.csv
      """
    #expect(result.output.hasPrefix(expected), "\(result.output.prefix(300))")
    for option in ["pattern", "length", "alphabet", "decimal", "range", "check", "list", "alternatives", "characters"] {
      #expect(result.output.contains("\n  --\(option) "), "\(option)")
    }
  }

  @Test(
    arguments: [
      ([], "Error: Missing expected argument '<inputs> ...'\n"),
      (["a.png", "--min-confidence", "nan"], "Error: --min-confidence must be between 0 and 1.\n"),
      (["a.png", "--alternatives", "10"], "Error: --alternatives must be from 0 to 9.\n"),
      (["a.png", "--resume"], "Error: --resume needs a file to go on with: -o FILE.\n"),
      (
        ["a.png", "--worker"],
        "Error: --worker takes its paths from standard input, so no input can be named beside it.\n"
      ),
      (["a.png", "--alphabet", "roman"], "Error: The value 'roman' is invalid for '--alphabet <alphabet>'."),
      (["a.png", "-o", "rows.html"], "Error: Rows are CSV, or, in a file named .jsonl or with --format jsonl"),
      (["a.png", "--pattern", "##("], "digits: --pattern ##(: character 3, (: this group is not closed; add a )\n"),
      (
        ["a.png", "--length", "6-4"],
        "digits: --length 6-4: write how many digits a number has, 1 to 99, for example 6 or 4-6\n"
      ),
      (["a.png", "--range", "5..1"], "digits: --range 5..1: the first number is larger than the second\n"),
      (
        ["a.png", "--pattern", "##", "--length", "3"],
        "digits: --pattern: no number fits both --pattern and --length\n"
      ),
    ] as [([String], String)]) func wrongUsageIsTwo(arguments: [String], message: String) throws
  {
    let workspace = try Workspace()
    let result = try workspace.run(["read"] + arguments)
    #expect(result.status == 2 && result.output == "")
    #expect(result.error.hasPrefix(message), "\(result.error)")
    #expect(try workspace.names() == ["model.safetensors"])
  }

  @Test(arguments: [
    (
      "gone.csv",
      "gone.csv: No such file or directory; --list takes a file with a number on each line, or FILE:COLUMN of a table"
    ),
    ("ids.csv", "ids.csv: has 2 columns (name, id); name one: --list ids.csv:COLUMN"),
    ("ids.csv:number", "ids.csv: has no column number; there are name, id"),
    ("empty.csv", "empty.csv: is empty; write one number a line"),
  ]) func aListThatCannotBeReadIsFour(list: String, message: String) throws {
    let workspace = try Self.scans()
    try workspace.write("name,id\nAnna,0042\n".utf8, to: "ids.csv")
    try workspace.write([], to: "empty.csv")
    let result = try Self.read(["scans", "--list", list], in: workspace)
    #expect(result.status == 4 && result.output == "")
    #expect(result.error == "digits: \(message)\n")
  }

  @Test func aModelThatReadsNoNumbersIsFour() throws {
    let workspace = try Workspace()
    let result = try workspace.run(["read", "scans", "--model", "model.safetensors"])
    #expect(result.status == 4)
    #expect(result.error == "digits: model.safetensors: its network, untrained, does not read numbers\n")
    let digits = try Self.workspace().run(["classify", "a.png", "--model", "strings.safetensors"])
    #expect(digits.status == 4)
    #expect(digits.error == "digits: strings.safetensors: its network, strings, does not read digits\n")
  }

  @Test func noInputIsThree() throws {
    let workspace = try Self.workspace()
    try workspace.write([], to: "scans/notes.txt")
    let result = try Self.read(["scans", "-o", "rows.csv"], in: workspace)
    #expect(result.status == 3)
    #expect(result.error == "digits: no input found: no images in scans (skipped: 1 other file)\n")
    #expect(!(try workspace.names().contains("rows.csv")))
  }

  @Test func whatCannotBeReadHasARow() throws {
    let workspace = try Self.scans(1)
    let result = try Self.read(["scans", "gone.png", "-o", "rows.csv"], in: workspace)
    #expect(result.status == 1 && result.output == "")
    #expect(
      try workspace.read("rows.csv") == Self.header + "scans/0.png,,,,error,\(Self.empty)\n"
        + "gone.png,,,,error,No such file or directory\n")
    #expect(result.error.hasPrefix("2 files: 0 numbers, 0 blank, 2 errors: 1 empty, 1 missing; "), "\(result.error)")
    #expect(result.error.hasSuffix(" files/s\nwrote rows.csv\n"), "\(result.error)")
  }

  @Test func optionsAddColumns() throws {
    let workspace = try Self.scans(1)
    let options = ["scans", "--quiet", "--alternatives", "2", "--characters"]
    let csv = try Self.read(options, in: workspace)
    #expect(
      csv.output == "file,text,value,confidence,status,message,text2,confidence2,text3,confidence3,"
        + "character_confidences,character_boxes\nscans/0.png,,,,error,\(Self.empty),,,,,,\n")
    let json = try Self.read(options + ["--format", "jsonl"], in: workspace)
    #expect(
      json.output == #"{"file":"scans/0.png","text":null,"value":null,"confidence":null,"status":"error","#
        + #""message":"\#(Self.empty)","lines":0,"characters":[],"alternatives":[]}"# + "\n")
  }

  @Test func messagesAsJSONCountNumbers() throws {
    let workspace = try Self.scans(2)
    let result = try Self.read(["scans", "-o", "rows.csv", "--log-format", "json"], in: workspace)
    let lines = try result.error.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(lines.first?["message"] as? String == "reading by strings, fast, accurate, ink")
    let summary = try #require(lines.first { $0["event"] as? String == "summary" })
    #expect(summary["numbers"] as? Int == 0 && summary["errors"] as? Int == 2 && summary["digits"] == nil)
  }

  @Test func aWorkerAnswersLineByLine() throws {
    let workspace = try Self.scans(1)
    let input = Array("7\tscans/0.png\ngone.png\n".utf8)
    let result = try Self.read(["--worker", "--length", "4"], in: workspace, input: input)
    #expect(result.status == 0 && result.error == "")
    #expect(
      result.output == "7\tscans/0.png,,,,error,\(Self.empty)\ngone.png,,,,error,No such file or directory\n")
  }

  @Test(arguments: [2, 3], [[], ["--format", "jsonl"], ["--characters", "--format", "excel"]])
  func mergedPartsAreTheSingleRun(count: Int, options: [String]) throws {
    let workspace = try Self.scans()
    let inputs = ["scans", "--quiet", "--pattern", "####"] + options + ["-o"]
    #expect(try Self.read(inputs + ["single.csv"], in: workspace).status == 1)
    for shard in 0..<count {
      #expect(try Self.read(inputs + ["rows.csv", "--shard", "\(shard)/\(count)"], in: workspace).status == 1)
    }
    let result = try workspace.run(["merge", "rows.csv"])
    #expect(result.error == "rows.csv: \(count) parts, 7 rows, 7 of them errors\n")
    #expect(try workspace.read("rows.csv") == workspace.read("single.csv"))
  }

  @Test func partsOfOtherRulesOrCommandsAreNotMixed() throws {
    let workspace = try Self.scans()
    let part = ["scans", "--quiet", "-o", "rows.csv", "--shard"]
    _ = try Self.read(part + ["0/2", "--range", "0..9"], in: workspace)
    _ = try Self.read(part + ["1/2", "--range", "0..99"], in: workspace)
    let (first, second) = ("rows.csv.shard-0-of-2", "rows.csv.shard-1-of-2")
    func expectRefusal(_ difference: String) throws {
      let result = try workspace.run(["merge", "rows.csv"])
      #expect(result.status == 4)
      #expect(
        result.error == "digits: \(second) is not of the same run as \(first) (\(difference)): "
          + "make all parts from the same inputs, with the same options\n")
    }
    try expectRefusal("--range was 0.0..9.0 and is now 0.0..99.0")
    _ = try workspace.run(["classify", "--model", "model.safetensors"] + part + ["1/2"])
    try expectRefusal("the command was read and is now classify")
  }

  /// Each option that changes rows, given to the run that goes on, and how it is named.
  @Test(arguments: [
    (["--pattern", "##"], "--pattern was #### and is now #### ##"),
    (["--length", "2-5"], "--length was any and is now 2-5"),
    (["--alphabet", "decimal"], "--alphabet was digits and is now decimal"),
    (["--decimal", ","], "--decimal was auto and is now ,"), (["--check", "luhn"], "--check was none and is now luhn"),
    (["--alternatives", "1"], "--alternatives was 0 and is now 1"),
    (["--characters"], "--characters was no and is now yes"),
    (["--min-confidence", "0.5"], "--min-confidence was 0.9 and is now 0.5"),
    (["--polarity", "light"], "--polarity was auto and is now light"),
  ]) func resumeIsRefusedAfterAnotherRule(options: [String], difference: String) throws {
    let workspace = try Self.scans()
    let arguments = ["scans", "--quiet", "--pattern", "####", "-o", "rows.csv", "--resume", "--shard", "0/1"]
    #expect(try Self.read(arguments, in: workspace).status == 1)
    let result = try Self.read(arguments + options, in: workspace)
    #expect(result.status == 2)
    #expect(
      result.error == "digits: rows.csv.shard-0-of-1 is of another run: \(difference); "
        + "repeat that run's options and inputs, or leave --resume out to start again\n")
  }

  @Test func resumeIsRefusedAfterAnotherList() throws {
    let workspace = try Self.scans()
    let arguments = ["scans", "--quiet", "--list", "ids.csv:id", "-o", "rows.csv", "--resume", "--shard", "0/1"]
    try workspace.write("name,id\nAnna,0042\n".utf8, to: "ids.csv")
    #expect(try Self.read(arguments, in: workspace).status == 1)
    // Another name in the same list changes nothing.
    try workspace.write("name,id\nOtto,0042\n".utf8, to: "ids.csv")
    #expect(try Self.read(arguments, in: workspace).error == "rows.csv.shard-0-of-1 is complete: nothing to do\n")
    try workspace.write("name,id\nOtto,0043\n".utf8, to: "ids.csv")
    let result = try Self.read(arguments, in: workspace)
    #expect(result.status == 2 && result.error.contains(" is of another run: --list was 1 values, "), "\(result.error)")
  }

  @Test func theListIsNotWritten() throws {
    let workspace = try Self.scans()
    try workspace.write("1\n2\n".utf8, to: "ids.csv")
    let result = try Self.read(["scans", "--list", "ids.csv", "-o", "ids.csv"], in: workspace)
    #expect(result.status == 2 && result.error.contains("ids.csv"), "\(result.error)")
    #expect(try workspace.read("ids.csv") == "1\n2\n")
  }

  /// Whatever an untrained network makes of them.
  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func rowsDoNotDependOnThreadsOrNeighbours() throws {
    let workspace = try Self.workspace()
    let names = try FileManager.default.contentsOfDirectory(atPath: Fixtures.samples).sorted().prefix(12)
    let paths = names.map { Fixtures.samples + "/" + $0 }
    let options = ["--quiet", "--characters", "--alternatives", "2"]
    let together = try Self.read(paths + options + ["--jobs", "3"], in: workspace)
    let rows = together.output.split(separator: "\n").dropFirst()
    #expect(together.status == 0 && rows.count == 12)
    let worker = try Self.read(
      ["--worker", "--jobs", "1", "--characters", "--alternatives", "2"], in: workspace,
      input: Array(paths.reversed().map { $0 + "\n" }.joined().utf8))
    #expect(worker.output.split(separator: "\n").reversed() == Array(rows))
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func numbersAreEvaluated() throws {
    let workspace = try Self.workspace()
    for name in ["1-felt-1-bit.png", "8-pencil-cream.png"] {
      try workspace.write(Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/" + name)), to: "own/" + name)
    }
    let table = "file,text\n1-felt-1-bit.png,77777777\n8-pencil-cream.png,8|8\ngone.png,1\n"
    try workspace.write(table.utf8, to: "own/labels.csv")
    let options = ["evaluate", "own", "--model", "strings.safetensors", "--json", "r.json", "--report", "r.html"]
    let result = try workspace.run(options)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error == "own/gone.png: No such file or directory\n")
    #expect(
      result.output.hasPrefix("model              strings\nexact              0.00 % (3 of 3 wrong, "),
      "\(result.output)")
    let document = try JSONSerialization.jsonObject(with: Data(workspace.read("r.json").utf8)) as? [String: Any]
    #expect(
      Set((document ?? [:]).keys) == [
        "model", "count", "exact", "exactInterval", "exactDigits", "characterErrorRate", "notFound", "tooShort",
        "tooLong", "confusions", "ok", "calibration", "rejection", "surest",
      ])
    let page = try workspace.read("r.html")
    #expect(page.contains("<h1>strings</h1>") && page.contains("<h2>Worst mistakes</h2>") && page.contains("8 8 → "))
  }

  /// By the bundled network.
  @Test(.enabled(if: Fixtures.hasNumbers, "needs samples-numbers/")) func theSamplesAreRead() throws {
    let workspace = try Workspace()
    let options = ["evaluate", Fixtures.numbers, "--alphabet", "decimal", "--json", "r.json"]
    #expect(try workspace.run(options).status == 0)
    let document = try JSONSerialization.jsonObject(with: Data(workspace.read("r.json").utf8)) as? [String: Any]
    #expect(try #require(document?["exactDigits"] as? Double) >= 0.85)
    let ok = try #require(document?["ok"] as? [String: Int])
    #expect(ok["wrong"] == 0 && (ok["count"] ?? 0) >= 10)
    let amount = try workspace.run([
      "read", "--quiet", "--alphabet", "decimal", "--decimal", ",", Fixtures.numbers + "/amount-ballpoint.png",
    ])
    #expect(amount.output.contains("/amount-ballpoint.png,\"1.250,50\",1250.50,0."), "\(amount.output)")
  }

  @Test(arguments: [
    (["digits", "--length", "4"], "What is known of numbers needs numbers: a labels.csv with the columns file,text."),
    (
      ["numbers", "--report", "r.html", "--log", "log.csv"], "--log is drawn beside digits, and numbers holds numbers."
    ),
  ]) func digitsAndNumbersAreNotMixed(arguments: [String], message: String) throws {
    let workspace = try Workspace()
    try workspace.write("file,digit\na.png,1\n".utf8, to: "digits/labels.csv")
    try workspace.write("file,text\na.png,12\n".utf8, to: "numbers/labels.csv")
    let result = try workspace.run(["evaluate"] + arguments)
    #expect(result.status == 2 && result.error.hasPrefix("Error: \(message)"), "\(result.error)")
  }
}

import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct ShardTests {
  /// Names that need quotes in a CSV, one of them two lines long.
  private static let names = ["1.png", "2 \"left\".png", "3,4.png", "5\n6.png", "7.png", "8.png", "sub/9.png"]

  private static let changed = "its rows were changed after they had been written"

  private static func scans() throws -> Workspace {
    let workspace = try Workspace()
    for name in names { try workspace.write([], to: "scans/" + name) }
    return workspace
  }

  private static func makeParts(of count: Int, in workspace: Workspace, _ options: [String] = []) throws {
    for shard in 0..<count {
      let result = try classify(["scans", "--shard", "\(shard)/\(count)", "-o", "rows.csv"] + options, in: workspace)
      #expect(result.status == (shard < names.count ? 1 : 0))
      #expect(result.output == "" && result.error == "")
    }
  }

  private static func classify(_ arguments: [String], in workspace: Workspace) throws -> RunResult {
    try workspace.run(["classify", "--model", "model.safetensors", "--quiet"] + arguments)
  }

  private static func merge(_ arguments: String..., in workspace: Workspace) throws -> RunResult {
    try workspace.run(["merge"] + arguments)
  }

  /// What a message tells to type for a shard.
  private static func command(_ shard: String, _ options: String = "") -> String {
    let program = DigitsProcess.executable.path
    return "\(program) classify --model model.safetensors --quiet scans --shard \(shard) -o rows.csv\(options)"
  }

  @Test(
    arguments: [1, 2, 3, 9],
    [[], ["--format", "jsonl"], ["--probabilities", "--explain"], ["--format", "excel-semicolon"]])
  func mergedPartsAreTheSingleRun(count: Int, options: [String]) throws {
    let workspace = try ShardTests.scans()
    #expect(try ShardTests.classify(["scans", "-o", "single.csv"] + options, in: workspace).status == 1)
    try ShardTests.makeParts(of: count, in: workspace, options)
    #expect(!(try workspace.names().contains("rows.csv")))
    let result = try ShardTests.merge("rows.csv", in: workspace)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.error == "rows.csv: \(count) part\(count == 1 ? "" : "s"), 7 rows, 7 of them errors\n")
    #expect(try workspace.read("rows.csv") == workspace.read("single.csv"))
    let parts = (0..<count).map { "rows.csv.shard-\($0)-of-\(count)" }
    #expect(try workspace.names() == ["model.safetensors", "rows.csv"] + parts + ["scans", "single.csv"])
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func partsOfPicturesTooFromAnywhereInAnyOrder() throws {
    let workspace = try Workspace()
    let inputs = [Fixtures.samples, Fixtures.samples + "/labels.csv", "gone.png", "--probabilities", "-o"]
    #expect(try ShardTests.classify(inputs + ["single.csv"], in: workspace).status == 1)
    for shard in ["0/2", "1/2"] { _ = try ShardTests.classify(inputs + ["rows.csv", "--shard", shard], in: workspace) }
    for (old, new) in [("rows.csv.shard-0-of-2", "first"), ("rows.csv.shard-1-of-2", "second")] {
      try FileManager.default.moveItem(atPath: workspace.path + "/" + old, toPath: workspace.path + "/" + new)
    }
    let result = try ShardTests.merge("second", "first", "-o", "merged.csv", "--quiet", in: workspace)
    #expect(result.status == 1 && result.output == "" && result.error == "")
    #expect(try workspace.read("merged.csv") == workspace.read("single.csv"))
  }

  @Test func aPartEndsWithWhatItIs() throws {
    let workspace = try ShardTests.scans()
    try ShardTests.makeParts(of: 3, in: workspace)
    let rows = try workspace.read("rows.csv.shard-1-of-3").split(separator: "\n")
    let empty = "empty file: copy or export it again"
    let expected = [
      "file,digit,confidence,status,message", "\"scans/2 \"\"left\"\".png\",,,error,\(empty)",
      "scans/7.png,,,error,\(empty)",
    ]
    #expect(rows.dropLast().map(String.init) == expected)
    let mark = "#digits-shard "
    let last = try #require(rows.last)
    #expect(last.hasPrefix(mark))
    let json = try JSONSerialization.jsonObject(with: Data(last.dropFirst(mark.count).utf8))
    let trailer = try #require(json as? [String: Any])
    #expect(trailer["shard"] as? [String: Int] == ["index": 1, "count": 3])
    #expect((trailer["inputs"] as? [String: Any])?["count"] as? Int == 7)
    #expect((trailer["tally"] as? [String: Any])?["counts"] as? [String: Int] == ["error": 2])
    #expect(trailer["command"] as? String == ShardTests.command("1/3"))
  }

  @Test func aFinishedPartIsNotMadeAgain() throws {
    let workspace = try ShardTests.scans()
    let arguments = ["scans", "-o", "rows.csv", "--resume", "--shard=1/2"]
    #expect(try ShardTests.classify(arguments, in: workspace).status == 1)
    let part = workspace.path + "/rows.csv.shard-1-of-2"
    let made = try FileManager.default.attributesOfItem(atPath: part)[.systemFileNumber] as? Int
    let again = try ShardTests.classify(arguments, in: workspace)
    #expect(again.status == 1)
    #expect(again.error == "rows.csv.shard-1-of-2 is complete: nothing to do\n")
    #expect(try FileManager.default.attributesOfItem(atPath: part)[.systemFileNumber] as? Int == made)

    let otherOptions = try ShardTests.classify(arguments + ["--min-confidence", "0.5"], in: workspace)
    #expect(otherOptions.status == 2)
    let advice = "repeat that run's options and inputs, or leave --resume out to start again"
    #expect(
      otherOptions.error
        == "digits: rows.csv.shard-1-of-2 is of another run: --min-confidence was 0.8 and is now 0.5; \(advice)\n")
    try workspace.write([], to: "scans/0.png")
    let otherInputs = try ShardTests.classify(arguments, in: workspace)
    #expect(otherInputs.status == 2)
    #expect(
      otherInputs.error == "digits: rows.csv.shard-1-of-2 is of another run: inputs found: 7, now 8; \(advice)\n")
  }

  @Test(arguments: [
    (
      ["--shard", "2/2", "-o", "rows.csv"],
      "The value '2/2' is invalid for '--shard <i/n>': shards are counted from 0, so the last of 2 is 1/2."
    ),
    (
      ["--shard", "first", "-o", "rows.csv"],
      "The value 'first' is invalid for '--shard <i/n>': expected i/n, for example 0/8 for the first of eight."
    ),
    (["--shard", "0/2"], "--shard needs the file whose part it shall write: -o FILE."),
    (["--shard", "0/2", "-o", "/dev/null"], "--shard needs a file, and /dev/null is a device or a pipe."),
  ]) func wrongShardsAreWrongUsage(options: [String], message: String) throws {
    let workspace = try ShardTests.scans()
    let result = try workspace.run(["classify", "scans"] + options)
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("Error: \(message)\n"))
  }

  @Test func noInputIsThreeForAnyShard() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/notes.txt")
    let result = try ShardTests.classify(["scans", "--shard", "1/2", "-o", "rows.csv"], in: workspace)
    #expect(result.status == 3)
    #expect(try workspace.names() == ["model.safetensors", "scans"])
  }

  @Test func missingPartsAreNamed() throws {
    let workspace = try ShardTests.scans()
    try ShardTests.makeParts(of: 4, in: workspace)
    for shard in [1, 3] { try FileManager.default.removeItem(atPath: workspace.path + "/rows.csv.shard-\(shard)-of-4") }
    let result = try ShardTests.merge("rows.csv", in: workspace)
    #expect(result.status == 3)
    let expected = """
      digits: 2 of 4 shards are missing: 1, 3
      make them with
        \(ShardTests.command("1/4"))
        \(ShardTests.command("3/4"))

      """
    #expect(result.error == expected)
    #expect(!(try workspace.names().contains("rows.csv")))
    let none = try ShardTests.merge("other.csv", in: workspace)
    #expect(none.status == 3)
    #expect(
      none.error == "digits: no parts of other.csv (other.csv.shard-0-of-8 and so on): make them with "
        + "digits classify INPUT --shard 0/8 -o other.csv and so on\n")
  }

  @Test func aPartCountsOnce() throws {
    let workspace = try ShardTests.scans()
    try ShardTests.makeParts(of: 2, in: workspace)
    let (first, second) = ("rows.csv.shard-0-of-2", "rows.csv.shard-1-of-2")
    try FileManager.default.copyItem(atPath: workspace.path + "/" + first, toPath: workspace.path + "/copy")
    let result = try ShardTests.merge(first, "copy", second, "-o", "rows.csv", in: workspace)
    #expect(result.status == 4)
    #expect(result.error == "digits: shard 0 of 2 is there 2 times: \(first), copy; name one\n")
    try ShardTests.makeParts(of: 3, in: workspace)
    let counts = try ShardTests.merge("rows.csv", in: workspace)
    #expect(counts.status == 4)
    #expect(
      counts.error == "digits: rows.csv has parts of several runs, with 2 and 3 shards: remove those that are not "
        + "wanted, or name the others: digits merge PART... -o rows.csv\n")
  }

  @Test func partsOfOtherRunsAreRefused() throws {
    let workspace = try ShardTests.scans()
    try ShardTests.makeParts(of: 2, in: workspace)
    let (first, second) = ("rows.csv.shard-0-of-2", "rows.csv.shard-1-of-2")
    func expectRefusal(_ differences: String) throws {
      let result = try ShardTests.merge("rows.csv", in: workspace)
      #expect(result.status == 4)
      #expect(
        result.error == "digits: \(second) is not of the same run as \(first) (\(differences)): "
          + "make all parts from the same inputs, with the same options\n")
      #expect(!(try workspace.names().contains("rows.csv")))
    }
    let other = ["scans", "--shard", "1/2", "-o", "rows.csv"]
    _ = try ShardTests.classify(other + ["--min-confidence", "0.5", "--explain"], in: workspace)
    try expectRefusal("--explain was no and is now yes; --min-confidence was 0.8 and is now 0.5")
    try FileManager.default.removeItem(atPath: workspace.path + "/scans/8.png")
    _ = try ShardTests.classify(other, in: workspace)
    try expectRefusal("inputs found: 7, now 6")
    try workspace.write([], to: "scans/10.png")
    _ = try ShardTests.classify(other, in: workspace)
    try expectRefusal("other inputs, though as many")
  }

  /// What happened to the second of two parts, as sed would do it, and the message after its name.
  @Test(arguments: [
    "cut in the trailer", "cut at the trailer", "a row less", "a row more", "half a row", "no header", "a digit",
  ])
  func damagedPartsAreRefused(how: String) throws {
    let workspace = try ShardTests.scans()
    try ShardTests.makeParts(of: 2, in: workspace)
    let part = "rows.csv.shard-1-of-2"
    let whole = try workspace.read(part)
    let row = "scans/8.png,,,error,empty file: copy or export it again\n"
    #expect(whole.contains(row))
    let notWhole = "not a whole part, since it does not end with the line by which --shard ends it; make it again"
    func damaged(_ detail: String) -> String {
      "damaged: \(detail); remove it and make it again with\n  \(ShardTests.command("1/2"))"
    }
    let trailerStart = try #require(whole.range(of: "#digits-shard")).lowerBound
    let (text, message) =
      switch how {
      case "cut in the trailer": (String(whole.dropLast(20)), notWhole)
      case "cut at the trailer": (String(whole[..<trailerStart]), notWhole)
      case "a row less":
        (whole.replacingOccurrences(of: row, with: ""), damaged("it has fewer rows than its last line says"))
      case "a row more":
        (whole.replacingOccurrences(of: row, with: row + row), damaged("it has more rows than its last line says"))
      case "half a row":
        (whole.replacingOccurrences(of: row, with: "\"scans/8.png\n"), damaged("its last row is cut short"))
      case "a digit":
        (
          whole.replacingOccurrences(of: row, with: row.replacingOccurrences(of: ",,,error,", with: ",3,,error,")),
          damaged(ShardTests.changed)
        )
      default:
        (String(whole.drop { $0 != "\n" }.dropFirst()), damaged(ShardTests.changed))
      }
    try workspace.write(Array(text.utf8), to: part)
    let result = try ShardTests.merge("rows.csv", in: workspace)
    #expect(result.status == 4)
    #expect(result.error == "digits: \(part): \(message)\n")
    #expect(!(try workspace.names().contains { $0.contains("partial") || $0 == "rows.csv" }))
  }

  @Test func aFinishedPartThatWasChangedIsNotTaken() throws {
    let workspace = try ShardTests.scans()
    try ShardTests.makeParts(of: 2, in: workspace)
    let part = "rows.csv.shard-1-of-2"
    let changed = try workspace.read(part).replacingOccurrences(of: "8.png,,", with: "8.png,8,")
    try workspace.write(changed.utf8, to: part)
    let result = try ShardTests.classify(["scans", "--shard", "1/2", "-o", "rows.csv", "--resume"], in: workspace)
    #expect(result.status == 4)
    #expect(
      result.error.hasPrefix("digits: \(part): damaged: \(ShardTests.changed); remove it and make it again with\n"))
    #expect(try workspace.read(part) == changed)
  }

  @Test func mergeHelpBeginsWithAnExample() throws {
    let result = try ShardTests.merge("--help", in: try Workspace())
    #expect(result.status == 0)
    let expected = """
      OVERVIEW: Makes one file of the parts that --shard has written.

      Examples:
        digits merge digits.csv
      """
    #expect(result.output.hasPrefix(expected))
  }

  @Test(arguments: [
    (["merge"], "Missing expected argument '<files> ...'"),
    (["merge", "a", "b"], "Name the file to write with -o, or it alone: digits merge digits.csv."),
  ]) func wrongUsageOfMergeIsTwo(arguments: [String], message: String) throws {
    let result = try Workspace().run(arguments)
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("Error: \(message)\n"))
  }
}

import DigitEvaluation
import DigitRecognition
import Foundation
import NeuralNetwork
import Testing

@Suite(.timeLimit(.minutes(10))) struct ClassifyTests {
  private static let notAnImage = "plain text, not an image: replace it by the PNG or JPEG that was meant"

  @Test func helpBeginsWithAnExample() throws {
    let workspace = try Workspace()
    let result = try workspace.run(["classify", "--help"])
    #expect(result.status == 0)
    #expect(result.error == "")
    let expected = """
      OVERVIEW: Reads images of handwritten digits into a CSV, one row for each.

      Examples:
        digits classify scans -o digits.csv
      """
    #expect(result.output.hasPrefix(expected))
  }

  @Test(arguments: [
    (["classify"], "Error: Missing expected argument '<inputs> ...'"),
    (["classify", "a.png", "--jobs", "0"], "Error: --jobs must be from 1 to 1024."),
    (["classify", "a.png", "--min-confidence", "1.5"], "Error: --min-confidence must be between 0 and 1."),
    (["classify", "a.png", "--null"], "Error: --null needs a list: the input -, or --files-from."),
    (["classify", "a.png", "--colour"], "Error: Unknown option '--colour'"),
    (["evaluate"], "Error: Missing expected argument '<data>'"),
  ]) func wrongUsageIsTwo(arguments: [String], message: String) throws {
    let workspace = try Workspace()
    let result = try workspace.run(arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.error.hasPrefix(message))
  }

  @Test func noInputIsThree() throws {
    let workspace = try Workspace()
    let missing = try workspace.classify("nowhere")
    #expect(missing.status == 3)
    #expect(missing.output == "")
    #expect(missing.error == "digits: no input found: no such file or folder: nowhere\n")
    try workspace.write([], to: "scans/.hidden.png")
    try workspace.write([], to: "scans/notes.txt")
    let empty = try workspace.classify("scans", "-o", "rows.csv")
    #expect(empty.status == 3)
    let skipped = "no images in scans (skipped: 1 hidden, 1 other file)"
    #expect(empty.error == "digits: no input found: \(skipped)\n")
    #expect(try workspace.names() == ["model.safetensors", "scans"])
    let list = try workspace.classify("-")
    #expect(list.status == 3 && list.error == "digits: no input found: no images in the list on standard input\n")
  }

  @Test func unreadableModelIsFour() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    try workspace.write(Array("no weights".utf8), to: "bad.model")
    for name in ["bad.model", "nothing"] {
      let result = try workspace.run(["classify", "a.png", "--model", name, "-o", "rows.csv"])
      #expect(result.status == 4)
      #expect(result.output == "")
      #expect(result.error.hasPrefix("digits: ") && result.error.contains(name))
    }
    #expect(try workspace.names() == ["a.png", "bad.model", "model.safetensors"])
  }

  @Test func unwritableOutputIsFive() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let result = try workspace.classify("a.png", "-o", "none/rows.csv")
    #expect(result.status == 5)
    let expected = """
      digits: none/rows.csv: cannot be written: No such file or directory
      no rows are kept: set that right, or name another file with -o, and start again

      """
    #expect(result.error == expected)
  }

  @Test func everyInputHasItsRow() throws {
    let workspace = try Workspace()
    try workspace.write(Array("just some text\n".utf8), to: "scans/2, \"two\".png")
    for name in ["1.png", "3.png", "new\nline.png"] { try workspace.write([], to: "scans/" + name) }
    try workspace.write([], to: "=1.png")
    let result = try workspace.classify("=1.png", "scans/", "gone.png", "--jobs", "2")
    #expect(result.status == 1)
    let empty = "empty file: copy or export it again"
    let expected = """
      file,digit,confidence,status,message
      ./=1.png,,,error,\(empty)
      scans/1.png,,,error,\(empty)
      "scans/2, ""two"".png",,,error,"\(ClassifyTests.notAnImage)"
      scans/3.png,,,error,\(empty)
      "scans/new
      line.png",,,error,\(empty)
      gone.png,,,error,No such file or directory

      """
    let rows = result.output.replacing("\"empty file", with: "empty file").replacing("again\"", with: "again")
    #expect(rows == expected)
    let summary = "6 files: 0 digits, 0 blank, 6 errors: 4 empty, 1 not an image, 1 missing; "
    #expect(result.error.hasPrefix(summary))
  }

  /// Files of other formats that people have among their scans are not dropped in silence.
  @Test func whatIsNotReadHasARowThatSaysHowToConvertIt() throws {
    let workspace = try Workspace()
    for (name, start) in [
      ("a.pdf", "%PDF-1.7\n"), ("b.zip", "PK\u{3}\u{4}"), ("c.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
      ("d.png", "%PDF-1.7\n"), ("notes.txt", "%PDF-1.7\n"), ("list.csv", "a.png,1\n"),
    ] {
      try workspace.write(Array(start.utf8), to: "scans/" + name)
    }
    let pdf = "PDF file: convert it with: pdftoppm -r 300 -png IN.pdf OUT (package poppler-utils)"
    let result = try workspace.classify("scans", "--jobs", "1")
    #expect(result.status == 1)
    #expect(
      result.output == """
        file,digit,confidence,status,message
        scans/a.pdf,,,error,\(pdf)
        scans/b.zip,,,error,zip archive: unpack it with: unzip IN.zip (package unzip)
        scans/c.svg,,,error,SVG file: convert it with: rsvg-convert -b white IN.svg -o OUT.png (package librsvg2-bin)
        scans/d.png,,,error,\(pdf)

        """)
    #expect(
      result.error.contains("4 errors: 4 unsupported format; ") && result.error.contains("skipped: 2 other files"))
  }

  @Test func excelGetsItsOwnTable() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/grün; rot.png")
    for (format, row) in [
      ("excel", "scans/grün; rot.png,,,error,"), ("excel-semicolon", "\"scans/grün; rot.png\";;;error;"),
    ] {
      let printed = try workspace.classify("scans", "--format", format)
      let separator = format == "excel" ? "," : ";"
      let header = ["file", "digit", "confidence", "status", "message"].joined(separator: separator)
      #expect(printed.output.hasPrefix("\u{FEFF}\(header)\n\(row)"), "\(printed.output)")
      #expect(try workspace.classify("scans", "--format", format, "-o", "rows.csv").status == 1)
      let file = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/rows.csv"))
      #expect(file == Data(printed.output.utf8))
    }
  }

  @Test func saysWhereTheRowsAre() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a b.png")
    let file = try workspace.classify("a b.png", "-o", "rows.csv")
    #expect(file.error.hasSuffix(" files/s\nwrote rows.csv\n"), "\(file.error)")
    let part = try workspace.classify("a b.png", "-o", "my rows.csv", "--shard", "0/3")
    let merge = "wrote my rows.csv.shard-0-of-3; when all parts are there (3): digits merge 'my rows.csv'\n"
    #expect(part.error.hasSuffix(merge), "\(part.error)")
  }

  @Test func whatIsNoListIsWrongUsage() throws {
    let workspace = try Workspace()
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    let text = "a.png\nb.png\n".data(using: .utf16).map { [UInt8]($0) } ?? []
    let wayOut = "save it as a file and name that, digits classify FILE"
    let fault = "holds a PNG, not a list of paths: \(wayOut)\n"
    let encoding = "holds UTF-16 text, and a list of paths must be UTF-8: convert it with iconv -f UTF-16 -t UTF-8\n"
    try workspace.write(text, to: "list.txt")
    for (result, message) in [
      (try workspace.classify("-", "-o", "rows.csv", input: picture), "standard input \(fault)"),
      (try workspace.classify("-", "--null", input: picture), "standard input \(fault)"),
      (try workspace.classify("--worker", input: picture), "standard input \(fault)"),
      (try workspace.classify("-", input: text), "standard input \(encoding)"),
      (try workspace.classify("--files-from", "list.txt"), "list.txt \(encoding)"),
      (
        try workspace.run(
          ["preview", "--model", "model.safetensors", "--files-from", "list.txt", "-o", "sheet.png"]),
        "list.txt \(encoding)"
      ),
    ] {
      #expect(result.status == 2 && result.output == "")
      #expect(result.error == "digits: \(message)")
    }
    #expect(try workspace.names() == ["list.txt", "model.safetensors"])
  }

  @Test func aModelThatCannotBeRightIsFour() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let network = NetworkDescription(name: "small", layers: [.averagePooling(size: 4), .dense(units: 10)])
    var model = try Model(initializing: network, seed: 1)
    model.metadata = [
      ModelCatalog.MetadataKey.preprocessing: ModelCatalog.preprocessingVersion,
      ModelCatalog.MetadataKey.temperature: "inf",
    ]
    try workspace.write(model.safetensors(), to: "warm.safetensors")
    model.temperature = 1
    model.tensors["1.bias"]?.values[3] = 3e38
    try workspace.write(model.safetensors(), to: "large.safetensors")
    for (name, reason) in [
      ("warm.safetensors", "its temperature is no number from 0.01 to 100.0"),
      ("large.safetensors", "the tensor 1.bias holds values that are no numbers, or beyond ±1e9"),
    ] {
      for command in [["classify", "a.png"], ["evaluate", "own"], ["serve", "--port", "0"]] {
        let result = try workspace.run(command + ["--model", name])
        #expect(result.status == 4 && result.output == "")
        let message = "this is no usable model: \(reason). Use a file written by digits train"
        #expect(result.error == "digits: \(name): \(message)\n")
      }
    }
  }

  @Test func readsListsFromStandardInput() throws {
    let workspace = try Workspace()
    for name in ["a.png", "b\nb.png"] { try workspace.write([], to: name) }
    let lines = try workspace.classify("-", "--quiet", "--format", "jsonl", input: Array("a.png\n\nc.png".utf8))
    #expect(lines.status == 1)
    #expect(lines.error == "")
    #expect(lines.output.split(separator: "\n").count == 2)
    let zeros = try workspace.classify("-", "--null", "--format", "jsonl", input: Array("b\nb.png\0a.png\0".utf8))
    let files = zeros.output.split(separator: "\n").map { $0.prefix { $0 != "," } }
    #expect(files == [#"{"file":"b\nb.png""#, #"{"file":"a.png""#])
  }

  @Test func aClosedPipeIsQuiet() throws {
    let workspace = try Workspace()
    for index in 0..<3000 { try workspace.write([], to: "scans/\(index).png") }
    let process = DigitsProcess.make(["classify", "--model", "model.safetensors", "scans"], in: workspace.path)
    let (output, error) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, error)
    try process.run()
    try output.fileHandleForReading.close()
    let message = try error.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(message.isEmpty)
  }
}

/// With real pictures, an untrained model, and no need for right answers.
@Suite(.enabled(if: Fixtures.hasSamples, "needs samples/"), .timeLimit(.minutes(10))) struct ClassifySamplesTests {
  @Test func rowsDoNotDependOnTheNumberOfJobs() throws {
    let workspace = try Workspace()
    let one = try workspace.classify(Fixtures.samples, "--jobs", "1", "--probabilities")
    let two = try workspace.classify(Fixtures.samples, "--jobs", "2", "--probabilities", "-o", "rows.csv")
    #expect(one.status == 0 && two.status == 0 && two.output == "")
    #expect(try workspace.read("rows.csv") == one.output)
    #expect(one.output.split(separator: "\n").count > 60)
  }

  @Test func saysHowToLookAtWhatIsToBeReviewed() throws {
    let workspace = try Workspace()
    // Of an untrained network nearly all is to be reviewed.
    let result = try workspace.classify(Fixtures.samples + "/7-felt-28-pixels.png", Fixtures.samples)
    let command = "digits preview \(Fixtures.samples)/7-felt-28-pixels.png \(Fixtures.samples)"
    let options = "--model model.safetensors --doubtful-first -o sheet.png"
    #expect(result.error.contains("\nlook at those to review: \(command) \(options)\n"), "\(result.error)")
    let list = try workspace.classify("-", "-o", "rows.csv", input: Array("\(Fixtures.samples)\n".utf8))
    #expect(!list.error.contains(Fixtures.samples), "\(list.error)")
  }

  @Test func aRowDoesNotDependOnOtherFiles() throws {
    let workspace = try Workspace()
    let rows = try workspace.classify(Fixtures.samples, "--probabilities").output.split(separator: "\n")
    for index in [1, rows.count / 2, rows.count - 1] {
      let file = try #require(rows[index].split(separator: ",").first)
      let alone = try workspace.classify(String(file), "--probabilities").output.split(separator: "\n")
      #expect(alone == [rows[0], rows[index]])
    }
  }

  @Test func tellsHowADigitWasFound() throws {
    let workspace = try Workspace()
    let files = ["/2-felt-28-pixels.png", "/blank.png"].map { Fixtures.samples + $0 }
    let csv = try workspace.classify(files[0], files[1], "--explain")
    let rows = csv.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    try #require(rows.count == 3)
    #expect(rows[0].suffix(6) == ["polarity", "box", "stroke_width", "contrast", "components", "reason"])
    #expect(rows[1].suffix(6) == ["dark", "5 4 16 20", "2.1", "0.87", "1", ""])
    #expect(rows[2].suffix(6) == ["", "", "", "", "", rows[2][4]] && rows[2][3] == "blank" && rows[2][4] != "")
    let json = try workspace.classify(files[0], files[1], "--explain", "--format", "jsonl")
    let lines = json.output.split(separator: "\n")
    #expect(lines[0].contains(#""polarity":"dark","box":[5,4,16,20],"stroke_width":2.1,"contrast":0.87,"#))
    #expect(lines[1].contains(#""box":null"#) && lines[1].hasSuffix(#""reason":"\#(rows[2][4])"}"#))
  }

  @Test(.enabled(if: Fixtures.hasBroken, "needs the broken files"))
  func aBrokenFileHarmsNoOther() throws {
    let workspace = try Workspace()
    let files = FileManager.default
    let samples = try files.contentsOfDirectory(atPath: Fixtures.samples).filter { !$0.hasSuffix(".csv") }.sorted()
    for name in samples.prefix(6) {
      try files.copyItem(atPath: Fixtures.samples + "/" + name, toPath: workspace.path + "/" + name)
    }
    let whole = Array(samples.prefix(6))
    let broken = Fixtures.broken + "/truncated.png"
    let arguments = Array(whole[..<3]) + [broken] + Array(whole[3...])
    let command = ["classify", "--model", "model.safetensors", "--jobs", "2"]
    let clean = try workspace.run(command + whole)
    let mixed = try workspace.run(command + arguments)
    #expect(clean.status == 0 && mixed.status == 1)
    var rows = mixed.output.split(separator: "\n")
    #expect(rows.remove(at: 4).hasPrefix(broken + ",,,error,"))
    #expect(rows == clean.output.split(separator: "\n"))
  }

  @Test(.enabled(if: Fixtures.hasBroken, "needs the broken files"))
  func brokenFilesGiveDistinctErrors() throws {
    let workspace = try Workspace()
    let names = ["empty.png", "truncated.png", "truncated.jpg", "text.png", "huge-header.png", "jpeg-named.png"]
    let arguments = names.map { Fixtures.broken + "/" + $0 } + ["--format", "jsonl"]
    let result = try workspace.run(["classify", "--model", "model.safetensors"] + arguments)
    #expect(result.status == 1)
    let rows = result.output.split(separator: "\n")
    try #require(rows.count == names.count)
    #expect(rows.dropLast().allSatisfy { $0.contains(#""status":"error""#) })
    #expect(!rows[5].contains(#""status":"error""#))
    let messages = Set(rows.dropLast().map { row in row.split(separator: #""message":"#).last ?? "" })
    #expect(messages.count == 5)
  }
}

@Suite(.enabled(if: Fixtures.hasSamples, "needs samples/"), .timeLimit(.minutes(10))) struct BundledModelTests {
  static let hasBundledModel = (try? ModelCatalog.cascade()) != nil

  @Test(.enabled(if: hasBundledModel, "needs a bundled model")) func readsTheSamples() throws {
    let workspace = try Workspace()
    let result = try DigitsProcess.run(
      ["evaluate", Fixtures.samples, "--json", "result.json"], in: workspace.path)
    #expect(result.status == 0)
    let metrics = try JSONDecoder().decode(Metrics.self, from: Data(workspace.read("result.json").utf8))
    #expect(metrics.accuracy >= 0.95)
    // The fifth, an empty box, is to be reviewed.
    #expect(result.output.contains(/\nblank pages        [45] of 5 recognised\n/))
  }
}

import DigitRecognition
import Files
import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct PreviewTests {
  private func preview(
    _ arguments: String..., more: [String] = [], in workspace: Workspace
  ) throws -> RunResult {
    try workspace.run(["preview", "--model", "model.safetensors"] + arguments + more)
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func writesAPNG() throws {
    let workspace = try Workspace()
    let result = try preview(Fixtures.samples + "/8-pencil-cream.png", "-o", "sheet.png", in: workspace)
    #expect(result.status == 0 && result.output == "" && result.error == "")
    #expect(try workspace.names() == ["model.safetensors", "sheet.png"])
    let sheet = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/sheet.png"))
    #expect(sheet.starts(with: [0x89] + Array("PNG\r\n".utf8)))
    #expect(sheet.count > 5_000)
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func manyImagesNeedSeveralSheets() throws {
    let workspace = try Workspace()
    let count = try FileManager.default.contentsOfDirectory(atPath: Fixtures.samples).count - 1
    let result = try preview(Fixtures.samples, "--doubtful-first", "-o", "sheets.of-today/a.PNG", in: workspace)
    #expect(result.status == 5)
    try FileManager.default.createDirectory(
      atPath: workspace.path + "/sheets.of-today", withIntermediateDirectories: false)
    let written = try preview(Fixtures.samples, "--doubtful-first", "-o", "sheets.of-today/a.PNG", in: workspace)
    let sheets = (count + 23) / 24
    let folder = "sheets.of-today"
    #expect(written.status == 0)
    #expect(
      written.error
        == "\(count) images on \(sheets) sheets: \(folder)/a.PNG, \(folder)/a-2.PNG … \(folder)/a-\(sheets).PNG; "
        + "skipped: 1 other file\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/" + folder)
    #expect(Set(names) == Set(["a.PNG"] + (2...sheets).map { "a-\($0).PNG" }))
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func showsHowTrainingVariesADigit() throws {
    let workspace = try Workspace()
    let scan = Fixtures.samples + "/8-pencil-cream.png"
    for (name, arguments) in [("a", []), ("b", []), ("c", ["--seed", "2"]), ("d", ["--no-augmentation"])] {
      let result = try preview("--augment", scan, "-o", name + ".png", more: arguments, in: workspace)
      #expect(result.status == 0 && result.output == "" && result.error == "")
    }
    func sheet(_ name: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/\(name).png"))
    }
    #expect(try sheet("a") == sheet("b"))
    #expect(try sheet("a") != sheet("c"))
    // 64 times the same is small.
    #expect(try sheet("d").count < sheet("a").count / 2)
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func augmentNeedsADigitAndItsOptionsNeedAugment() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let blank = try preview("--augment", Fixtures.samples + "/blank.png", "-o", "sheet.png", in: workspace)
    #expect(blank.status == 3 && blank.error.hasSuffix("blank.png is blank; name a scan that has a digit\n"))
    let unreadable = try preview("--augment", "a.png", "-o", "sheet.png", in: workspace)
    #expect(unreadable.status == 4 && unreadable.error.hasPrefix("digits: a.png: "))
    let unused = try preview("a.png", "-o", "sheet.png", "--rotation", "5", in: workspace)
    #expect(unused.status == 2)
    #expect(unused.error.hasPrefix("Error: The options of augmentation need --augment."))
    let wrong = try preview("--augment", "a.png", "-o", "sheet.png", "--blur", "1", in: workspace)
    #expect(wrong.status == 2 && wrong.error.hasPrefix("Error: --blur must be from 0.0 to 0.99."))
    #expect(try workspace.names() == ["a.png", "model.safetensors"])
  }

  @Test(arguments: ["--synthetic", "--pages", "--numbers"]) func showsWhatTrainingDraws(mode: String) throws {
    let workspace = try Workspace()
    for (name, arguments) in [("a", []), ("b", []), ("c", ["--seed", "2"])] {
      let result = try preview(mode, "-o", name + ".png", more: arguments, in: workspace)
      #expect(result.status == 0 && result.output == "" && result.error == "")
    }
    func sheet(_ name: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/\(name).png"))
    }
    #expect(try sheet("a") == sheet("b"))
    #expect(try sheet("a") != sheet("c"))
    if mode != "--numbers" {
      let mixed = try preview(mode, "a.png", "-o", "sheet.png", in: workspace)
      #expect(mixed.status == 2 && mixed.error.hasPrefix("Error: --synthetic and --pages show no scans"))
    }
    let none = try preview("-o", "sheet.png", in: workspace)
    #expect(none.status == 2 && none.error.hasPrefix("Error: Missing expected argument '<inputs> ...'"))
    let unused = try preview("a.png", "-o", "sheet.png", more: ["--seed", "2"], in: workspace)
    #expect(unused.status == 2)
    #expect(unused.error.hasPrefix("Error: --seed needs --augment, --synthetic, --pages, or --numbers without images."))
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func pixelsAreFilesOfTheirOwn() throws {
    let workspace = try Workspace()
    let scans = ["blank.png", "7-felt-28-pixels.png", "8-pencil-cream.png"].map { Fixtures.samples + "/" + $0 }
    try workspace.write([], to: "bad.png")
    let result = try preview("--pixels", "pixels", more: ["bad.png"] + scans, in: workspace)
    #expect(result.status == 1 && result.output == "")
    #expect(result.error == "2 digits of 4 images in pixels\n1 of 4 images could not be read\n")
    let names = ["000003-7-felt-28-pixels-1.png", "000004-8-pencil-cream-1.png"]
    #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/pixels").sorted() == names)
    let again = try preview("--pixels", "pixels", more: scans, in: workspace)
    #expect(again.status == 2)
    #expect(
      again.error
        == "digits: pixels holds files already, which could be replaced: name another folder, or add --force\n")
    let forced = try preview("--pixels", "pixels", "--force", more: ["bad.png"] + scans, in: workspace)
    #expect(forced.status == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/pixels").sorted() == names)
  }

  /// The last input is what the first would replace.
  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func pixelsReplaceNoInput() throws {
    let workspace = try Workspace()
    let picture = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/7-felt-28-pixels.png"))
    for name in ["a/7.png", "b/000001-7-1.png"] { try workspace.write(Array(picture), to: name) }
    let result = try preview("a", "b", "--pixels", "b", "--force", in: workspace)
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("digits: b/000001-7-1.png is an input of this run"), "\(result.error)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/b/000001-7-1.png")) == picture)
    #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/b") == ["000001-7-1.png"])
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func longNamesOfPixelsAreCut() throws {
    let workspace = try Workspace()
    let picture = try Data(contentsOf: URL(fileURLWithPath: Fixtures.samples + "/7-felt-28-pixels.png"))
    for stem in [String(repeating: "x", count: 251), "x" + String(repeating: "é", count: 125)] {
      try workspace.write(Array(picture), to: "scans/\(stem).png")
    }
    #expect(try preview("scans", "--pixels", "pixels", in: workspace).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.path + "/pixels").sorted()
    #expect(names == ["000001-\(String(repeating: "x", count: 200))-1.png", "000002-x-1.png"])
  }

  @Test(
    arguments: [
      (
        ["a.png", "--pixels", "p", "-o", "sheet.png"], 2,
        "Error: -o writes sheets and --pixels a folder of digits; take one."
      ),
      (
        ["a.png", "--pixels", "p", "--augment"], 2,
        "Error: --pixels does not go with --augment, --synthetic, --pages, --numbers or "
      ),
      (["a.png", "-o", "sheet.png", "--force"], 2, "Error: --force needs --pixels."),
      (["--pixels", "p"], 2, "Error: Missing expected argument '<inputs> ...'"),
      (["a.png", "--pixels", "a.png"], 5, "digits: a.png: cannot be written: File exists"),
      (["a.png", "--pixels", "none/p"], 5, "digits: none/p: cannot be written: No such file or directory"),
      (["gone", "--pixels", "p"], 3, "digits: no input found: "),
    ] as [([String], Int32, String)])
  func wrongUsesOfPixelsLeaveNothing(arguments: [String], status: Int32, message: String) throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let result = try preview(more: arguments, in: workspace)
    #expect(result.status == status && result.output == "", "\(result)")
    #expect(result.error.hasPrefix(message), "\(result.error)")
    #expect(try workspace.names() == ["a.png", "model.safetensors"])
  }

  @Test func saysWhatDidNotFitAndWhatFailed() throws {
    let workspace = try Workspace()
    for index in 0..<1203 { try workspace.write([], to: "scans/\(index).png") }
    let result = try preview("scans", "-o", "sheet.png", in: workspace)
    #expect(result.status == 1)
    #expect(
      result.error == """
        1200 images on 50 sheets: sheet.png, sheet-2.png … sheet-50.png; 3 more did not fit \
        (with --doubtful-first, those to review are there)
        1200 of 1200 images could not be read

        """)
    #expect(try workspace.names().count { $0.hasPrefix("sheet") } == 50)
  }

  @Test(.enabled(if: Fixtures.hasNumbers, "needs samples-numbers/")) func showsHowNumbersAreRead() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "bad.png")
    func sheet(_ name: String, _ arguments: [String] = []) throws -> Data {
      let inputs = ["bad.png", "amount-form.png", "two-lines.jpg"].map {
        $0 == "bad.png" ? $0 : "\(Fixtures.numbers)/\($0)"
      }
      let result = try workspace.run(["preview", "--numbers", "-o", name] + inputs + arguments)
      #expect(result.status == 1 && result.error == "1 of 3 images could not be read\n", "\(result)")
      return try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/" + name))
    }
    let plain = try sheet("a.png")
    #expect(try sheet("b.png") == plain)
    #expect(try sheet("c.png", ["--alphabet", "decimal"]) != plain, "12,75 has its comma")
    #expect(try sheet("d.png", ["--doubtful-first"]) != plain, "two lines are to be reviewed")
  }

  @Test(
    arguments: [
      (["a.png", "--pattern", "##"], 2, "Error: What is known of numbers needs --numbers with images."),
      (["--numbers", "--pattern", "##"], 2, "Error: What is known of numbers needs --numbers with images."),
      (["--numbers", "--doubtful-first"], 2, "Error: --doubtful-first does not go with --augment, --synthetic, "),
      (["--numbers", "a.png", "--seed", "2"], 2, "Error: --seed needs --augment, --synthetic, --pages, or --numbers "),
      (["--numbers", "a.png", "--data", "x"], 2, "Error: --data needs --pages, or --numbers without images."),
      (["--numbers", "--augment", "a.png"], 2, "Error: --augment, --synthetic, --pages and --numbers make a sheet "),
      (["--numbers", "a.png", "--pattern", "##("], 2, "digits: --pattern ##(: character 3, (: "),
      (["--numbers", "a.png", "--list", "gone.csv"], 4, "digits: gone.csv: No such file or directory; "),
      (["--numbers", "a.png", "--model", "model.safetensors"], 4, "digits: model.safetensors: its network, "),
      (["--pages", "--files-from", "a.png"], 2, "Error: --synthetic and --pages show no scans; leave them out."),
    ] as [([String], Int32, String)])
  func wrongUsesOfNumbersLeaveNothing(arguments: [String], status: Int32, message: String) throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let result = try workspace.run(["preview", "-o", "sheet.png"] + arguments)
    #expect(result.status == status && result.output == "", "\(result)")
    #expect(result.error.hasPrefix(message), "\(result.error)")
    #expect(try workspace.names() == ["a.png", "model.safetensors"])
  }

  /// Where one sheet has a place, the others have none.
  @Test func aDeviceTakesOneSheet() throws {
    let workspace = try Workspace()
    for index in 0..<30 { try workspace.write([], to: "scans/\(index).png") }
    let result = try preview("scans", "-o", "/dev/null", in: workspace)
    #expect(result.status == 1)
    #expect(result.error.hasPrefix("24 images in /dev/null; 6 more did not fit"))
  }

  /// As `classify` says it: a picture that cannot be read has its cell, and the exit code tells.
  @Test(arguments: [["bad.png"], ["bad.png", "gone.png"]])
  func whatCannotBeReadIsOne(inputs: [String]) throws {
    let workspace = try Workspace()
    try workspace.write(Array("no picture".utf8), to: "bad.png")
    let result = try preview("-o", "sheet.png", more: inputs, in: workspace)
    #expect(result.status == 1)
    #expect(result.error == "\(inputs.count) of \(inputs.count.counted("image")) could not be read\n")
    #expect(try workspace.names() == ["bad.png", "model.safetensors", "sheet.png"])
  }

  @Test(arguments: [
    ("sheet.jpg", "sheet.png"), ("a.b/sheet.PDF", "a.b/sheet.png"), ("sheet.2.csv", "sheet.2.png"),
    ("sheet.", "sheet.png"),
  ])
  func anotherFormatIsRefusedWithTheWayOut(name: String, better: String) throws {
    let workspace = try Workspace()
    for mode in [["a.png"], ["--synthetic"]] {
      let result = try preview("-o", name, more: mode, in: workspace)
      #expect(result.status == 2)
      #expect(
        result.error.hasPrefix(
          "Error: A sheet is a PNG, and \(name) is named as another format; name it, for example, \(better)."))
    }
    #expect(try workspace.names() == ["model.safetensors"])
  }

  @Test func noInputIsThree() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/notes.txt")
    for input in ["nowhere", "scans"] {
      let result = try preview(input, "-o", "sheet.png", in: workspace)
      #expect(result.status == 3)
      #expect(result.error.hasPrefix("digits: no input found: "))
      #expect(result.error.contains(input))
    }
    #expect(try workspace.names() == ["model.safetensors", "scans"])
  }

  @Test func nothingIsWrittenWithoutAModel() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let arguments = ["preview", "a.png", "-o", "sheet.png", "--model", "a.png"]
    #expect(try workspace.run(arguments).status == 4)
    #expect(try workspace.names() == ["a.png", "model.safetensors"])
  }

  @Test func outputIsNeededAndMustBeWritable() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let missing = try preview("a.png", in: workspace)
    #expect(missing.status == 2)
    #expect(missing.error.hasPrefix("Error: Missing expected argument '--output <file>'"))
    let result = try preview("a.png", "-o", "none/sheet.png", in: workspace)
    #expect(result.status == 5)
    #expect(result.error == "digits: none/sheet.png: cannot be written: No such file or directory\n")
  }
}

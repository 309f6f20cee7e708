import Foundation
import Testing
import digits

/// What is typed wrong, and what the program makes of it.
@Suite(.timeLimit(.minutes(10))) struct UsageTests {
  @Test(arguments: [
    (["clasify", "scans"], "There is no command 'clasify'; did you mean 'digits classify'?"),
    (["eval", "mnist"], "There is no command 'eval'; did you mean 'digits evaluate'?"),
    (["Train"], "There is no command 'Train'; did you mean 'digits train'?"),
    (["model.safetensors"], "There is no command 'model.safetensors'; to read files or folders: digits classify mo"),
    (
      ["recognise"],
      "There is no command 'recognise'; there are classify, read, merge, preview, evaluate, train, export and serve."
    ),
    (["", "x"], "There is no command ''; there are classify, "),
  ]) func aWordThatIsNoCommandGetsAHint(arguments: [String], message: String) throws {
    let workspace = try Workspace()
    let result = try workspace.run(arguments)
    #expect(result.status == 2 && result.output == "")
    #expect(result.error.hasPrefix("Error: \(message)"), "\(result.error)")
  }

  @Test(arguments: [["help"], ["--help"], ["help", "train"], ["merge", "--help"]])
  func whatIsACommandIsTaken(arguments: [String]) throws {
    #expect(try Workspace().run(arguments).status == 0)
  }

  @Test func aFileThatLooksLikeAnOptionIsNamed() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "-x.png")
    let hint = "There is a file -x.png: write ./-x.png, or -- before it, so that it is not taken for an option.\n"
    let result = try workspace.classify("-x.png")
    #expect(result.status == 2 && result.error.hasSuffix(hint), "\(result.error)")
    for arguments in [["./-x.png"], ["--", "-x.png"]] {
      let row = try workspace.run(["classify", "--model", "model.safetensors", "--quiet"] + arguments)
      #expect(row.status == 1 && row.error == "")
    }
    #expect(!(try workspace.classify("-y.png").error.contains("There is a file")))
  }

  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("clasify", "classify", 1), ("tarin", "train", 2), ("", "abc", 3), ("abc", "", 3),
    ("kitten", "sitting", 3),
  ]) func countsWrongLetters(a: String, b: String, count: Int) {
    #expect(UsageHint.distance(a, b) == count && UsageHint.distance(b, a) == count)
  }

  @Test func aProgramWithoutTheServerSaysHowToHaveIt() {
    let hint = UsageHint.wayOut("serve", among: ["classify", "merge", "preview", "evaluate", "train"])
    #expect(hint.contains("without the trait Server") && hint.contains("swift build -c release --product digits"))
  }

  @Test(arguments: [
    (["classify", "a.png", "--jobs", "9223372036854775807"], "--jobs must be from 1 to 1024."),
    (["classify", "a.png", "--jobs", "4294967296"], "--jobs must be from 1 to 1024."),
    (["classify", "a.png", "--max-pixels", "9223372036854775807"], "--max-pixels must be from 1 to 1000000000."),
    (["classify", "a.png", "--max-file-size", "200G"], "--max-file-size must be from 1 byte to 16 GB."),
    (["classify", "a.png", "--min-confidence", "nan"], "--min-confidence must be between 0 and 1."),
    (["serve", "--port", "65536"], "--port must be from 0 to 65535."),
    (["serve", "--max-body-size", "200G"], "--max-body-size must be from 1 byte to 1 GB."),
    (["serve", "--max-pixels", "0"], "--max-pixels must be from 1 to 1000000000."),
    (["evaluate", "mnist", "--jobs=-1"], "--jobs must be from 1 to 1024."),
    (["preview", "--augment", "a.png", "-o", "b.png", "--rotation", "nan"], "--rotation must be from 0.0 to 180.0."),
    (["classify", "a.png", "-o", "b.csv", "--shard", "0/100001"], "there can be 100000 shards at most."),
    (["classify", "a.png", "-o", "b.csv", "--shard", "0/9223372036854775808"], "expected i/n, for example 0/8"),
  ]) func numbersBeyondTheirRangeAreWrongUsage(arguments: [String], message: String) throws {
    let workspace = try Workspace()
    let result = try workspace.run(arguments)
    #expect(result.status == 2 && result.output == "")
    #expect(result.error.contains(message), "\(result.error)")
    #expect(try workspace.names() == ["model.safetensors"])
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset"), "needs taskset"))
  func jobsAreThoseThatTheProcessMayUse() throws {
    let workspace = try Workspace()
    let process = DigitsProcess.make([], in: workspace.path)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/taskset")
    process.arguments = ["-c", "0", DigitsProcess.executable.path, "classify", "--help"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let help = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    let words = help.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("one for each processor that this process may use. (default: 1)"), "\(words)")
  }
}

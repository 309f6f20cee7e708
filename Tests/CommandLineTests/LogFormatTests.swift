import DigitRecognition
import Foundation
import Testing

/// The built program with `--log-format json`: each line on standard error is an object.
@Suite(.timeLimit(.minutes(10))) struct LogFormatTests {
  @Test func theSummaryCountsTheRows() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "scans/empty.png")
    try workspace.write(Array("just some text\n".utf8), to: "scans/text \"1\".png")
    try workspace.write(Array("GIF89a......".utf8), to: "scans/a.gif")
    try workspace.write([], to: "scans/.hidden.png")
    let result = try workspace.classify("scans", "gone.png", "--log-format", "json")
    #expect(result.status == 1)
    let line = try #require(objects(result.error).first { $0["event"] as? String == "summary" })
    #expect(line["level"] as? String == "info")
    let timestamp = try #require(line["timestamp"] as? String)
    #expect(timestamp.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    #expect((line["message"] as? String)?.hasPrefix("4 files: 0 digits, 0 blank, 4 errors: ") == true)
    let rows = result.output.split(separator: "\n").dropFirst()
    #expect(line["files"] as? Int == rows.count)
    #expect(line["errors"] as? Int == rows.count { $0.contains(",error,") })
    #expect(line["digits"] as? Int == 0 && line["review"] as? Int == 0 && line["blank"] as? Int == 0)
    #expect(line["skipped"] as? Int == 1)
    #expect(line["seconds"] is Double && line["files_per_second"] is Double)
    let causes = ["empty": 1, "missing": 1, "not_an_image": 1, "unsupported_format": 1]
    #expect(line["errors_by_cause"] as? [String: Int] == causes)
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/")) func countsEachStatus() throws {
    let workspace = try Workspace()
    let result = try workspace.classify(Fixtures.samples, "--log-format=json", "--min-confidence", "0.2")
    let rows = result.output.split(separator: "\n").dropFirst()
    let line = try #require(objects(result.error).first { $0["event"] as? String == "summary" })
    let counts = ["ok", "review", "blank"].map { status in rows.count { $0.contains(",\(status),") } }
    #expect(line["files"] as? Int == rows.count && rows.count == counts.reduce(0, +))
    let several = rows.count { $0.split(separator: ",", omittingEmptySubsequences: false)[1].isEmpty } - counts[2]
    #expect(line["several"] as? Int == several && line["digits"] as? Int == counts[0] + counts[1] - several)
    #expect(line["review"] as? Int == counts[1] && line["blank"] as? Int == counts[2])
  }

  @Test func whatEndsARunHasItsExitCode() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let output = try workspace.classify("a.png", "-o", "none/rows.csv", "--log-format", "json")
    // What to do comes after it.
    let line = try #require(objects(output.error).first)
    #expect(output.status == 5 && line["exit_code"] as? Int == 5)
    #expect(line["level"] as? String == "error" && line["event"] as? String == "error")
    #expect(line["path"] as? String == "none/rows.csv")
    #expect(line["message"] as? String == "none/rows.csv: cannot be written: No such file or directory")
    let input = try workspace.classify("nowhere", "--log-format", "json")
    #expect(try objects(input.error).last?["exit_code"] as? Int == 3 && input.status == 3)
    let usage = try workspace.classify("a.png", "--log-format", "json", "--jobs", "0")
    let wrong = try #require(objects(usage.error).last)
    #expect(usage.status == 2 && wrong["exit_code"] as? Int == 2 && wrong["event"] as? String == "usage")
  }

  @Test func theStartSaysWhatReads() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    let result = try workspace.classify("a.png", "--log-format", "json")
    let line = try #require(objects(result.error).first)
    #expect(line["event"] as? String == "start" && line["program"] as? String == Provenance.program)
    #expect(line["preprocessing"] as? String == Provenance.preprocessing)
    let models = try #require(line["models"] as? [String: String])
    #expect(Set(models.keys) == ["untrained", "ink"] && models.values.allSatisfy { $0.count == 64 })
  }

  @Test func quietMeansNoSummary() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a.png")
    #expect(try workspace.classify("a.png", "--log-format", "json", "--quiet").error == "")
  }

  @Test func otherFormatsAreWrongUsage() throws {
    let workspace = try Workspace()
    let result = try workspace.classify("a.png", "--log-format", "xml")
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("Error: The value 'xml' is invalid for '--log-format <text|json>'"))
  }

  /// Fails unless every line is an object.
  private func objects(_ text: String) throws -> [[String: Any]] {
    #expect(text.hasSuffix("\n"))
    return try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
  }
}

/// The built program on a terminal that `script` makes.
@Suite(
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "needs script"),
  .timeLimit(.minutes(5)))
struct TerminalTests {
  @Test func aBarIsDrawnOverAndTakenAway() throws {
    let workspace = try Workspace()
    let terminal = try Terminal(in: workspace)
    try terminal.list.write(contentsOf: Data("a.png\n".utf8))
    terminal.wait(for: "1 file, ")
    try terminal.list.write(contentsOf: Data("b.png\n".utf8))
    let screen = try terminal.end()
    let bars = /(?:\r\u{1B}\[K[0-2] files?(?:, [0-9.]+ files\/s)?(?:, [12] errors?)?)+\r\u{1B}\[K([^\u{1B}]*)/
    let text = try #require(screen.wholeMatch(of: bars), "\(screen.debugDescription)")
    #expect(text.1.hasSuffix("\r\nwrote rows.csv\r\n"))
    #expect(text.1.hasPrefix("2 files: 0 digits, 0 blank, 2 errors: 2 missing; "))
    let json = try Terminal("--log-format json", in: workspace)
    json.wait(for: "\"event\":\"start\"")
    try json.list.write(contentsOf: Data("a.png\n".utf8))
    let lines = try json.end()
    #expect(lines.hasPrefix("{") && !lines.contains("\u{1B}"))
  }

  @Test func anInterruptionLeavesNoHalfLine() throws {
    let workspace = try Workspace()
    signal(SIGINT, SIG_DFL)
    let terminal = try Terminal(in: workspace)
    try terminal.list.write(contentsOf: Data("a.png\n".utf8))
    terminal.wait(for: "1 file, ")
    kill(try #require(pid_t(workspace.read("pid").split(separator: "\n").joined())), SIGINT)
    // The list stays open, so that its end does not end the run.
    terminal.wait(for: "stopped after ")
    let screen = try terminal.end()
    let bars =
      /(?:\r\u{1B}\[K[01] files?(?:, [0-9.]+ files\/s)?(?:, 1 error)?)+\r\u{1B}\[Kstopped after 1 row; [^\u{1B}]*/
    #expect(screen.wholeMatch(of: bars) != nil, "\(screen.debugDescription)")
  }
}

/// A classification on a terminal, whose list the test writes as it goes.
private final class Terminal {
  /// The list of paths.
  let list: FileHandle
  private let process: Process
  private let output = Pipe()
  private var screen = ""

  /// Leaves the number of the process in the file `pid`.
  init(_ options: String = "", in workspace: Workspace) throws {
    let list = workspace.path + "/list"
    try? FileManager.default.removeItem(atPath: list)
    #expect(mkfifo(list, 0o600) == 0)
    process = DigitsProcess.make([], in: workspace.path)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
    let command = "'\(DigitsProcess.executable.path)' classify - --model model.safetensors -o rows.csv \(options)"
    process.arguments = ["-qec", "echo $$ > pid; exec \(command) < list", "/dev/null"]
    process.environment?["TERM"] = "xterm"
    (process.standardOutput, process.standardInput) = (output, FileHandle.nullDevice)
    try process.run()
    // For reading too, so that this does not wait for the program.
    self.list = try FileHandle(forUpdating: URL(fileURLWithPath: list))
  }

  /// Returns when `text` is on the screen, or when nothing more comes.
  func wait(for text: String) {
    while !screen.contains(text) {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { return }
      screen += String(decoding: data, as: UTF8.self)
    }
  }

  /// Ends the list, which the program must have opened, and returns all that was on the screen.
  func end() throws -> String {
    try list.close()
    let rest = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return screen + String(decoding: rest, as: UTF8.self)
  }
}

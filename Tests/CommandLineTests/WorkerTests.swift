import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct WorkerTests {
  @Test func aLineIsAnsweredBeforeTheNextComes() throws {
    let workspace = try Workspace()
    let worker = try Worker(in: workspace)
    for index in 1...3 {
      try worker.send("\(index).png\n")
      #expect(try worker.receiveLine() == "\(index).png,,,error,No such file or directory\n")
    }
    // Half a line is no line.
    try worker.send("4.p")
    try worker.send("ng\n")
    #expect(try worker.receiveLine() == "4.png,,,error,No such file or directory\n")
    let (output, error) = try worker.finish()
    #expect(worker.process.terminationStatus == 0)
    #expect(output == "" && error == "")
  }

  @Test func everyLineHasItsRow() throws {
    let workspace = try Workspace()
    try workspace.write([], to: "a b.png")
    try workspace.write([], to: "tab\tname.png")
    try workspace.write([], to: "folder/inner.png")
    let lines = [
      "a b.png", "", "7\ta b.png", "key of words\tgone.png", "\ttab\tname.png", "8\t", "folder", "a b.png\r",
    ]
    let result = try workspace.classify("--worker", "--jobs", "2", input: Array(lines.joined(separator: "\n").utf8))
    #expect(result.status == 0)
    #expect(result.error == "")
    let empty = "empty file: copy or export it again"
    let expected = """
      a b.png,,,error,\(empty)
      ,,,error,no path on this line
      7\ta b.png,,,error,\(empty)
      key of words\tgone.png,,,error,No such file or directory
      \ttab\tname.png,,,error,\(empty)
      8\t,,,error,no path on this line
      folder,,,error,"a folder, not a file: name it on the command line to read what is in it"
      a b.png,,,error,\(empty)

      """
    #expect(result.output == expected)
  }

  @Test func bytesThatAreNoTextAreKeptInKeys() throws {
    let workspace = try Workspace()
    let worker = try Worker(in: workspace)
    try worker.send([0xFF, 0x22, 0x00, 0x2C, 0x09, 0x61, 0x0A, 0x61, 0x00, 0x0A])
    try worker.input.close()
    let output = try worker.output.readToEnd() ?? Data()
    let rows = Array("a,,,error,No such file or directory\na\0,,,error,a zero byte cannot be in a path\n".utf8)
    #expect(Array(output) == [0xFF, 0x22, 0x00, 0x2C, 0x09] + rows)
  }

  @Test func aLineThatIsTooLongHasAShortRow() throws {
    let workspace = try Workspace()
    let long = String(repeating: "x", count: 200_000)
    let result = try workspace.classify("--worker", input: Array("7\t\(long)\n\(long)\r\na.png\n".utf8))
    let row = "\(String(repeating: "x", count: 255)),,,error,the line is too long for a path\n"
    #expect(result.status == 0)
    #expect(result.output == "7\t\(row)\(row)a.png,,,error,No such file or directory\n")
  }

  @Test func aByteOrderMarkMayComeInPieces() throws {
    let worker = try Worker(in: try Workspace())
    for piece in [[0xEF], [0xBB], [0xBF, 0x61], [0x0A]] as [[UInt8]] {
      try worker.send(piece)
      usleep(20_000)
    }
    #expect(try worker.receiveLine() == "a,,,error,No such file or directory\n")
  }

  @Test func noLinesGiveNoRows() throws {
    let result = try Workspace().classify("--worker", "-")
    #expect(result.status == 0 && result.output == "" && result.error == "")
  }

  @Test(.enabled(if: Fixtures.hasSamples, "needs samples/"), arguments: [[], ["--format", "jsonl", "--explain"]])
  func rowsAreThoseOfAnyRun(options: [String]) throws {
    let workspace = try Workspace()
    let names = try FileManager.default.contentsOfDirectory(atPath: Fixtures.samples).sorted()
    let list = Array((names + names).map { Fixtures.samples + "/" + $0 + "\n" }.joined().utf8)
    let command = ["classify", "--model", "model.safetensors", "--probabilities"] + options
    let run = try workspace.run(command + ["--quiet", "-"], input: list)
    let worker = try workspace.run(command + ["--worker", "--jobs", "3"], input: list)
    #expect(run.status == 1, "labels.csv is no picture")
    #expect(worker.status == 0 && worker.error == "")
    let header = options.isEmpty ? 1 : 0
    let rows = run.output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(header)
    #expect(rows.joined(separator: "\n") == worker.output)
  }

  @Test(arguments: [
    (["-o", "rows.csv"], "--output cannot be used with --worker, which answers each line on standard output."),
    (["-", "--null"], "--null cannot be used with --worker, which answers each line on standard output."),
    (["scans"], "--worker takes its paths from standard input, so no input can be named beside it."),
  ]) func contradictionsAreWrongUsage(options: [String], message: String) throws {
    let workspace = try Workspace()
    let result = try workspace.run(["classify", "--worker"] + options)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.error.hasPrefix("Error: \(message)\n"))
  }

  @Test func anUnreadableModelIsFour() throws {
    let result = try Workspace().run(["classify", "--worker", "--model", "nothing"])
    #expect(result.status == 4 && result.output == "")
  }

  @Test(arguments: [(SIGTERM, 143), (SIGINT, 130)] as [(Int32, Int32)])
  func aSignalEndsTheReading(signal number: Int32, status: Int32) throws {
    signal(number, SIG_DFL)
    let worker = try Worker(in: try Workspace())
    try worker.send("1.png\n2.png\nhalf a li")
    #expect(try worker.receiveLine() == "1.png,,,error,No such file or directory\n")
    kill(worker.process.processIdentifier, number)
    worker.process.waitUntilExit()
    #expect(worker.process.terminationStatus == status)
    let (output, error) = try worker.finish()
    #expect(output == "2.png,,,error,No such file or directory\n")
    #expect(error == "")
  }

  @Test func aClosedPipeIsQuiet() throws {
    let worker = try Worker(in: try Workspace())
    try worker.send("1.png\n")
    _ = try worker.receiveLine()
    try worker.output.close()
    try worker.send("2.png\n")
    try worker.input.close()
    let message = try worker.error.readToEnd() ?? Data()
    worker.process.waitUntilExit()
    #expect(worker.process.terminationReason == .exit && worker.process.terminationStatus == 0)
    #expect(message.isEmpty)
  }
}

/// A running `digits classify --worker`, spoken to line by line.
private final class Worker {
  let process: Process
  let input: FileHandle
  let output: FileHandle
  let error: FileHandle
  private let workspace: Workspace

  init(in workspace: Workspace) throws {
    self.workspace = workspace
    process = DigitsProcess.make(["classify", "--worker", "--model", "model.safetensors"], in: workspace.path)
    let pipes = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = pipes
    (input, output, error) = (
      pipes.0.fileHandleForWriting, pipes.1.fileHandleForReading, pipes.2.fileHandleForReading
    )
    try process.run()
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws { try input.write(contentsOf: Data(bytes)) }

  /// Waits for the next line.
  func receiveLine() throws -> String {
    var line = Data()
    while line.last != UInt8(ascii: "\n"), let byte = try output.read(upToCount: 1), !byte.isEmpty { line += byte }
    return String(decoding: line, as: UTF8.self)
  }

  /// Ends the input; returns what is still said.
  func finish() throws -> (output: String, error: String) {
    try? input.close()
    let rest = try output.readToEnd() ?? Data()
    let message = try error.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: rest, as: UTF8.self), String(decoding: message, as: UTF8.self))
  }
}

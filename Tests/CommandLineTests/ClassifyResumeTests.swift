import Foundation
import Testing
import digits

/// Runs that are ended and gone on with. The inputs come through a pipe, so that no moment is left to chance.
@Suite(.timeLimit(.minutes(10))) struct ClassifyResumeTests {
  private static let options = ["--model", "model.safetensors", "--quiet"]
  private static let files = (0..<200).map { "scans/\($0 % 20).png" }

  private static func list(_ files: some Sequence<String>) -> Data { Data(files.map { $0 + "\n" }.joined().utf8) }

  /// With empty files for scans: each has a row, be it an error.
  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    for index in 0..<20 { try workspace.write([], to: "scans/\(index).png") }
    return workspace
  }

  private func classify(_ arguments: [String], in workspace: Workspace) throws -> RunResult {
    try DigitsProcess.run(
      ["classify", "-"] + arguments, in: workspace.path, input: Array(Self.list(Self.files)))
  }

  private func undisturbed(_ workspace: Workspace) throws -> String {
    let result = try classify(Self.options + ["-o", "whole.csv"], in: workspace)
    try #require(result.status == 1 && result.error == "", "\(result.error)")
    try #require(workspace.names() == ["model.safetensors", "scans", "whole.csv"])
    let rows = try workspace.read("whole.csv")
    try FileManager.default.removeItem(atPath: workspace.path + "/whole.csv")
    return rows
  }

  /// A run that has read the first inputs and waits for more.
  private struct WaitingRun {
    var process: Process
    var input: FileHandle
    var error: Pipe

    /// Exit code and messages.
    func end(_ signal: Int32) throws -> (status: Int32, messages: String) {
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return (
        process.terminationStatus, String(decoding: try error.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      )
    }
  }

  private func start(_ arguments: [String], files: Int, in workspace: Workspace) throws -> WaitingRun {
    let process = DigitsProcess.make(["classify", "-"] + arguments, in: workspace.path)
    let (input, error) = (Pipe(), Pipe())
    (process.standardInput, process.standardError) = (input, error)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Self.list(Self.files.prefix(files)))
    let run = WaitingRun(process: process, input: input.fileHandleForWriting, error: error)
    for _ in 0..<6000 where try rows("rows.csv.partial", in: workspace) < files { usleep(10_000) }
    try #require(rows("rows.csv.partial", in: workspace) == files)
    return run
  }

  private func rows(_ name: String, in workspace: Workspace) throws -> Int {
    max(0, ((try? workspace.read(name)) ?? "").count { $0 == "\n" } - 1)
  }

  /// An unfinished run of 50 rows, and the bytes that it is to have in the end.
  private func unfinished(_ workspace: Workspace) throws -> String {
    let expected = try undisturbed(workspace)
    let run = try start(Self.options + ["-o", "rows.csv"], files: 50, in: workspace)
    _ = try run.end(SIGTERM)
    try #require(workspace.names() == ["model.safetensors", "rows.csv.partial", "rows.csv.resume", "scans"])
    return expected
  }

  @Test(arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130)), (SIGHUP, Int32(129))])
  func aSignalLeavesARunThatCanBeGoneOnWith(signalNumber: Int32, status: Int32) throws {
    signal(signalNumber, SIG_DFL)
    let workspace = try workspace()
    let expected = try undisturbed(workspace)
    let run = try start(Self.options + ["-o", "rows.csv"], files: 50, in: workspace)
    let end = try run.end(signalNumber)
    #expect(end.status == status)
    let command = "\(DigitsProcess.executable.path) classify - --model model.safetensors --quiet -o rows.csv --resume"
    #expect(
      end.messages == "stopped after 50 rows; with the same list on standard input, go on with: \(command)\n")
    #expect(try workspace.names() == ["model.safetensors", "rows.csv.partial", "rows.csv.resume", "scans"])
    let result = try classify(Self.options + ["-o", "rows.csv", "--resume", "--jobs", "1"], in: workspace)
    #expect(result.status == 1)
    #expect(result.error == "going on with rows.csv.partial, after 50 rows\n")
    #expect(try workspace.read("rows.csv") == expected)
    #expect(try workspace.names() == ["model.safetensors", "rows.csv", "scans"])
  }

  @Test func theTotalsAreThoseOfBothRuns() throws {
    let workspace = try workspace()
    _ = try unfinished(workspace)
    let result = try classify(["--model", "model.safetensors", "-o", "rows.csv", "--resume"], in: workspace)
    let totals = "200 files: 0 digits, 0 blank, 200 errors: 200 empty; 50 of them done before; "
    #expect(result.error.split(separator: "\n").dropLast().last?.hasPrefix(totals) == true, "\(result.error)")
    #expect(result.error.hasSuffix("\nwrote rows.csv\n"))
  }

  @Test func aTableForExcelGoesOnToo() throws {
    let workspace = try workspace()
    let options = Self.options + ["--format", "excel-semicolon", "-o", "rows.csv"]
    let run = try start(options, files: 50, in: workspace)
    _ = try run.end(SIGTERM)
    #expect(try classify(options + ["--resume"], in: workspace).status == 1)
    let file = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/rows.csv"))
    let lines = file.split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 201 && lines[0] == Data("\u{FEFF}file;digit;confidence;status;message".utf8))
    #expect(lines.dropFirst().allSatisfy { $0.starts(with: "scans/".utf8) })
  }

  @Test func aKilledRunGoesOn() throws {
    let workspace = try workspace()
    let expected = try undisturbed(workspace)
    let run = try start(Self.options + ["-o", "rows.csv"], files: 1, in: workspace)
    // A checkpoint is made about a second after the start, with the next row.
    var given = 1
    while try !workspace.names().contains("rows.csv.resume"), given < Self.files.count {
      usleep(50_000)
      try run.input.write(contentsOf: Self.list([Self.files[given]]))
      given += 1
    }
    _ = try run.end(SIGKILL)
    let result = try classify(Self.options + ["-o", "rows.csv", "--resume"], in: workspace)
    #expect(result.error.hasPrefix("going on with rows.csv.partial, after "), "\(result.error)")
    #expect(try workspace.read("rows.csv") == expected)
    #expect(try workspace.names() == ["model.safetensors", "rows.csv", "scans"])
  }

  @Test func theSecondSignalEndsAtOnce() throws {
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
    let workspace = try workspace()
    // Nobody reads all of the rows, so that the run cannot bring those under way to an end.
    let process = DigitsProcess.make(["classify", "--model", "model.safetensors", "-"], in: workspace.path)
    let (input, output, error) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, error)
    try process.run()
    // So many rows do not fit the pipe, not even without those that are read, and so many paths do.
    for _ in 0..<20 { try input.fileHandleForWriting.write(contentsOf: Self.list(Self.files)) }
    // Once there are rows, the run is ready for signals.
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    // Both wait when the process goes on; the one with the smaller number comes first. Alone, it would end the process
    // with 130.
    for signal in [SIGSTOP, SIGINT, SIGTERM, SIGCONT] { kill(process.processIdentifier, signal) }
    process.waitUntilExit()
    #expect(process.terminationStatus == 143)
  }

  @Test func refusesAnotherRun() throws {
    let workspace = try workspace()
    let expected = try unfinished(workspace)
    let resume = Self.options + ["-o", "rows.csv", "--resume"]
    let wayOut = "; repeat that run's options and inputs, or leave --resume out to start again\n"
    let option = try classify(resume + ["--min-confidence", "0.9", "--probabilities"], in: workspace)
    #expect(option.status == 2)
    let differences = "--min-confidence was 0.8 and is now 0.9; --probabilities was no and is now yes"
    #expect(option.error == "digits: rows.csv.resume is of another run: \(differences)\(wayOut)")
    let model = try workspace.run(["classify", "-", "-o", "rows.csv", "--resume"])
    #expect(model.status == 2)
    #expect(model.error.hasPrefix("digits: rows.csv.resume is of another run: model was untrained "), "\(model.error)")
    let inputs = try workspace.run(["classify", "scans"] + resume)
    #expect(inputs.status == 2)
    #expect(inputs.error == "digits: rows.csv.resume is of another run: inputs was - and is now scans\(wayOut)")
    let fewer = try DigitsProcess.run(
      ["classify", "-"] + resume, in: workspace.path, input: Array(Self.list(Self.files.prefix(7))))
    #expect(fewer.status == 2)
    let bringBack = "; bring them back, or leave --resume out to start again\n"
    #expect(fewer.error.hasSuffix(" had read 50 inputs, and now there are only 7" + bringBack), "\(fewer.error)")
    let others = try DigitsProcess.run(
      ["classify", "-"] + resume, in: workspace.path, input: Array(Self.list(Self.files.reversed())))
    #expect(others.status == 2)
    #expect(
      others.error.hasSuffix(
        "digits: the first 50 inputs are no longer those that the unfinished run had read" + bringBack),
      "\(others.error)")
    // All that has left the run as it was.
    #expect(try classify(resume, in: workspace).status == 1)
    #expect(try workspace.read("rows.csv") == expected)
  }

  @Test func refusesWhatIsDamaged() throws {
    let workspace = try workspace()
    let expected = try unfinished(workspace)
    let resume = Self.options + ["-o", "rows.csv", "--resume"]
    let wayOut = "; leave --resume out to start again\n"
    let partial = Array(try workspace.read("rows.csv.partial").utf8)
    let changed = partial.map { $0 == UInt8(ascii: "1") ? UInt8(ascii: "7") : $0 }
    let damages: [(bytes: [UInt8], complaint: String)] = [
      (partial.dropLast(), "has \(partial.count - 1) bytes, and the unfinished run had left \(partial.count)"),
      ([], "has 0 bytes, and the unfinished run had left \(partial.count)"),
      (changed, "has been changed since the unfinished run left it"),
    ]
    for damage in damages {
      try workspace.write(damage.bytes, to: "rows.csv.partial")
      let result = try classify(resume, in: workspace)
      #expect(result.status == 4)
      #expect(result.error == "digits: rows.csv.partial \(damage.complaint)\(wayOut)")
    }
    try workspace.write(partial, to: "rows.csv.partial")
    try workspace.write(Array("{\"version\": 1".utf8), to: "rows.csv.resume")
    let state = try classify(resume, in: workspace)
    #expect(state.status == 4)
    #expect(
      state.error == "digits: rows.csv.resume is damaged, and does not tell how far the unfinished run was\(wayOut)")
    let again = try classify(Self.options + ["-o", "rows.csv"], in: workspace)
    #expect(again.status == 1)
    #expect(try workspace.read("rows.csv") == expected)
    #expect(try workspace.names() == ["model.safetensors", "rows.csv", "scans"])
  }

  @Test func withoutResumeARunStartsOverAndSaysSo() throws {
    let workspace = try workspace()
    let expected = try unfinished(workspace)
    let result = try classify(Self.options + ["-o", "rows.csv"], in: workspace)
    let notice =
      "rows.csv.partial had 50 rows of an unfinished run, with which --resume would have gone on: starting over\n"
    #expect(result.error == notice)
    #expect(try workspace.read("rows.csv") == expected)
    let none = try classify(Self.options + ["-o", "rows.csv", "--resume"], in: workspace)
    #expect(none.error == "no unfinished run of rows.csv: starting from the beginning\n")
    #expect(try workspace.read("rows.csv") == expected)
    #expect(try workspace.names() == ["model.safetensors", "rows.csv", "scans"])
  }

  @Test func oneRunAtATime() throws {
    let workspace = try workspace()
    let run = try start(Self.options + ["-o", "rows.csv"], files: 3, in: workspace)
    let other = try classify(Self.options + ["-o", "rows.csv"], in: workspace)
    #expect(other.status == 5)
    #expect(
      other.error
        == "digits: rows.csv: another run is writing it; wait until that ends, or name another file with -o\n")
    try run.input.close()
    run.process.waitUntilExit()
    #expect(try workspace.names() == ["model.safetensors", "rows.csv", "scans"])
    #expect(try rows("rows.csv", in: workspace) == 3)
  }

  @Test func onlyAFileCanBeGoneOnWith() throws {
    let workspace = try workspace()
    let none = try classify(["--resume"], in: workspace)
    #expect(none.status == 2)
    #expect(none.error.hasPrefix("Error: --resume needs a file to go on with: -o FILE."), "\(none.error)")
    let device = try classify(Self.options + ["-o", "/dev/null", "--resume"], in: workspace)
    #expect(device.status == 2)
    #expect(
      device.error.hasPrefix("Error: --resume needs a file to go on with, and /dev/null is a device or a pipe."),
      "\(device.error)")
    #expect(try classify(Self.options + ["-o", "/dev/null"], in: workspace).status == 1)
    let output = try classify(Self.options + ["-o", "/dev/stdout"], in: workspace)
    #expect(output.status == 1 && output.output.count { $0 == "\n" } == 201)
    #expect(try workspace.names() == ["model.safetensors", "scans"])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func aFullDeviceIsFive() throws {
    let workspace = try workspace()
    let result = try classify(Self.options + ["-o", "/dev/full"], in: workspace)
    #expect(result.status == 5)
    #expect(result.error == "digits: /dev/full: cannot be written: No space left on device\n")
  }

  @Test(arguments: [
    (["digits", "classify", "my scans", "-o", "a.csv"], "digits classify 'my scans' -o a.csv --resume"),
    (["digits", "classify", "--resume", "it's"], #"digits classify --resume 'it'\''s'"#),
    (["digits", "classify", "-o", "a.csv", "--", "--resume"], "digits classify -o a.csv --resume -- --resume"),
    (["digits", "classify", "new\nline", ""], #"digits classify $'new\012line' '' --resume"#),
  ]) func theCommandIsOneThatAShellTakes(words: [String], command: String) {
    #expect(RawArguments.commandToResume(words.map { Array($0.utf8) }) == command)
  }
}

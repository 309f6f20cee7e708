import Foundation
import Testing

/// What a run of the built program did.
struct RunResult {
  var status: Int32
  var output: String
  var error: String
}

/// The built program, run as a user runs it.
enum DigitsProcess {
  /// Beside the test bundle, where the build leaves it.
  static let executable: URL = {
    let bundles = [Bundle.main] + Bundle.allBundles
    let folders = bundles.flatMap { [$0.bundleURL, $0.bundleURL.deletingLastPathComponent()] }
    let candidates = folders.map { $0.appendingPathComponent("digits") }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) && !isFolder($0) } ?? candidates[0]
  }()

  private static func isFolder(_ url: URL) -> Bool {
    (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }

  /// A process that is ready to run in `folder`, its outputs to be collected in files there.
  static func make(_ arguments: [String], in folder: String) -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["HOME": folder, "PATH": "/usr/bin:/bin", "COLUMNS": "80"]
    return process
  }

  /// Runs to the end. `input` is what the program reads from standard input.
  static func run(_ arguments: [String], in folder: String, input: [UInt8] = []) throws -> RunResult {
    try finish(make(arguments, in: folder), input: input)
  }

  /// Runs a script of bash to its end; `$digits` is the program.
  static func shell(_ script: String, in folder: String) throws -> RunResult {
    let process = make(["-c", script], in: folder)
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.environment?["digits"] = executable.path
    return try finish(process, input: [])
  }

  private static func finish(_ process: Process, input: [UInt8]) throws -> RunResult {
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: input)
    try stdin.fileHandleForWriting.close()
    // What goes to standard error is short and fits the pipe.
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let error = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return RunResult(
      status: process.terminationStatus,
      output: String(decoding: output, as: UTF8.self),
      error: String(decoding: error, as: UTF8.self))
  }
}

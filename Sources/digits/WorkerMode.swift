import ArgumentParser
import BatchClassification
import Files
import Platform

/// `digits classify --worker`: a process that another program feeds with paths.
enum WorkerMode {
  /// `others` are options that were given beside --worker and contradict it, as the user writes them.
  static func validate(inputs: [String], others: [String]) throws {
    guard inputs.isEmpty || inputs == ["-"] else {
      throw ValidationError("--worker takes its paths from standard input, so no input can be named beside it.")
    }
    if let other = others.first {
      throw ValidationError("\(other) cannot be used with --worker, which answers each line on standard output.")
    }
  }

  /// Answers standard input until its end. A signal ends the reading; what was read is still answered.
  static func run(_ run: WorkerRun) throws {
    let request = Interruption.discardWhenInterrupted()
    request.take()
    let output = try OutputFile(nil)
    try run.run(descriptor: STDIN_FILENO, isStopped: { request.signal != nil }, write: output.write)
    if request.signal != nil { throw ExitCode(request.status) }
  }
}

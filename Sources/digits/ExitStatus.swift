import ArgumentParser
import DigitRecognition
import Files
import Logging

/// What the process says by its exit code.
enum ExitStatus: Int32 {
  case success = 0
  case someRowsAreErrors = 1
  case wrongUsage = 2
  case noInput = 3
  case unreadableModelOrData = 4
  case unwritableOutput = 5
  /// The system lacks what every run needs: threads. Trying again later may help.
  case systemExhausted = 6
  case interrupted = 130

  /// Says on standard error what went wrong and ends the process; help goes to standard output.
  static func exit(after error: any Error) -> Never {
    switch error {
    case let error as any CommandFailure:
      if error.exitStatus != .success { report(error) }
      Digits.exit(withError: ExitCode(error.exitStatus.rawValue))
    case is ExitCode:
      Digits.exit(withError: error)
    case _ where Digits.exitCode(for: error) == .success:
      Digits.exit(withError: error)
    case _ where Digits.exitCode(for: error) == .validationFailure:
      let hint = UsageHint.ofDashedFile(RawArguments.strings).map { [$0] } ?? []
      Terminal.say(
        ([Digits.fullMessage(for: error)] + hint).joined(separator: "\n"), level: .error, kind: .usage,
        facts: [exitCodeKey: wrongUsage.fact])
      Digits.exit(withError: ExitCode(wrongUsage.rawValue))
    default:
      Terminal.say("\(error)", level: .error, kind: .error, facts: [exitCodeKey: unreadableModelOrData.fact])
      Digits.exit(withError: ExitCode(unreadableModelOrData.rawValue))
    }
  }

  /// Says what ends the run, or has ended it.
  static func report(_ error: any CommandFailure) {
    var facts: Logger.Metadata = [exitCodeKey: error.exitStatus.fact]
    if let path = error.path { facts["path"] = .string(FilePath(path).text) }
    Terminal.say("\(error)", level: .error, kind: .error, facts: facts)
  }

  private static let exitCodeKey = "exit_code"

  private var fact: Logger.MetadataValue { .stringConvertible(rawValue) }
}

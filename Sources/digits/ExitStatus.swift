import ArgumentParser
import DigitRecognition
import DigitServer
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

  init(_ error: RecognitionError) {
    switch error {
    case .noInput, .notLabelled: self = .noInput
    case .unwritableOutput, .outputInUse, .unfinishedOutput: self = .unwritableOutput
    case .splitNotAvailable, .onlyDigits, .otherCheckpoint, .otherRun, .otherInputs, .trainingDiverged,
      .notAList, .outputExists, .outputIsInput, .sameOutputs:
      self = .wrongUsage
    case .closedPipe: self = .success
    case .noThreads: self = .systemExhausted
    case .cannotMerge(.noParts), .cannotMerge(.missing): self = .noInput
    case .dataNotFound, .notGzip, .damagedGzip, .malformedIDX, .wrongDigest, .writersMissing, .malformedTable,
      .noneReadable, .unreadableFile, .tooFewDigits, .oneDigitOnly, .unusableCheckpoint, .unusableState, .unknownModel,
      .unreadableModel, .cannotMerge:
      self = .unreadableModelOrData
    }
  }

  init(_ error: ServerError) {
    switch error {
    case .unknownHost, .foreignHost: self = .wrongUsage
    case .portTaken, .portNotAllowed, .cannotListen: self = .unwritableOutput
    case .noThreads: self = .systemExhausted
    }
  }

  /// Says on standard error what went wrong and ends the process; help goes to standard output.
  static func exit(after error: any Error) -> Never {
    switch error {
    case let error as RecognitionError:
      if error != .closedPipe { report(error) }
      Digits.exit(withError: ExitCode(ExitStatus(error).rawValue))
    case let error as ServerError:
      let status = ExitStatus(error)
      Terminal.say("\(error)", level: .error, kind: .error, facts: [exitCodeKey: status.fact])
      Digits.exit(withError: ExitCode(status.rawValue))
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
  static func report(_ error: RecognitionError) {
    var facts: Logger.Metadata = [exitCodeKey: ExitStatus(error).fact]
    if let path = error.path { facts["path"] = .string(FilePath(path).text) }
    Terminal.say("\(error)", level: .error, kind: .error, facts: facts)
  }

  private static let exitCodeKey = "exit_code"

  private var fact: Logger.MetadataValue { .stringConvertible(rawValue) }
}

extension RecognitionError {
  /// The one file that it is about, if it is about one.
  fileprivate var path: String? {
    switch self {
    case .unreadableFile(let path, _, _), .unreadableModel(let path, _), .unwritableOutput(let path, _): path
    default: nil
    }
  }
}

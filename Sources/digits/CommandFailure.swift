import BatchClassification
import DigitRecognition
import DigitTraining
import Files
import Inputs
import LabelledData
import NumberReading
import Threads

/// An error of one of the package's modules, as a command ends with it.
protocol CommandFailure: Error, CustomStringConvertible {
  var exitStatus: ExitStatus { get }
  /// The one file that it is about, if it is about one.
  var path: String? { get }
}

extension CommandFailure {
  package var path: String? { nil }
}

extension FileError: CommandFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .unwritableOutput, .outputInUse, .unfinishedOutput: .unwritableOutput
    case .outputExists, .folderNotEmpty: .wrongUsage
    case .closedPipe: .success
    case .notGzip, .damagedGzip, .malformedTable, .unreadableFile: .unreadableModelOrData
    }
  }

  package var path: String? {
    switch self {
    case .unreadableFile(let path, _, _), .unwritableOutput(let path, _): path
    default: nil
    }
  }
}

extension ThreadError: CommandFailure {
  var exitStatus: ExitStatus { .systemExhausted }
}

extension RecognitionError: CommandFailure {
  var exitStatus: ExitStatus { .unreadableModelOrData }

  package var path: String? {
    guard case .unreadableModel(let path, _) = self else { return nil }
    return path
  }
}

extension InputError: CommandFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .noInput: .noInput
    case .notAList, .outputIsInput, .sameOutputs: .wrongUsage
    }
  }
}

extension DataError: CommandFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .notLabelled: .noInput
    case .splitNotAvailable: .wrongUsage
    case .dataNotFound, .malformedIDX, .wrongDigest, .writersMissing, .noneReadable: .unreadableModelOrData
    }
  }
}

extension BatchError: CommandFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .otherRun, .otherInputs: .wrongUsage
    case .cannotMerge(.noParts), .cannotMerge(.missing): .noInput
    case .unusableState, .cannotMerge: .unreadableModelOrData
    }
  }
}

extension NumberError: CommandFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .unusablePattern, .unusableRule: .wrongUsage
    case .unusableList: .unreadableModelOrData
    }
  }

  package var path: String? {
    guard case .unusableList(let path, _) = self else { return nil }
    return path
  }
}

extension TrainingError: CommandFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .onlyDigits, .otherClasses, .otherCheckpoint, .trainingDiverged, .numbersForDigits, .digitsForNumbers:
      .wrongUsage
    case .tooFewDigits, .tooFewNumbers, .oneDigitOnly, .unusableCheckpoint: .unreadableModelOrData
    }
  }
}

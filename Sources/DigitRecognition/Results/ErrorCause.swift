import Files
import ImageIngestion
import Platform

/// What the rows that are errors are counted by: one for each thing that a user would set right in its own way.
public enum ErrorCause: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  case damaged
  case truncated
  case empty
  case notAnImage = "not_an_image"
  case unsupportedFormat = "unsupported_format"
  case tooLarge = "too_large"
  case tookTooLong = "took_too_long"
  case missing
  case permissionDenied = "permission_denied"
  /// For any other reason of the system.
  case unreadable

  /// For people, after a number.
  public var words: String { rawValue.split(separator: "_").joined(separator: " ") }

  package init(_ error: IngestionError) {
    switch error {
    case .empty: self = .empty
    case .notAnImage, .unrecognizedFormat: self = .notAnImage
    case .unsupported, .applePNG, .unsupportedJPEG: self = .unsupportedFormat
    case .truncated: self = .truncated
    case .corrupt, .impossibleSize: self = .damaged
    case .tooManyPixels, .tooMuchMemory: self = .tooLarge
    case .tooSlow: self = .tookTooLong
    }
  }

  init(_ cause: FileError.Cause) {
    switch cause {
    case .missing: self = .missing
    case .permissionDenied: self = .permissionDenied
    case .tooLarge: self = .tooLarge
    case .other: self = .unreadable
    }
  }
}

/// Why there is no picture: the words for its row, and what it counts as.
public struct Unreadable: Error, Equatable, Sendable {
  /// The words for the row, without the name of the file.
  public var reason: String
  /// What the failure counts as.
  public var cause: ErrorCause

  /// Makes a failure to read a picture.
  public init(_ reason: String, cause: ErrorCause = .unreadable) {
    self.reason = reason
    self.cause = cause
  }

  /// As the system's last call failed.
  package static var current: Unreadable { Unreadable(systemError: errno) }

  /// `number` is an `errno`.
  package init(systemError number: Int32) {
    self.init(SystemError.message(number), cause: ErrorCause(FileError.Cause(systemError: number)))
  }

  /// Without the name of the file, which stands in the row.
  package init(_ error: FileError) {
    if case .unreadableFile(_, let reason, let cause) = error {
      self.init(reason, cause: ErrorCause(cause))
    } else {
      self.init(error.description)
    }
  }

  package init(_ error: IngestionError) {
    self.init(error.description, cause: ErrorCause(error))
  }
}

import ImageIngestion

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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

  init(_ error: IngestionError) {
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

  /// For an `errno` of the call that was to open or read it.
  init(systemError number: Int32) {
    switch number {
    case ENOENT, ENOTDIR: self = .missing
    case EACCES, EPERM: self = .permissionDenied
    default: self = .unreadable
    }
  }
}

/// Why there is no picture: the words for its row, and what it counts as.
public struct Unreadable: Error, Equatable, Sendable {
  public var reason: String
  public var cause: ErrorCause

  public init(_ reason: String, cause: ErrorCause = .unreadable) {
    (self.reason, self.cause) = (reason, cause)
  }

  /// As the system's last call failed.
  static var current: Unreadable {
    Unreadable(SystemError.current, cause: ErrorCause(systemError: errno))
  }

  init(_ error: IngestionError) {
    self.init(error.description, cause: ErrorCause(error))
  }
}

extension RecognitionError {
  /// The file or folder as the failed call left it in `errno`.
  static func unreadable(_ path: String) -> RecognitionError {
    let problem = Unreadable.current
    return .unreadableFile(path: path, reason: problem.reason, cause: problem.cause)
  }
}

/// The cases that the readers of files throw, without those of training and models and what they need.
package enum RecognitionError: Error {
  case notGzip(path: String, looksLikeHTML: Bool)
  case damagedGzip(path: String)
  case malformedIDX(path: String, detail: String)
  case unreadableFile(path: String, reason: String, cause: ErrorCause = .unreadable)
}

extension RecognitionError {
  static func unreadable(_ path: String) -> RecognitionError {
    .unreadableFile(path: path, reason: SystemError.current)
  }
}

package enum ErrorCause: Sendable {
  case missing, unreadable

  init(systemError number: Int32) { self = .unreadable }
}

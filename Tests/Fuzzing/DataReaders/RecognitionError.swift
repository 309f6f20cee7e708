/// The cases that the readers of files throw, without those of training and models and what they need.
package enum RecognitionError: Error {
  case notGzip(path: String, looksLikeHTML: Bool)
  case damagedGzip(path: String)
  case malformedIDX(path: String, detail: String)
  case malformedTable(path: String, line: Int, detail: String)
  case unreadableFile(path: String, reason: String, cause: ErrorCause = .unreadable)
}

/// For the keys of metadata.
public enum ModelCatalog {}

/// Why a file's bytes did not become a picture. One case for each thing that a user can do something about.
public enum IngestionError: Error, Equatable {
  case empty
  case unrecognizedFormat
  case truncated(format: String)
  case corrupt(format: String, detail: String)
  case tooManyPixels(width: Int, height: Int, limit: Int)
}

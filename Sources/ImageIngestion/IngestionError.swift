/// Why a file's bytes did not become a picture. One case for each thing that a user can do something about.
public enum IngestionError: Error, Equatable {
  case empty
  /// Text, or a web page saved in place of a picture.
  case notAnImage(kind: String)
  /// A picture or document in a known format other than PNG and JPEG.
  case unsupported(format: String)
  case unrecognizedFormat
  case truncated(format: String)
  case corrupt(format: String, detail: String)
  case tooManyPixels(width: Int, height: Int, limit: Int)
}

extension IngestionError: CustomStringConvertible {
  /// One short line without the file's name: what failed and the way out.
  public var description: String {
    switch self {
    case .empty:
      "empty file: copy or export it again"
    case .notAnImage(let kind):
      "\(kind), not an image: replace it by the PNG or JPEG that was meant"
    case .unsupported(let format):
      "\(format) file: convert it to PNG or JPEG"
    case .unrecognizedFormat:
      "neither PNG nor JPEG: convert it to one of these"
    case .truncated(let format):
      "truncated \(format): the file ends early; copy or export it again"
    case .corrupt(let format, let detail):
      "corrupt \(format) (\(detail)): copy or export it again"
    case .tooManyPixels(let width, let height, let limit):
      "\(width)x\(height) pixels are over the limit of \(limit): allow more with --max-pixels, or shrink it"
    }
  }
}

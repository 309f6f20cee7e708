/// Why a file's bytes did not become a picture. One case for each thing that a user can do something about.
public enum IngestionError: Error, Equatable {
  case empty
  /// Text, or a web page saved in place of a picture.
  case notAnImage(kind: String)
  /// A picture, document or archive in a known format other than PNG and JPEG.
  case unsupported(UnreadFormat)
  case unrecognizedFormat
  /// Apple's own kind of PNG, which Xcode makes for iPhones: premultiplied, blue first, deflated without a header.
  case applePNG
  /// A whole JPEG of a kind that is not read, such as `lossless`.
  case unsupportedJPEG(kind: String)
  case truncated(format: String)
  case corrupt(format: String, detail: String)
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// The header promises more pixels than so few bytes can hold.
  case impossibleSize(format: String, width: Int, height: Int, byteCount: Int)
  /// A JPEG in several scans, whose coefficients would have to be kept. In bytes.
  case tooMuchMemory(width: Int, height: Int, byteCount: Int, limit: Int)
  case tooSlow(format: String, seconds: Double)
}

extension IngestionError: CustomStringConvertible {
  /// One short line without the file's name: what failed and the way out.
  public var description: String {
    switch self {
    case .empty:
      "empty file: copy or export it again"
    case .notAnImage(let kind):
      "\(kind), not an image: replace it by the PNG or JPEG that was meant"
    case .unsupported(.zip):
      "zip archive: unpack it with: \(IngestionError.remedy(.zip))"
    case .unsupported(let format):
      "\(format.rawValue) file: convert it with: \(IngestionError.remedy(format))"
    case .unrecognizedFormat:
      "neither PNG nor JPEG: convert it to one of these"
    case .applePNG:
      "Apple's own kind of PNG (CgBI): convert it on a Mac with: sips -s format png IN.png --out OUT.png"
    case .unsupportedJPEG(let kind) where kind.hasPrefix("lossless"):
      "\(kind) JPEG: convert it with: ffmpeg -i IN.jpg OUT.png (package ffmpeg)"
    case .unsupportedJPEG(let kind):
      "\(kind) JPEG: save it as PNG or as an ordinary JPEG"
    case .truncated(let format):
      "truncated \(format): the file ends early; copy or export it again"
    case .corrupt(let format, let detail):
      "corrupt \(format) (\(detail)): copy or export it again"
    case .tooManyPixels(let width, let height, let limit):
      "\(width)x\(height) pixels are over the limit of \(limit): allow more with --max-pixels, or shrink it"
    case .impossibleSize(let format, let width, let height, let byteCount):
      "corrupt \(format) (\(byteCount) bytes cannot hold \(width)x\(height) pixels): copy or export it again"
    case .tooMuchMemory(let width, let height, let byteCount, let limit):
      """
      progressive JPEG of \(width)x\(height) pixels takes \(byteCount / 1_000_000) MB, over the limit of \
      \(limit / 1_000_000) MB: save it without progressive, or shrink it
      """
    case .tooSlow(let format, let seconds):
      "\(format) took longer than \(seconds) s to decode: export it again, or shrink it"
    }
  }

  private static func remedy(_ format: UnreadFormat) -> String {
    "\(format.remedy.command) (package \(format.remedy.package))"
  }
}

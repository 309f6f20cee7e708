import CImageCodecs

extension IngestionError {
  /// What the C readers report.
  init(_ failure: decode_failure, format: ImageFormat, seconds: Double) {
    switch failure.status {
    case DECODE_TRUNCATED: self = .truncated(format: format.rawValue)
    case DECODE_UNSUPPORTED: self = .unsupportedJPEG(kind: IngestionError.detail(failure))
    case DECODE_TOO_SLOW: self = .tooSlow(format: format.rawValue, seconds: seconds)
    default: self = .corrupt(format: format.rawValue, detail: IngestionError.detail(failure))
    }
  }

  private static func detail(_ failure: decode_failure) -> String {
    let message = withUnsafeBytes(of: failure.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    // libjpeg begins so what the error's own words say already.
    let prefix = "Corrupt JPEG data: "
    return String(message.hasPrefix(prefix) ? message.dropFirst(prefix.count) : message[...])
  }
}

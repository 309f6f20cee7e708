import CImageCodecs

extension IngestionError {
  /// What the C readers report.
  init(_ failure: decode_failure, format: ImageFormat) {
    guard failure.status != DECODE_TRUNCATED else {
      self = .truncated(format: format.rawValue)
      return
    }
    let message = withUnsafeBytes(of: failure.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    // libjpeg begins so what the error's own words say already.
    let prefix = "Corrupt JPEG data: "
    let detail = message.hasPrefix(prefix) ? message.dropFirst(prefix.count) : message[...]
    self = .corrupt(format: format.rawValue, detail: String(detail))
  }
}

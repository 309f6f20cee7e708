import CImageCodecs

extension IngestionError {
  /// What the C readers report.
  init(_ failure: decode_failure, format: ImageFormat) {
    guard failure.status != DECODE_TRUNCATED else {
      self = .truncated(format: format.rawValue)
      return
    }
    let detail = withUnsafeBytes(of: failure.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    self = .corrupt(format: format.rawValue, detail: detail)
  }
}

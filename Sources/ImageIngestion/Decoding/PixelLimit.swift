/// How many pixels a picture may have.
struct PixelLimit {
  private let limit: Int

  init(_ limit: Int) {
    self.limit = limit
  }

  /// - Throws: `tooManyPixels`, also where `width * height` overflows.
  func check(width: Int, height: Int) throws(IngestionError) {
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard overflow || pixels > limit else { return }
    throw .tooManyPixels(width: width, height: height, limit: limit)
  }
}

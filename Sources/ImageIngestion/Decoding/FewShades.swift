import Imaging

/// The shades of a picture that consists of a handful, close together and without noise, such as a mask whose values
/// are 0 and 1. There a small difference is meant, and the shades may be drawn apart; on scanned paper it is texture.
struct FewShades {
  /// From the darkest to the lightest, in 1/65535.
  private let range: ClosedRange<UInt16>

  /// Shades further apart than this, in 1/255, need no help: rules and network see them as they are.
  static let widestRange = 40

  /// nil for any other picture. `reader` must keep the file's depth; it is read no further than to the first colour too
  /// many.
  init?(in reader: borrowing PNGReader) throws(IngestionError) {
    var census = ColorCensus(width: reader.width, channels: reader.channels)
    try reader.eachBand { pass, _, samples in census.add(samples.widened, of: pass) }
    guard census.isMeant, let range = census.range else { return nil }
    guard Int(range.upperBound - range.lowerBound) <= Self.widestRange * 257 else { return nil }
    self.range = range
  }

  /// The samples as bytes, the darkest at 0 and the lightest at 255. Full alpha stays so.
  func stretched(_ samples: [UInt16]) -> [UInt8] {
    let (low, span) = (Int(range.lowerBound), Int(range.upperBound - range.lowerBound))
    return samples.map { UInt8(min(255, max(0, ((Int($0) - low) * 255 + span / 2) / span))) }
  }
}

extension GrayImage {
  /// Whether all shades lie so close together that a small difference might be meant.
  var isFlat: Bool {
    var (low, high) = (UInt8.max, UInt8.min)
    return pixels.withUnsafeBufferPointer { pixels in
      // In pieces, each of which vectorises: most pictures are told from a flat one by the first few.
      for start in stride(from: 0, to: pixels.count, by: 4096) {
        for shade in pixels[start..<min(start + 4096, pixels.count)] {
          low = min(low, shade)
          high = max(high, shade)
        }
        if Int(high) - Int(low) >= FewShades.widestRange { return false }
      }
      return true
    }
  }
}

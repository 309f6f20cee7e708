import Imaging

/// Makes strokes thicker or thinner: grey dilation or erosion by a cross of five pixels, blended with the image.
package struct StrokeFilter: Sendable {
  private var before = [UInt8](repeating: 0, count: PaddedDigit.count)

  /// A filter with scratch memory of its own.
  package init() {}

  /// `amount` in -1 … 1: above 0 the image moves that share of the way to its dilation, below 0 to its erosion.
  package mutating func apply(amount: Float, to digit: inout PaddedDigit) {
    // Both margins are paper and stay so.
    swap(&before, &digit.pixels)
    let share = UInt16(abs(amount) * 256)
    before.withUnsafeBufferPointer { before in
      digit.pixels.withUnsafeMutableBufferPointer { after in
        if amount > 0 {
          Self.forEachPixel(of: before, set: after) { here, extreme in
            here &+ UInt8(truncatingIfNeeded: (UInt16(extreme &- here) &* share) >> 8)
          } extreme: {
            max($0, $1)
          }
        } else {
          Self.forEachPixel(of: before, set: after) { here, extreme in
            here &- UInt8(truncatingIfNeeded: (UInt16(here &- extreme) &* share) >> 8)
          } extreme: {
            min($0, $1)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func forEachPixel(
    of before: UnsafeBufferPointer<UInt8>, set after: UnsafeMutableBufferPointer<UInt8>,
    to mix: (_ here: UInt8, _ extreme: UInt8) -> UInt8, extreme: (UInt8, UInt8) -> UInt8
  ) {
    let side = PaddedDigit.side
    for y in 0..<DigitImage.side {
      let row = (y + PaddedDigit.margin) * side + PaddedDigit.margin
      for pixel in row..<row + DigitImage.side {
        let here = before[pixel]
        let beside = extreme(before[pixel - 1], before[pixel + 1])
        let above = extreme(before[pixel - side], before[pixel + side])
        after[pixel] = mix(here, extreme(extreme(beside, above), here))
      }
    }
  }
}

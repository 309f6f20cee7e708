import Imaging

/// Blurs 28×28 by three taps along each axis, whose variance is that of the Gaussian asked for.
package struct BlurFilter: Sendable {
  private var source = PaddedDigit()
  private var across = PaddedDigit()

  /// A filter with scratch memory of its own.
  package init() {}

  /// `sigma` is the deviation in pixels, 0 ..< 1; `image` holds 784 values, and outside it there is paper.
  package mutating func apply(sigma: Float, to image: UnsafeMutableBufferPointer<UInt8>) {
    // Neighbours at distance 1 with weight w each have variance 2w.
    let side = UInt16(sigma * sigma / 2 * 256 + 0.5)
    guard side > 0 else { return }
    source.load(UnsafeBufferPointer(image))
    Self.blur(source.pixels, into: &across.pixels, step: 1, side: side)
    Self.blur(across.pixels, into: &source.pixels, step: PaddedDigit.side, side: side)
    source.store(into: image)
  }

  /// Weights are in 1/256; the sums just fit 16 bits.
  private static func blur(_ before: [UInt8], into after: inout [UInt8], step: Int, side: UInt16) {
    before.withUnsafeBufferPointer { before in
      after.withUnsafeMutableBufferPointer { after in
        for y in 0..<DigitImage.side {
          let row = (y + PaddedDigit.margin) * PaddedDigit.side + PaddedDigit.margin
          for pixel in row..<row + DigitImage.side {
            let neighbours = UInt16(before[pixel - step]) &+ UInt16(before[pixel + step])
            let sum = neighbours &* side &+ UInt16(before[pixel]) &* (256 &- 2 &* side) &+ 128
            after[pixel] = UInt8(truncatingIfNeeded: sum >> 8)
          }
        }
      }
    }
  }
}

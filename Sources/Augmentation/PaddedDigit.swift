import Imaging

/// A digit with a margin of paper, so that gathering from it needs no test of bounds.
package struct PaddedDigit: Sendable {
  private static let margin = 2
  private static let side = DigitImage.side + 2 * margin
  /// Positions are whole numbers of 1/65,536 pixel, weights of 1/1,024.
  private static let positionBits: Int32 = 16
  private static let weightBits: Int32 = 10
  private var pixels = [Int32](repeating: 0, count: side * side)

  package init() {}

  /// `digit` holds 784 values.
  package mutating func load(_ digit: UnsafeBufferPointer<UInt8>) {
    pixels.withUnsafeMutableBufferPointer { pixels in
      for y in 0..<DigitImage.side {
        let row = (y + Self.margin) * Self.side + Self.margin
        for x in 0..<DigitImage.side { pixels[row + x] = Int32(digit[y * DigitImage.side + x]) }
      }
    }
  }

  /// Reads every pixel of `output` (784 values) from where `map` says, bilinearly; outside there is paper.
  package func warp(by map: AffineMap, into output: UnsafeMutableBufferPointer<UInt8>) {
    let (stepX, stepY) = (fixed(map.xx), fixed(map.yx))
    pixels.withUnsafeBufferPointer { source in
      for y in 0..<DigitImage.side {
        var sourceX = fixed(map.xy * Float(y) + map.x0 + Float(Self.margin))
        var sourceY = fixed(map.yy * Float(y) + map.y0 + Float(Self.margin))
        for x in y * DigitImage.side..<(y + 1) * DigitImage.side {
          output[x] = bilinear(source, sourceX, sourceY)
          sourceX &+= stepX
          sourceY &+= stepY
        }
      }
    }
  }

  /// The shade at a position; beyond the margin it is held inside, where everything is paper.
  @inline(__always)
  private func bilinear(_ source: UnsafeBufferPointer<Int32>, _ sourceX: Int32, _ sourceY: Int32) -> UInt8 {
    let last = Int32(Self.side - 1) << Self.positionBits - 1
    let (x, y) = (min(max(sourceX, 0), last), min(max(sourceY, 0), last))
    let mask: Int32 = 1 << Self.weightBits - 1
    let weightX = (x >> (Self.positionBits - Self.weightBits)) & mask
    let weightY = (y >> (Self.positionBits - Self.weightBits)) & mask
    let corner = Int((y >> Self.positionBits) &* Int32(Self.side) &+ (x >> Self.positionBits))
    let (top, bottom) = (source[corner], source[corner &+ Self.side])
    let upper = (top << Self.weightBits) &+ (source[corner &+ 1] &- top) &* weightX
    let lower = (bottom << Self.weightBits) &+ (source[corner &+ Self.side &+ 1] &- bottom) &* weightX
    let mixed = (upper << Self.weightBits) &+ (lower &- upper) &* weightY
    return UInt8(truncatingIfNeeded: (mixed &+ 1 << (2 * Self.weightBits - 1)) >> (2 * Self.weightBits))
  }

  private func fixed(_ position: Float) -> Int32 {
    Int32(position * Float(1 << Self.positionBits))
  }
}

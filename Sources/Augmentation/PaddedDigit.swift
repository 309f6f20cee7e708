import Imaging

/// A digit with a margin of paper, so that gathering from it needs no test of bounds.
package struct PaddedDigit: Sendable {
  private static let margin = 2
  private static let side = DigitImage.side + 2 * margin
  private var pixels = [Float](repeating: 0, count: side * side)

  package init() {}

  /// `digit` holds 784 values.
  package mutating func load(_ digit: UnsafeBufferPointer<UInt8>) {
    for y in 0..<DigitImage.side {
      let row = (y + Self.margin) * Self.side + Self.margin
      for x in 0..<DigitImage.side { pixels[row + x] = Float(digit[y * DigitImage.side + x]) }
    }
  }

  /// Reads every pixel of `output` (784 values) from where `map` says, bilinearly; outside there is paper.
  package func warp(by map: AffineMap, into output: UnsafeMutableBufferPointer<UInt8>) {
    // Positions beyond the margin are held inside it, where everything is paper.
    let last = Float(Self.side) - 1.001
    let margin = Float(Self.margin)
    pixels.withUnsafeBufferPointer { source in
      for y in 0..<DigitImage.side {
        let startX = map.xy * Float(y) + map.x0 + margin
        let startY = map.yy * Float(y) + map.y0 + margin
        for x in 0..<DigitImage.side {
          let sourceX = min(max(map.xx * Float(x) + startX, 0), last)
          let sourceY = min(max(map.yx * Float(x) + startY, 0), last)
          let (column, row) = (Int32(sourceX), Int32(sourceY))
          let (weightX, weightY) = (sourceX - Float(column), sourceY - Float(row))
          let corner = Int(row) &* Self.side &+ Int(column)
          let (top, bottom) = (source[corner], source[corner &+ Self.side])
          let (topRight, bottomRight) = (source[corner &+ 1], source[corner &+ Self.side &+ 1])
          let upper = top + (topRight - top) * weightX
          let lower = bottom + (bottomRight - bottom) * weightX
          output[y &* DigitImage.side &+ x] = UInt8(upper + (lower - upper) * weightY + 0.5)
        }
      }
    }
  }
}

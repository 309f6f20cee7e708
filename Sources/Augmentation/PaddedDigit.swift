import Imaging

/// A digit with a margin of paper, so that filters and gathering need no test of bounds.
package struct PaddedDigit: Sendable {
  /// Pixels of paper on each side.
  package static let margin = 2
  /// Width and height with the margin, in pixels.
  package static let side = DigitImage.side + 2 * margin
  static let count = side * side

  /// 32×32, row-major; the margin is 0.
  package internal(set) var pixels = [UInt8](repeating: 0, count: count)
  /// For each pixel itself, its right, its lower and its lower right neighbour, from the lowest byte up: what one
  /// bilinear sample needs comes with one load.
  private var quads = [UInt32](repeating: 0, count: count)
  /// Where a row of the new image comes from, in 1/256 pixel of the padded image.
  private var rowX = [UInt32](repeating: 0, count: DigitImage.side)
  private var rowY = [UInt32](repeating: 0, count: DigitImage.side)

  /// A digit without ink.
  package init() {}

  /// `digit` holds 784 values.
  package mutating func load(_ digit: UnsafeBufferPointer<UInt8>) {
    pixels.withUnsafeMutableBufferPointer { pixels in
      for y in 0..<DigitImage.side {
        let row = (y + Self.margin) * Self.side + Self.margin
        for x in 0..<DigitImage.side { pixels[row + x] = digit[y * DigitImage.side + x] }
      }
    }
  }

  /// Writes 784 values.
  package func store(into digit: UnsafeMutableBufferPointer<UInt8>) {
    pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<DigitImage.side {
        let row = (y + Self.margin) * Self.side + Self.margin
        for x in 0..<DigitImage.side { digit[y * DigitImage.side + x] = pixels[row + x] }
      }
    }
  }

  /// Reads every pixel of `output` (784 values) from where `map` says, moved by `field` if there is one, bilinearly;
  /// outside there is paper.
  package mutating func warp(
    by map: AffineMap, movedBy field: ElasticField?, into output: UnsafeMutableBufferPointer<UInt8>
  ) {
    makeQuads()
    for y in 0..<DigitImage.side {
      let (startX, startY) = (map.xy * Float(y) + map.x0, map.yy * Float(y) + map.y0)
      let pixel = y * DigitImage.side
      Self.place(&rowX, from: startX, step: map.xx, movedBy: field?.dx, at: pixel)
      Self.place(&rowY, from: startY, step: map.yx, movedBy: field?.dy, at: pixel)
      gatherRow(into: output, at: pixel)
    }
  }

  private mutating func makeQuads() {
    quads.withUnsafeMutableBufferPointer { quads in
      pixels.withUnsafeBufferPointer { pixels in
        for pixel in 0..<Self.count - Self.side - 1 {
          let upper = UInt32(pixels[pixel]) | UInt32(pixels[pixel + 1]) << 8
          let lower = UInt32(pixels[pixel + Self.side]) | UInt32(pixels[pixel + Self.side + 1]) << 8
          quads[pixel] = upper | lower << 16
        }
      }
    }
  }

  /// Positions of one row along one axis. Beyond the margin they are held inside, where everything is paper.
  @inline(__always)
  private static func place(
    _ places: inout [UInt32], from start: Float, step: Float, movedBy field: [Float]?, at pixel: Int
  ) {
    // Adding 2^23 leaves the rounded number in the lowest bits, without the checks of a conversion.
    let offset: Float = 0x1p23
    let (low, high) = (Float(1 - margin), Float(DigitImage.side))
    places.withUnsafeMutableBufferPointer { places in
      guard let field else {
        for x in 0..<DigitImage.side {
          let held = min(max(start + step * Float(x), low), high)
          places[x] = ((held + Float(margin)) * 256 + offset).bitPattern & 0xFFFF
        }
        return
      }
      field.withUnsafeBufferPointer { field in
        for x in 0..<DigitImage.side {
          let held = min(max(start + step * Float(x) + field[pixel + x], low), high)
          places[x] = ((held + Float(margin)) * 256 + offset).bitPattern & 0xFFFF
        }
      }
    }
  }

  @inline(__always)
  private func gatherRow(into output: UnsafeMutableBufferPointer<UInt8>, at pixel: Int) {
    quads.withUnsafeBufferPointer { quads in
      rowX.withUnsafeBufferPointer { rowX in
        rowY.withUnsafeBufferPointer { rowY in
          for x in 0..<DigitImage.side {
            let (placeX, placeY) = (rowX[x], rowY[x])
            let quad = quads[Int((placeY >> 8) << 5 | placeX >> 8)]
            let (weightX, weightY) = (placeX & 0xFF, placeY & 0xFF)
            // Upper and lower row side by side in one number: 8 bits of shade and 8 of weight fit 16 bits each.
            let (left, right) = (quad & 0x00FF_00FF, quad >> 8 & 0x00FF_00FF)
            let rows = left &* (256 - weightX) &+ right &* weightX
            let mixed = (rows & 0xFFFF) &* (256 - weightY) &+ (rows >> 16) &* weightY
            output[pixel + x] = UInt8(truncatingIfNeeded: (mixed &+ 0x8000) >> 16)
          }
        }
      }
    }
  }
}

extension GrayImage {
  /// Averages blocks of `factor` × `factor` pixels; a remainder at the right and bottom is left out. Halves go to the
  /// even neighbour, so that the blocks need no division; `CellMeans` rounds halves up.
  package func reduced(by factor: Int) -> GrayImage {
    guard factor > 1 else { return self }
    let (newWidth, newHeight) = (max(1, width / factor), max(1, height / factor))
    let (blockWidth, blockHeight) = (min(factor, width), min(factor, height))
    let reciprocal = 1 / Float(blockWidth * blockHeight)
    // Whole columns first, which vectorises.
    var columnSums = [UInt32](repeating: 0, count: width)
    let reduced = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { output, count in
      pixels.withUnsafeBufferPointer { input in
        columnSums.withUnsafeMutableBufferPointer { sums in
          for y in 0..<newHeight {
            sums.update(repeating: 0)
            for row in y * factor..<y * factor + blockHeight {
              let source = UnsafeBufferPointer(rebasing: input[row * width..<(row + 1) * width])
              for x in 0..<width { sums[x] &+= UInt32(source[x]) }
            }
            var column = 0
            for x in 0..<newWidth {
              var sum: UInt32 = 0
              for offset in 0..<blockWidth { sum &+= sums[column &+ offset] }
              output[y &* newWidth &+ x] = nearestByte(Float(sum) * reciprocal)
              column &+= factor
            }
          }
        }
      }
      count = newWidth * newHeight
    }
    return GrayImage(width: newWidth, height: newHeight, pixels: reduced)
  }
}

/// The whole number nearest to `value`, which is in 0 … 255; halves go to the even neighbour. Adding 2²³ leaves the
/// number in the last bits of the float, without the checks of a conversion, which keep loops from being vectorised.
@inlinable @inline(__always)
package func nearestByte(_ value: Float) -> UInt8 { UInt8(truncatingIfNeeded: (value + 0x1p23).bitPattern) }

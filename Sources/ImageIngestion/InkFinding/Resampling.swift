import Imaging

extension GrayImage {
  /// Averages blocks of `factor` × `factor` pixels; a remainder at the right and bottom is left out.
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

  /// The part of the picture inside `box`, which must lie within it.
  package func cropped(to box: PixelBox) -> GrayImage {
    var part: [UInt8] = []
    part.reserveCapacity(box.width * box.height)
    for y in box.y..<box.y + box.height {
      let start = y * width + box.x
      part.append(contentsOf: pixels[start..<start + box.width])
    }
    return GrayImage(width: box.width, height: box.height, pixels: part)
  }

  /// With a frame of one shade around it.
  func padded(by margin: Int, with shade: UInt8) -> GrayImage {
    var padded = GrayImage(width: width + 2 * margin, height: height + 2 * margin, filledWith: shade)
    for y in 0..<height {
      let start = (y + margin) * padded.width + margin
      padded.pixels.replaceSubrange(start..<start + width, with: pixels[y * width..<(y + 1) * width])
    }
    return padded
  }

  /// Black for white.
  package func inverted() -> GrayImage {
    GrayImage(width: width, height: height, pixels: pixels.map { 255 - $0 })
  }
}

/// The whole number nearest to `value`, 0 … 255. Adding 2²³ leaves it in a float's last bits, without the checks of a
/// conversion, which keep loops from being vectorised.
@inline(__always)
func nearestByte(_ value: Float) -> UInt8 { UInt8(truncatingIfNeeded: (value + 0x1p23).bitPattern) }

/// Where a position lies between two samples of a line: bilinear interpolation is one tap for each axis.
struct LinearTap {
  let first, second: Int
  /// Of the second, 0 … 1.
  let weight: Float

  @inline(__always)
  func mix(_ first: Float, _ second: Float) -> Float {
    first + (second - first) * weight
  }

  /// The taps for `count` samples when a line of `sourceCount` is enlarged by a whole factor: centres aligned, ends
  /// repeated.
  static func taps(count: Int, sourceCount: Int, enlargement: Int) -> [LinearTap] {
    let step = 1 / Float(enlargement)
    return (0..<count).map { index in
      let position = min(max(0, (Float(index) + 0.5) * step - 0.5), Float(sourceCount - 1))
      let first = Int(position)
      return LinearTap(first: first, second: min(first + 1, sourceCount - 1), weight: position - Float(first))
    }
  }
}

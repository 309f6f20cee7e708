/// The value between `first` and `second`, of which `share`, 0 … 1, is the part of the second. A function of its own, for
/// a method of another module is called for every pixel instead of being inlined.
@inlinable @inline(__always)
package func mixed(_ first: Float, _ second: Float, share: Float) -> Float { first + (second - first) * share }

/// The shade of a picture (`pixels`, row by row) between the middles of four pixels; (0, 0) is the middle of the first.
/// Beyond the picture its edge goes on.
@inlinable @inline(__always)
package func shade(_ pixels: UnsafeBufferPointer<UInt8>, width: Int, height: Int, x: Float, y: Float) -> Float {
  let (x, y) = (min(max(0, x), Float(width - 1)), min(max(0, y), Float(height - 1)))
  let (left, top) = (Int(x), Int(y))
  let right = min(left + 1, width - 1)
  let (upper, lower) = (top * width, min(top + 1, height - 1) * width)
  let share = x - Float(left)
  return mixed(
    mixed(Float(pixels[upper + left]), Float(pixels[upper + right]), share: share),
    mixed(Float(pixels[lower + left]), Float(pixels[lower + right]), share: share), share: y - Float(top))
}

/// Where a position lies between two samples of a line: bilinear interpolation is one tap for each axis.
package struct LinearTap: Sendable {
  /// The indices of the two samples; equal at the end of the line.
  package let first, second: Int
  /// The share of the second sample, 0 … 1.
  package let weight: Float

  init(first: Int, second: Int, weight: Float) {
    self.first = first
    self.second = second
    self.weight = weight
  }

  /// The taps for `count` samples over a line of `sourceCount`, `step` of whose samples make a new one; centres are
  /// aligned, and the ends repeated.
  package static func taps(count: Int, sourceCount: Int, step: Float) -> [LinearTap] {
    (0..<count).map { index in
      let position = min(max(0, (Float(index) + 0.5) * step - 0.5), Float(sourceCount - 1))
      let first = Int(position)
      return LinearTap(first: first, second: min(first + 1, sourceCount - 1), weight: position - Float(first))
    }
  }
}

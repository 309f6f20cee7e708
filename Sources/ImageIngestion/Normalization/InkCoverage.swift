import Imaging

/// How much of each pixel is ink, 0 … 1: the picture of a digit without its paper, light and pen.
package struct InkCoverage {
  /// Width in pixels.
  package let width: Int
  /// Height in pixels.
  package let height: Int
  /// `width * height` values, row-major.
  package var values: [Float]

  /// Wraps `values`, which must hold exactly `width * height` shares of ink.
  package init(width: Int, height: Int, values: [Float]) {
    precondition(values.count == width * height)
    self.width = width
    self.height = height
    self.values = values
  }

  /// The smallest box around all values above `level`; nil if there are none.
  func box(above level: Float) -> PixelBox? {
    var left = width
    var right = -1
    var top = height
    var bottom = -1
    for y in 0..<height {
      for x in 0..<width where values[y * width + x] > level {
        (left, right) = (min(left, x), max(right, x))
        (top, bottom) = (min(top, y), max(bottom, y))
      }
    }
    guard right >= 0 else { return nil }
    return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
  }

  /// Bilinear enlargement by a whole factor, for work that needs room between strokes.
  package func enlarged(by factor: Int) -> InkCoverage {
    guard factor > 1 else { return self }
    let columns = LinearTap.taps(count: width * factor, sourceCount: width, step: 1 / Float(factor))
    let rows = LinearTap.taps(count: height * factor, sourceCount: height, step: 1 / Float(factor))
    var enlarged: [Float] = []
    enlarged.reserveCapacity(values.count * factor * factor)
    for row in rows {
      let (upper, lower) = (row.first * width, row.second * width)
      for column in columns {
        let top = column.mix(values[upper + column.first], values[upper + column.second])
        let bottom = column.mix(values[lower + column.first], values[lower + column.second])
        enlarged.append(row.mix(top, bottom))
      }
    }
    return InkCoverage(width: width * factor, height: height * factor, values: enlarged)
  }
}

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
    var (left, right, top, bottom) = (width, -1, height, -1)
    values.withUnsafeBufferPointer { values in
      for y in 0..<height {
        let row = UnsafeBufferPointer(rebasing: values[y * width..<(y + 1) * width])
        var first = 0
        while first < width, row[first] <= level { first &+= 1 }
        guard first < width else { continue }
        var last = width - 1
        while row[last] <= level { last &-= 1 }
        (left, right) = (min(left, first), max(right, last))
        (top, bottom) = (min(top, y), y)
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
        let share = column.weight
        let top = mixed(values[upper + column.first], values[upper + column.second], share: share)
        let bottom = mixed(values[lower + column.first], values[lower + column.second], share: share)
        enlarged.append(mixed(top, bottom, share: row.weight))
      }
    }
    return InkCoverage(width: width * factor, height: height * factor, values: enlarged)
  }
}

import Imaging

/// How much of each pixel is ink, 0 … 1: the picture of a digit without its paper, light and pen.
package struct InkCoverage {
  package let width: Int
  package let height: Int
  /// `width * height` values, row-major.
  package var values: [Float]

  package init(width: Int, height: Int, values: [Float]) {
    precondition(values.count == width * height)
    (self.width, self.height, self.values) = (width, height, values)
  }

  /// The smallest box around all values above `level`; nil if there are none.
  func box(above level: Float) -> PixelBox? {
    var (left, right, top, bottom) = (width, -1, height, -1)
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
  func enlarged(by factor: Int) -> InkCoverage {
    guard factor > 1 else { return self }
    let step = 1 / Float(factor)
    let columns = (0..<width * factor).map { Tap(position: (Float($0) + 0.5) * step - 0.5, count: width) }
    let rows = (0..<height * factor).map { Tap(position: (Float($0) + 0.5) * step - 0.5, count: height) }
    var result = InkCoverage(
      width: width * factor, height: height * factor, values: Array(repeating: 0, count: values.count * factor * factor)
    )
    for (y, row) in rows.enumerated() {
      let (upper, lower) = (row.first * width, row.second * width)
      for (x, column) in columns.enumerated() {
        let top = values[upper + column.first] * (1 - column.weight) + values[upper + column.second] * column.weight
        let bottom = values[lower + column.first] * (1 - column.weight) + values[lower + column.second] * column.weight
        result.values[y * result.width + x] = top * (1 - row.weight) + bottom * row.weight
      }
    }
    return result
  }

  /// The two neighbours of a position between samples, and the weight of the second; edges repeat.
  private struct Tap {
    let first, second: Int
    let weight: Float

    init(position: Float, count: Int) {
      let clamped = min(max(0, position), Float(count - 1))
      first = Int(clamped)
      second = min(first + 1, count - 1)
      weight = clamped - Float(first)
    }
  }
}

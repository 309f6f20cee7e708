import Imaging

/// A smooth random surface over the plane: values in 0 … 1 at whole coordinates, bilinear between them,
/// repeating every 64 units.
package struct ValueNoise {
  private static let period = 64
  private let values: [Float]

  /// Draws the values at whole coordinates.
  package init(using generator: inout SeededGenerator) {
    var values: [Float] = []
    values.reserveCapacity(Self.period * Self.period)
    for _ in 0..<Self.period * Self.period { values.append(generator.unit()) }
    self.values = values
  }

  /// The height of the surface at (x, y), both at least 0.
  package subscript(x: Float, y: Float) -> Float {
    let (column, row) = (Int(x), Int(y))
    let (right, down) = (x - Float(column), y - Float(row))
    let mask = Self.period - 1
    let above = (row & mask) * Self.period
    let below = ((row + 1) & mask) * Self.period
    let (left, next) = (column & mask, (column + 1) & mask)
    let top = values[above + left] + right * (values[above + next] - values[above + left])
    let bottom = values[below + left] + right * (values[below + next] - values[below + left])
    return top + down * (bottom - top)
  }
}

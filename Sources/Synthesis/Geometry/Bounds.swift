/// The smallest upright rectangle around some points.
package struct Bounds: Sendable, Equatable {
  /// The upper left corner; beyond all numbers as long as nothing is included.
  package var low = Point(repeating: .greatestFiniteMagnitude)
  /// The lower right corner.
  package var high = Point(repeating: -.greatestFiniteMagnitude)

  /// Bounds that include nothing yet.
  @inlinable package init() {}

  /// The rectangle between two corners.
  @inlinable package init(low: Point, high: Point) {
    self.low = low
    self.high = high
  }

  /// Width and height.
  @inlinable package var size: Point { high - low }
  /// The middle.
  @inlinable package var center: Point { (low + high) / 2 }

  /// Widens the rectangle until it holds the square that reaches `reach` from `point` to each side.
  @inlinable package mutating func include(_ point: Point, reach: Float = 0) {
    let reach = Point(repeating: reach)
    low = pointwiseMin(low, point - reach)
    high = pointwiseMax(high, point + reach)
  }
}

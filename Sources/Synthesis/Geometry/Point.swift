import Platform

/// A place or a direction in the plane, x to the right and y down. Strokes use the digit's height as the unit, pages
/// use pixels.
package typealias Point = SIMD2<Float>

extension Point {
  /// The Euclidean length.
  @inlinable package var length: Float { (self * self).sum().squareRoot() }

  /// The direction of length 1 at the angle `radians` from x toward y.
  package static func direction(_ radians: Float) -> Point { Point(cos(radians), sin(radians)) }

  /// Points on a grid noted as pairs of figures, column and row of each point: `0349` is (0, 3), (4, 9).
  package static func onGrid(_ figures: Substring) -> [Point] {
    let places = figures.utf8.map { Float($0) - 48 }
    return stride(from: 0, to: places.count - 1, by: 2).map { Point(places[$0], places[$0 + 1]) }
  }
}

import Synthesis

/// For whom a track is drawn.
package enum Coverage {
  /// The picture: a line thinner than a pixel covers a part of it.
  case seen
  /// The truth: ink counts whole, however thin.
  case meant
}

extension Plane {
  /// Draws the union of tapered capsules along `track`, 0 nothing … 1 ink, over what is there. A pixel of this plane is
  /// `step` units of the track wide and high.
  package mutating func draw(_ track: PenTrack, as coverage: Coverage = .seen, step: SIMD2<Float> = [1, 1]) {
    let (columns, rows) = (width, height)
    values.withUnsafeMutableBytes { bytes in
      track.points.withUnsafeBufferPointer { points in
        track.radii.withUnsafeBufferPointer { radii in
          for link in track.links {
            let (from, to) = (Int(link.from), Int(link.to))
            let capsule = Capsule(
              from: points[from], to: points[to], radii: (radii[from], radii[to]), coverage: coverage, step: step)
            capsule.draw(on: bytes, columns: columns, rows: rows)
          }
        }
      }
    }
  }
}

/// All points nearer to a segment than a radius that changes evenly along it.
private struct Capsule {
  private let start, along, step: Point
  private let radius, widening, inverseSquare, inverseEdge, most: Float
  private let low, high: Point

  init(from start: Point, to end: Point, radii: (Float, Float), coverage: Coverage, step: Point) {
    (self.start, self.step) = (start, step)
    along = end - start
    // No thinner than a pixel; what is thinner covers less.
    let (first, last) = (max(radii.0, 0.5), max(radii.1, 0.5))
    (radius, widening) = (first, last - first)
    most = coverage == .meant ? 1 : min(radii.0 + radii.1, 1)
    inverseSquare = 1 / max((along * along).sum(), 1e-9)
    let edge = 0.5 * step.max()
    inverseEdge = 0.5 / edge
    let reach = Point(repeating: max(first, last) + edge)
    low = (pointwiseMin(start, end) - reach) / step - Point(0.5, 0.5)
    high = (pointwiseMax(start, end) + reach) / step + Point(0.5, 0.5)
  }

  /// Raises each pixel's coverage to this capsule's, four at a time.
  @inline(__always)
  func draw(on bytes: UnsafeMutableRawBufferPointer, columns: Int, rows: Int) {
    guard high.x > 0, high.y > 0, low.x < Float(columns), low.y < Float(rows) else { return }
    let (left, right) = (Int(max(low.x, 0)) & ~3, min(Int(high.x) + 1, columns))
    let (top, bottom) = (Int(max(low.y, 0)), min(Int(high.y) + 1, rows))
    guard let base = bytes.baseAddress else { return }
    let lanes = (SIMD4<Float>(0, 1, 2, 3) + 0.5) * step.x - start.x
    for y in top..<max(top, bottom) {
      let down = (Float(y) + 0.5) * step.y - start.y
      let downAlong = down * along.y
      let row = base + y * Plane.rowLength * MemoryLayout<Float>.stride
      for x in stride(from: left, to: right, by: 4) {
        let across = lanes + Float(x) * step.x
        let share = ((across * along.x + downAlong) * inverseSquare).held()
        let (aside, below) = (across - share * along.x, down - share * along.y)
        let outside = (aside * aside + below * below).squareRoot() - radius - share * widening
        let covered = (0.5 - outside * inverseEdge).held() * most
        let place = row + x * MemoryLayout<Float>.stride
        let before = place.loadUnaligned(as: SIMD4<Float>.self)
        place.storeBytes(of: before.replacing(with: covered, where: covered .> before), as: SIMD4<Float>.self)
      }
    }
  }
}

extension SIMD4<Float> {
  /// Each lane kept within 0 … 1; `pointwiseMin` and `pointwiseMax` are calls.
  @inline(__always)
  fileprivate func held() -> Self {
    let (zero, one) = (Self(repeating: 0), Self(repeating: 1))
    let low = replacing(with: zero, where: self .< zero)
    return low.replacing(with: one, where: low .> one)
  }
}

import Synthesis

/// A half-plane with a soft edge: 0 well before it, 1 well beyond it.
struct Edge {
  /// The direction across the edge, toward its far side; of length 1.
  var normal: Point
  /// Distance of the edge from the origin along `normal`, in pixels.
  var offset: Float
  /// Width of the transition in pixels, at least 1.
  var softness: Float

  /// The edge through `point`.
  init(through point: Point, normal: Point, softness: Float) {
    (self.normal, self.softness) = (normal, max(softness, 1))
    offset = (point * normal).sum()
  }
}

/// A disc, stretched and turned, with a soft edge.
struct Spot {
  var center: Point
  /// Half axes in pixels.
  var radii: Point
  /// Direction of the first axis, of length 1.
  var axis: Point = [1, 0]
  /// Width of the transition as a share of the radius.
  var softness: Float
}

/// The effect of a shape on a page.
enum Effect {
  /// Multiplies by the factor.
  case shade(Float)
  /// Covers with the shade, to the given share.
  case paint(Float, opacity: Float)

  /// The effect as `value * scale + shift` where the shape covers fully.
  fileprivate var line: (scale: Float, shift: Float) {
    switch self {
    case .shade(let factor): (factor, 0)
    case .paint(let shade, let opacity): (1 - opacity, opacity * shade)
    }
  }
}

extension Plane {
  /// Applies `effect` beyond `edge`, or beyond both edges.
  mutating func apply(_ effect: Effect, beyond edge: Edge, and other: Edge? = nil) {
    let width = width
    let (scale, shift) = effect.line
    let (step, slope) = (edge.normal.x / edge.softness, edge.normal.y / edge.softness)
    let start = 0.5 - edge.offset / edge.softness + 0.5 * (step + slope)
    guard let other else {
      updateRows { y, row in
        let first = start + slope * Float(y)
        for x in 0..<width {
          let share = min(max(first + step * Float(x), 0), 1)
          row[x] += share * (row[x] * (scale - 1) + shift)
        }
      }
      return
    }
    let (otherStep, otherSlope) = (other.normal.x / other.softness, other.normal.y / other.softness)
    let otherStart = 0.5 - other.offset / other.softness + 0.5 * (otherStep + otherSlope)
    updateRows { y, row in
      let (first, otherFirst) = (start + slope * Float(y), otherStart + otherSlope * Float(y))
      for x in 0..<width {
        let share = min(max(first + step * Float(x), 0), 1) * min(max(otherFirst + otherStep * Float(x), 0), 1)
        row[x] += share * (row[x] * (scale - 1) + shift)
      }
    }
  }

  /// Applies `effect` within `spot`.
  mutating func apply(_ effect: Effect, within spot: Spot) {
    let (scale, shift) = effect.line
    let reach = spot.radii.max() * (1 + spot.softness) + 1
    let low = pointwiseMax(spot.center - Point(repeating: reach), Point(0, 0))
    let high = pointwiseMin(spot.center + Point(repeating: reach), Point(Float(width), Float(height)))
    guard low.x < high.x, low.y < high.y else { return }
    let (columns, rows) = (Int(low.x)..<Int(high.x), Int(low.y)..<Int(high.y))
    let sharpness = 0.5 / max(spot.softness, 0.5 / max(spot.radii.min(), 0.5))
    let (across, along) = (spot.axis / spot.radii.x, Point(-spot.axis.y, spot.axis.x) / spot.radii.y)
    updateRows { y, row in
      guard rows.contains(y) else { return }
      let down = Float(y) + 0.5 - spot.center.y
      for x in columns {
        let right = Float(x) + 0.5 - spot.center.x
        let (u, v) = (right * across.x + down * across.y, right * along.x + down * along.y)
        // (1 − r²) / 2 is about 1 − r near the rim.
        let share = min(max(0.5 + (1 - u * u - v * v) * sharpness, 0), 1)
        row[x] += share * (row[x] * (scale - 1) + shift)
      }
    }
  }
}

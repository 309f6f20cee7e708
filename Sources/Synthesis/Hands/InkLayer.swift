import Imaging

/// Ink on a square of pixels, drawn as the union of short tapered capsules between the points of the pen's path.
struct InkLayer {
  private let size: Int
  private let pen: Pen
  /// Half the width of the blurred edge, in pixels; half a pixel is what antialiasing needs.
  private let edge: Float
  /// Side of a grain of paper, in pixels.
  private let grainSide: Float
  /// 0 paper … 1 ink.
  private var coverage: [Float]

  init(size: Int, pen: Pen, penWidth: Float) {
    (self.size, self.pen) = (size, pen)
    edge = max(0.5, 0.5 * pen.softness * penWidth)
    grainSide = max(1, 0.012 * Float(size))
    coverage = Array(repeating: 0, count: size * size)
  }

  mutating func add(_ path: PenPath) {
    for i in path.points.indices.dropLast() {
      let pressure = min((path.pressures[i] + path.pressures[i + 1]) / 2 + 0.25, 1)
      addCapsule(
        from: path.points[i],
        to: path.points[i + 1],
        radii: (path.radii[i], path.radii[i + 1]),
        strength: 1 - pen.paling * (1 - pressure)
      )
    }
  }

  /// Covers every pixel by its distance to the segment, less the radius at the nearest point of the segment.
  private mutating func addCapsule(from start: Point, to end: Point, radii: (Float, Float), strength: Float) {
    let reach = Point(repeating: max(radii.0, radii.1) + edge + 1)
    let low = pointwiseMax(pointwiseMin(start, end) - reach, Point(0, 0))
    let high = pointwiseMin(pointwiseMax(start, end) + reach, Point(repeating: Float(size)))
    guard low.x < high.x, low.y < high.y else { return }
    let along = end - start
    let inverseLength = 1 / max((along * along).sum(), .leastNormalMagnitude)
    let inverseEdge = 0.5 / edge
    for y in Int(low.y)..<Int(high.y) {
      for x in Int(low.x)..<Int(high.x) {
        let offset = Point(Float(x) + 0.5, Float(y) + 0.5) - start
        let share = min(max((offset * along).sum() * inverseLength, 0), 1)
        let outside = (offset - share * along).length - (radii.0 + share * (radii.1 - radii.0))
        let covered = min(max(0.5 - outside * inverseEdge, 0), 1) * strength
        if covered > coverage[y * size + x] { coverage[y * size + x] = covered }
      }
    }
  }

  /// The ink as it lies on grainy paper, 0 paper … 255 ink.
  func image(using generator: inout SeededGenerator) -> GrayImage {
    let grain = ValueNoise(using: &generator)
    var image = GrayImage(width: size, height: size, filledWith: 0)
    for y in 0..<size {
      for x in 0..<size where coverage[y * size + x] > 0 {
        let roughness = grain[Float(x) / grainSide, Float(y) / grainSide]
        let covered = coverage[y * size + x] * (1 - pen.graininess * roughness * roughness)
        image[x, y] = UInt8(covered * 255 + 0.5)
      }
    }
    return image
  }
}

import Synthesis

/// A thing on a page besides its paper and digit, as a thick line with round ends: a printed line, a stroke of the pen,
/// a hole (a line without length), a finger, or the table beyond the page (a line as wide as what shows of it).
public struct Mark: Sendable {
  /// The ends, as shares of the page's width and height; they may lie outside.
  public var start, end: SIMD2<Float>
  /// The line's width, as a share of the page's shorter side, as is `softness`.
  public var width: Float
  /// The colour of the mark where it covers fully.
  public var color: Color
  /// How much of what is under it the colour covers, 0 … 1.
  public var strength: Float
  /// Width of the blurred edge; half a pixel on each side if 0.
  public var softness: Float

  /// A line between two points, which are shares of the page's width and height.
  public init(
    from start: SIMD2<Float>,
    to end: SIMD2<Float>,
    width: Float,
    color: Color,
    strength: Float = 0.9,
    softness: Float = 0
  ) {
    self.start = start
    self.end = end
    self.width = width
    self.color = color
    self.strength = strength
    self.softness = softness
  }

  /// A disc.
  public init(at center: SIMD2<Float>, width: Float, color: Color, softness: Float = 0) {
    self.init(from: center, to: center, width: width, color: color, strength: 1, softness: softness)
  }

  /// How much of the pixel at `point` is covered, 0 … 1, on a page of `size` pixels.
  func coverage(at point: Point, size: Point) -> Float {
    let shorterSide = size.min()
    let (from, along) = (start * size, (end - start) * size)
    let offset = point - from
    let share = min(max((offset * along).sum() / max((along * along).sum(), .leastNormalMagnitude), 0), 1)
    let outside = (offset - share * along).length - max(width * shorterSide, 1) / 2
    return strength * min(max(0.5 - outside / max(softness * shorterSide, 1), 0), 1)
  }
}

extension Page {
  /// Prints a box around the digit. `halfSize` is half its width and height as shares of the shorter side, and `tilt`
  /// how far its lines fall per unit to the right.
  public mutating func addBox(halfSize: SIMD2<Float>, tilt: Float = 0, lineWidth: Float, color: Color) {
    let scale = SIMD2(Float(width), Float(height)) / Float(min(width, height))
    let signs: [SIMD2<Float>] = [[-1, -1], [1, -1], [1, 1], [-1, 1]]
    let corners = signs.map { sign in
      let corner = sign * halfSize
      return digitCenter + SIMD2(corner.x - tilt * corner.y, corner.y + tilt * corner.x) / scale
    }
    for (start, end) in zip(corners, corners[1...] + corners[..<1]) {
      marks.append(Mark(from: start, to: end, width: lineWidth, color: color))
    }
  }
}

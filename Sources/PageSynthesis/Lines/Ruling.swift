import Synthesis

/// Parallel printed lines, or two sets of them that form squares.
public struct Ruling: Sendable {
  /// Whether a second set of lines crosses the first.
  public var isSquared: Bool
  /// Distance between lines, as a share of the page's shorter side.
  public var pitch: Float
  /// Width of a line, as a share of the pitch.
  public var lineWidth: Float
  /// How far the lines fall per unit to the right.
  public var tilt: Float
  /// The printed colour.
  public var color: Color
  /// How much of the paper the printed colour covers, 0 … 1.
  public var strength: Float

  /// Lines with the given pitch (a share of the page's shorter side) and width (a share of the pitch).
  public init(
    isSquared: Bool,
    pitch: Float,
    lineWidth: Float = 0.02,
    tilt: Float = 0,
    color: Color = [0.45, 0.6, 0.85],
    strength: Float = 0.55
  ) {
    self.isSquared = isSquared
    self.pitch = pitch
    self.lineWidth = lineWidth
    self.tilt = tilt
    self.color = color
    self.strength = strength
  }

  /// How much printed line covers the pixel at `point`, 0 … 1. Lines run midway between the whole multiples of the
  /// pitch from `center`, which therefore lies between lines.
  func coverage(at point: Point, center: Point, shorterSide: Float) -> Float {
    let spacing = pitch * shorterSide
    let halfWidth = max(lineWidth * spacing, 1) / 2
    let offset = point - center
    func line(_ position: Float) -> Float {
      let cells = position / spacing
      let distance = (0.5 - abs(cells - cells.rounded())) * spacing
      return min(max(halfWidth + 0.5 - distance, 0), 1)
    }
    let rows = line(offset.y - tilt * offset.x)
    return strength * (isSquared ? max(rows, line(offset.x + tilt * offset.y)) : rows)
  }
}

/// A colour as linear blends need it: red, green and blue, each 0 … 1.
public typealias Color = SIMD3<Float>

/// What is written on.
public struct Paper: Sendable {
  public var color: Color
  /// How uneven the surface is, as the deviation of its brightness.
  public var roughness: Float
  public var ruling: Ruling?

  public init(color: Color, roughness: Float, ruling: Ruling? = nil) {
    (self.color, self.roughness, self.ruling) = (color, roughness, ruling)
  }

  public static let white = Paper(color: [0.96, 0.96, 0.95], roughness: 0.015)
  public static let cream = Paper(color: [0.95, 0.91, 0.80], roughness: 0.02)
  public static let gray = Paper(color: [0.78, 0.78, 0.76], roughness: 0.04)
  public static let yellowNote = Paper(color: [0.98, 0.90, 0.45], roughness: 0.015)
  public static let pinkNote = Paper(color: [0.96, 0.72, 0.76], roughness: 0.015)
  public static let greenForm = Paper(color: [0.80, 0.92, 0.80], roughness: 0.015)
  public static let cardboard = Paper(color: [0.76, 0.62, 0.45], roughness: 0.05)
  public static let blackboard = Paper(color: [0.13, 0.17, 0.15], roughness: 0.04)
  public static let slate = Paper(color: [0.12, 0.13, 0.16], roughness: 0.03)
}

/// Parallel printed lines, or two sets of them that form squares.
public struct Ruling: Sendable {
  public var isSquared: Bool
  /// Distance between lines, as a share of the page's shorter side.
  public var pitch: Float
  /// Width of a line, as a share of the pitch.
  public var lineWidth: Float
  /// How far the lines fall per unit to the right.
  public var tilt: Float
  public var color: Color
  /// How much of the paper the printed colour covers, 0 … 1.
  public var strength: Float

  public init(
    isSquared: Bool,
    pitch: Float,
    lineWidth: Float = 0.02,
    tilt: Float = 0,
    color: Color = [0.45, 0.6, 0.85],
    strength: Float = 0.55
  ) {
    (self.isSquared, self.pitch, self.lineWidth) = (isSquared, pitch, lineWidth)
    (self.tilt, self.color, self.strength) = (tilt, color, strength)
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

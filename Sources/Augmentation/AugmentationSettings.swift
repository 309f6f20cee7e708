/// How much training digits may be moved and bent; all zero (scale included) changes nothing. Nothing is ever mirrored.
public struct AugmentationSettings: Codable, Sendable, Equatable {
  /// Largest rotation, degrees. Angles are normally distributed with half of this as their deviation, and cut here.
  public var rotation: Float
  /// Largest shift along each axis, pixels of the 28×28 image; uniform.
  public var shift: Float
  /// Largest change of size, as a fraction, of each axis by itself; uniform.
  public var scale: Float
  /// Largest slant, degrees; uniform.
  public var shear: Float
  /// Largest change of stroke width, 0 … 1, of half of the digits: at 1, strokes gain or lose a pixel on each side.
  public var stroke: Float

  public init(
    rotation: Float = 18, shift: Float = 2.5, scale: Float = 0.15, shear: Float = 8, stroke: Float = 0.6
  ) {
    self.rotation = rotation
    self.shift = shift
    self.scale = scale
    self.shear = shear
    self.stroke = stroke
  }

  /// Digits as they come.
  public static let none = AugmentationSettings(rotation: 0, shift: 0, scale: 0, shear: 0, stroke: 0)
}

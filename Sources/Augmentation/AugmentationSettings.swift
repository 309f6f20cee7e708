/// How much training digits are moved, bent and spoiled. Every effect is off at 0; nothing is ever mirrored.
/// Lengths are pixels of the 28×28 image.
public struct AugmentationSettings: Codable, Sendable, Equatable {
  /// Largest rotation, degrees. Angles are normally distributed with half of this as their deviation, and cut here.
  public var rotation: Float = 18
  /// Largest shift along each axis, pixels; uniform.
  public var shift: Float = 2.5
  /// Largest change of size, as a fraction below 1, of each axis by itself; uniform.
  public var scale: Float = 0.15
  /// Largest slant, degrees; uniform.
  public var shear: Float = 8
  /// Largest elastic displacement, pixels RMS along each axis; uniform from 0, on 70 % of the digits.
  public var elasticDisplacement: Float = 1
  /// How far elastic displacements hang together: the deviation, in pixels, of the Gaussian that would have to smooth
  /// white noise for a field like it. At least 1.
  public var elasticSigma: Float = 5
  /// Share of the digits that are brought back to how ingestion emits them, whatever was done to their size and place:
  /// the longest side 20 pixels, the centre of mass in the middle.
  public var renormalization: Float = 0.5
  /// Largest change of stroke width, 0 … 1, of half of the digits: at 1, strokes gain or lose a pixel on each side.
  public var stroke: Float = 0.6
  /// Largest blur, the deviation of a Gaussian in pixels, below 1; uniform from 0, on half of the digits.
  public var blur: Float = 0.8
  /// Largest change of gamma: shades of 0 … 1 are raised to exponents from 1 / (1 + gamma) to 1 + gamma.
  public var gamma: Float = 0.4
  /// Share of the digits that lose what is in a rectangle of 4×4 to 8×8 pixels, a tenth of the ink at most.
  public var erase: Float = 0.1
  /// Share of the digits that get specks, or the remnant of a line at the edge.
  public var specks: Float = 0.1

  /// The strengths that the bundled models are trained with.
  public init() {}

  /// Digits as they come.
  public static let none: AugmentationSettings = {
    var settings = AugmentationSettings()
    settings.rotation = 0
    settings.shift = 0
    settings.scale = 0
    settings.shear = 0
    (settings.elasticDisplacement, settings.renormalization) = (0, 0)
    settings.stroke = 0
    settings.blur = 0
    settings.gamma = 0
    settings.erase = 0
    settings.specks = 0
    return settings
  }()
}

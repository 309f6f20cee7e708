/// A colour as linear blends need it: red, green and blue, each 0 … 1.
public typealias Color = SIMD3<Float>

/// The surface that is written on.
public struct Paper: Sendable {
  /// The paper's mean colour in full light.
  public var color: Color
  /// How uneven the surface is, as the deviation of its brightness.
  public var roughness: Float
  /// The printed lines, if there are any.
  public var ruling: Ruling?

  /// Paper with the given surface and print.
  public init(color: Color, roughness: Float, ruling: Ruling? = nil) {
    self.color = color
    self.roughness = roughness
    self.ruling = ruling
  }

  /// Office paper.
  public static let white = Paper(color: [0.96, 0.96, 0.95], roughness: 0.015)
  /// Yellowish, slightly rough paper.
  public static let cream = Paper(color: [0.95, 0.91, 0.80], roughness: 0.02)
  /// Recycled paper.
  public static let gray = Paper(color: [0.78, 0.78, 0.76], roughness: 0.04)
  /// A yellow sticky note.
  public static let yellowNote = Paper(color: [0.98, 0.90, 0.45], roughness: 0.015)
  /// A pink sticky note.
  public static let pinkNote = Paper(color: [0.96, 0.72, 0.76], roughness: 0.015)
  /// A pale green form.
  public static let greenForm = Paper(color: [0.80, 0.92, 0.80], roughness: 0.015)
  /// Brown cardboard.
  public static let cardboard = Paper(color: [0.76, 0.62, 0.45], roughness: 0.05)
  /// A dark green board, for chalk.
  public static let blackboard = Paper(color: [0.13, 0.17, 0.15], roughness: 0.04)
  /// Slate, almost black, for chalk.
  public static let slate = Paper(color: [0.12, 0.13, 0.16], roughness: 0.03)
}

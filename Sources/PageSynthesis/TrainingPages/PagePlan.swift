import Imaging

/// The choices for one page that several of its parts depend on, made before anything is drawn.
package struct PagePlan: Sendable {
  /// The part of a picture that the network will look at.
  package enum View: Sendable {
    /// A picture as users bring it, the digit anywhere in it.
    case whole
    /// A picture cut out along the digit's edge.
    case tight
    /// A window about one and a half times as large as the digit.
    case window
  }

  /// How the picture came about.
  package enum Medium: Sendable {
    /// Drawn on a screen: no paper, no light.
    case digital
    /// Scanned and thresholded.
    case binary
    case scan
    case photo
  }

  /// Which of ink and paper is the darker one, and why.
  package enum Polarity: Sendable {
    case darkOnLight
    /// Chalk on a board: the light falls on it as on paper.
    case lightOnDark
    /// The picture itself is inverted.
    case negative
  }

  /// The part of a picture that the network will look at.
  package var view: View
  /// How the picture came about.
  package var medium: Medium
  /// Which of ink and paper is the darker one.
  package var polarity: Polarity
  /// The pixels on which the page is made.
  package var frame: PageFrame
  /// Brightness of the paper in even light, 0 … 1.
  package var paper: Float
  /// How much darker the ink is, as a share of the paper's brightness.
  package var contrast: Float
  /// The digit's size in pixels of the finished page: its height in whole views, its longer side in windows.
  package var size: Float
  /// The width of the pen's line, in pixels of the finished page.
  package var penWidth: Float
  /// How many disturbances there may be, 0 none … 1 all.
  package var disturbance: Float = 1

  /// A random plan.
  package init(using generator: inout SeededGenerator) {
    view = generator.happens(0.5) ? .window : generator.happens(0.2) ? .tight : .whole
    medium = Self.medium(generator.unit())
    polarity = generator.happens(0.25) ? generator.happens(0.5) ? .lightOnDark : .negative : .darkOnLight
    let isBinary = medium == .binary
    frame = .random(small: isBinary ? 0.5 : view == .tight ? 0.4 : 0.14, using: &generator)
    paper = medium == .digital ? 1 : generator.uniform(0.55...1)
    contrast = Self.contrast(medium, using: &generator)
    switch view {
    case .window: size = generator.uniform(55...80)
    case .tight: size = 94
    case .whole:
      size = Self.wholeSize(generator.unit(), logarithmic: generator.happens(0.5))
      if generator.happens(0.12) { size = generator.uniform(10...14) }
    }
    // So many pixels of the frame are the least that a reader needs; where fewer are enlarged, a few more.
    size = max(size, min((frame.isFull ? 10 : 12) / frame.scale.min(), 94))
    penWidth = Self.penWidth(size: size, using: &generator)
    limitPen(using: &generator)
    if generator.happens(0.2) { disturbance = generator.uniform(0...0.3) }
  }

  /// A random plan for writing `size` pixels high by a pen `penWidth` pixels wide, on a finished page.
  package init(
    _ medium: Medium, on frame: PageFrame, size: Float, penWidth: Float, using generator: inout SeededGenerator
  ) {
    (view, self.medium, self.frame, self.size, self.penWidth) = (.whole, medium, frame, size, penWidth)
    polarity = generator.happens(0.16) ? generator.happens(0.5) ? .lightOnDark : .negative : .darkOnLight
    paper = medium == .digital ? 1 : generator.uniform(0.55...1)
    contrast = Self.contrast(medium, using: &generator)
    limitPen(using: &generator)
    if generator.happens(0.2) { disturbance = min(disturbance, generator.uniform(0...0.3)) }
  }

  /// The darkness of ink that is as dark as the digit's, for prints and neighbours.
  package func strength(_ share: Float) -> Float { min(contrast * share, 0.97) }

  /// Whether something that comes with the chance `chance` on a disturbed page is on this one.
  package func has(_ chance: Float, using generator: inout SeededGenerator) -> Bool {
    generator.unit() < chance * disturbance
  }

  /// How much of the ink's contrast is left where the pen's line is blurred by `blur` pixels of the frame.
  func visibleContrast(blur: Float) -> Float {
    let width = penWidth * frame.unit
    return contrast * paper * min(width, 1) * width / (width + 1.6 * blur)
  }

  /// Keeps the digit and takes all that might hide it away.
  package mutating func makePlain() {
    medium = .scan
    paper = 0.95
    disturbance = 0
    contrast = max(contrast, 0.8)
    penWidth = max(penWidth, 1 / frame.unit)
  }

  private static func medium(_ chance: Float) -> Medium {
    switch chance {
    case ..<0.07: .digital
    case ..<0.17: .binary
    case ..<0.37: .scan
    default: .photo
    }
  }

  private static func contrast(_ medium: Medium, using generator: inout SeededGenerator) -> Float {
    if medium == .digital { return generator.happens(0.5) ? 1 : generator.uniform(0.5...1) }
    switch generator.unit() {
    case ..<0.22: return generator.uniform(0.12...0.3)
    case ..<0.62: return generator.uniform(0.3...0.65)
    default: return generator.uniform(0.65...0.97)
    }
  }

  private static func wholeSize(_ chance: Float, logarithmic: Bool) -> Float {
    // 10 × 9.4^u without a power: the mean of that curve's chord and its parabola is near enough.
    10 + 84 * (logarithmic ? chance * (0.25 + 0.75 * chance) : chance)
  }

  private static func penWidth(size: Float, using generator: inout SeededGenerator) -> Float {
    if generator.happens(0.25) { return generator.uniform(1...1.5) }
    let share = 0.03 + 0.15 * generator.unit() * (0.4 + 0.6 * generator.unit())
    return max(share * size, 1)
  }

  /// A line finer than a pixel can be seen only where nothing else is, and very faint ink only where it is broad.
  private mutating func limitPen(using generator: inout SeededGenerator) {
    let isClean = medium == .digital || medium == .scan && contrast > 0.7
    if isClean, frame.isFull, generator.happens(0.1) {
      penWidth = generator.uniform(0.35...0.9)
      disturbance = 0
    } else {
      penWidth = max(penWidth, (medium == .binary ? 1.2 : 0.9) / frame.unit)
    }
    penWidth = min(penWidth, max(0.18 * size, 1 / frame.unit))
    if penWidth * frame.unit < 1.6 { contrast = max(contrast, size < 25 ? 0.35 : 0.22) }
  }
}

import Imaging

/// What the signs of one line have in common, in heights of a digit.
struct LineTraits: Sendable {
  /// Between the ink of two neighbours; below 0 they overlap.
  let gap: Float
  private let gapSpread: Float
  /// Whether signs move together until their ink, not their boxes, has the gap.
  let isKerned: Bool
  /// How far the ink of neighbours may cross.
  let crossing: Float
  /// From cell to cell, where each digit has a cell of its own.
  let pitch: Float?
  /// The chance of a stroke that joins two digits.
  let joining: Float
  private let sizeSpread: Float
  private let baseSpread: Float
  private let turnSpread: Float
  /// Size of every 0, relative to the other digits.
  private let zeroSize: Float
  /// How far 4, 7 and 9 reach below the line.
  private let drop: Float
  /// How far the top leans to the right, for each height.
  let slant: Float
  /// How far the line falls, for each unit to the right.
  let slope: Float

  init(using generator: inout SeededGenerator) {
    switch generator.unit() {
    case ..<0.6: gap = generator.uniform(0...0.3)
    case ..<0.85: gap = generator.uniform(-0.3...0)
    default: gap = generator.uniform(0.3...1.2)
    }
    gapSpread = generator.uniform(0.02...0.14)
    isKerned = generator.happens(0.3)
    crossing = gap < 0 ? generator.uniform(0...0.14) : 0
    pitch = generator.happens(0.08) ? generator.uniform(0.8...1.6) : nil
    joining = generator.happens(0.2) ? generator.uniform(0.3...0.8) : 0
    sizeSpread = generator.happens(0.25) ? 1 : generator.uniform(0...0.5)
    baseSpread = generator.happens(0.3) ? 0.1 : generator.uniform(0...0.05)
    turnSpread = (generator.happens(0.3) ? 8 : generator.uniform(0...4)) * .pi / 180
    zeroSize = generator.happens(0.12) ? generator.uniform(0.5...0.85) : 1
    drop = generator.happens(0.1) ? generator.uniform(0.1...0.3) : 0
    slant = min(max(0.06 + 0.16 * generator.bell(), -0.36), 0.5)
    slope = generator.happens(0.5) ? generator.around(0.1) : generator.around(0.03)
  }

  /// The gap before one sign.
  func gap(using generator: inout SeededGenerator) -> Float {
    if generator.happens(0.06) { return gap + generator.uniform(0...0.5) }
    return gap + generator.around(gapSpread)
  }

  func pose(of digit: Int, using generator: inout SeededGenerator) -> (size: Float, fall: Float, turn: Float) {
    // 0.7 … 1.35 at the most.
    let deviation = sizeSpread * generator.around(1)
    let size = deviation < 0 ? 1 + 0.3 * deviation : 1 + 0.35 * deviation
    let reach: Float = digit == 4 || digit == 7 || digit == 9 ? drop : 0
    return (digit == 0 ? size * zeroSize : size, generator.around(baseSpread) + reach, generator.around(turnSpread))
  }
}

import Imaging

/// Where the pen went in one stroke: points at even distances along the line, and the pen's radius at each.
package struct PenPath {
  /// Places of the pen's middle, in units of the digit's height until they are fitted.
  package var points: [Point]
  /// In the same unit as the points.
  package var radii: [Float]
  /// How hard the pen pressed, 0 … 1.
  package var pressures: [Float]

  /// Distance between neighbouring points where one digit fills the picture, as a share of its height.
  package static let finestSpacing: Float = 0.02

  private let spacing: Float

  /// Draws `stroke` as a smooth, slightly trembling line, one unit tall, with points `spacing` apart.
  package init(
    _ stroke: DigitForm.Stroke, style: HandStyle, spacing: Float = finestSpacing,
    using generator: inout SeededGenerator
  ) {
    self.spacing = spacing
    points = Self.evenlySpaced(Self.curve(through: stroke.runs), spacing)
    let window = Int(style.roundness / spacing / 2)
    for _ in 0..<2 { points = Self.smoothed(points, reach: window) }
    let tremorX = Self.wander(points.count, every: 5, using: &generator)
    let tremorY = Self.wander(points.count, every: 5, using: &generator)
    for i in points.indices { points[i] += style.tremor * Point(tremorX[i], tremorY[i]) }
    pressures = Self.wander(points.count, every: 12, using: &generator).map { min(max(0.65 + 0.25 * $0, 0), 1) }
    radii = Self.radii(along: pressures, style: style, spacing).map { $0 * stroke.width }
    if style.nibContrast > 0 { thinUpstrokes(by: style.nibContrast) }
  }

  /// Narrows the line where the pen does not move down, gradually over about a tenth of the digit's height.
  private mutating func thinUpstrokes(by contrast: Float) {
    let reach = max(1, Int(0.06 / spacing))
    for i in radii.indices {
      let along = points[min(i + reach, points.count - 1)] - points[max(i - reach, 0)]
      let down = max(0, along.y / max(along.length, .leastNormalMagnitude))
      radii[i] *= 1.15 - contrast * (1 - down)
    }
  }

  /// Uniform Catmull–Rom splines through the points of each run; a run starts at the end of the run before.
  private static func curve(through runs: [[Point]]) -> [Point] {
    var line: [Point] = []
    for run in runs {
      let knots = (line.last.map { [$0] } ?? []) + run
      if line.isEmpty { line.append(knots[0]) }
      for i in 0..<knots.count - 1 {
        let before = knots[max(i - 1, 0)]
        let from = knots[i]
        let to = knots[i + 1]
        let after = knots[min(i + 2, knots.count - 1)]
        for step in 1...12 {
          let t = Float(step) / 12
          let bend = 2 * before - 5 * from + 4 * to - after
          let twist = 3 * from - before - 3 * to + after
          line.append(from + 0.5 * t * ((to - before) + t * (bend + t * twist)))
        }
      }
    }
    return line
  }

  private static func evenlySpaced(_ line: [Point], _ spacing: Float) -> [Point] {
    var spaced = [line[0]]
    var walked: Float = 0
    for (from, to) in zip(line, line.dropFirst()) {
      let length = (to - from).length
      while length > 0, walked + length >= spacing * Float(spaced.count) {
        let share = (spacing * Float(spaced.count) - walked) / length
        spaced.append(from + share * (to - from))
      }
      walked += length
    }
    return spaced
  }

  /// Averages each point with its neighbours up to `reach` away, fewer near the ends, so that these stay in place.
  private static func smoothed(_ line: [Point], reach: Int) -> [Point] {
    line.indices.map { i in
      let reach = min(reach, i, line.count - 1 - i)
      let sum = line[i - reach...i + reach].reduce(Point(0, 0), +)
      return sum / Float(2 * reach + 1)
    }
  }

  /// A smooth random walk around 0 with deviation about 1: cubic steps between random knots.
  private static func wander(_ count: Int, every period: Int, using generator: inout SeededGenerator) -> [Float] {
    let knots = (0...count / period + 1).map { _ in generator.bell() }
    return (0..<count).map { i in
      let t = Float(i % period) / Float(period)
      let (from, to) = (knots[i / period], knots[i / period + 1])
      return from + (to - from) * t * t * (3 - 2 * t)
    }
  }

  private static func radii(along pressures: [Float], style: HandStyle, _ spacing: Float) -> [Float] {
    let radius = style.penWidth / 2
    // The ends grow thin over about one pen width.
    let taperReach = max(style.penWidth / spacing, 1)
    return pressures.indices.map { i in
      let fromEnd = min(Float(min(i, pressures.count - 1 - i)) / taperReach, 1)
      let thinning = 1 - style.taper * (1 - fromEnd)
      return radius * (1 + style.pressureVariation * (pressures[i] - 0.65)) * thinning
    }
  }
}

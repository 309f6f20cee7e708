import Imaging
import Synthesis

/// Ruled and squared paper, margins, single lines.
package enum Rulings {
  /// Darkens `page`; `cover` is scratch.
  package static func print(
    on page: inout Plane, _ plan: PagePlan, cover: inout Plane, using generator: inout SeededGenerator
  ) {
    cover.reset(plan.frame, to: 0)
    let unit = plan.frame.unit
    let isUpright = generator.happens(0.3)
    let angle = generator.around(8 * .pi / 180) + (isUpright ? 0 : .pi / 2)
    var lines = LineFamily(
      normal: .direction(angle), offset: generator.uniform(0...96) * unit, pitch: pitch(using: &generator) * unit,
      weight: weight(using: &generator) * unit)
    lines.pitch = max(lines.pitch, 2.5 * lines.weight, 3)
    if generator.happens(0.25) {
      lines.wave = .init(
        amplitude: generator.uniform(0...3) * unit, count: generator.uniform(0.2...0.6),
        phase: generator.uniform(0...6))
    }
    let kind = generator.unit()
    // A single line, or the foot line of a form.
    if kind < 0.15 { lines.pitch = 400 }
    cover.cover(with: lines)
    if kind > 0.55 {
      // Squares, sometimes oblong.
      var others = lines
      others.normal = Point(-lines.normal.y, lines.normal.x)
      others.offset = generator.uniform(0...96) * unit
      if generator.happens(0.2) { others.pitch *= generator.uniform(0.5...2.5) }
      cover.cover(with: others)
    } else if kind > 0.45 {
      var twins = lines
      twins.offset += generator.uniform(0.15...0.4) * min(lines.pitch, 20 * unit)
      cover.cover(with: twins)
    }
    if generator.happens(0.12) {
      var margin = lines
      margin.normal = Point(-lines.normal.y, lines.normal.x)
      (margin.offset, margin.pitch) = (generator.uniform(0...96) * unit, 400)
      margin.weight = max(1, margin.weight)
      cover.cover(with: margin)
      margin.offset += generator.uniform(3...6) * unit
      if generator.happens(0.4) { cover.cover(with: margin) }
    }
    page.darken(under: cover, by: strength(plan, using: &generator))
  }

  /// Darkens `page` by one rule at the height `y`.
  package static func printRule(
    on page: inout Plane, at y: Float, _ plan: PagePlan, cover: inout Plane, using generator: inout SeededGenerator
  ) {
    cover.reset(plan.frame, to: 0)
    let normal = Point.direction(.pi / 2 + generator.around(0.02))
    let height = y + generator.around(0.5) * plan.penWidth * plan.frame.unit
    let through = Point(0.5 * plan.frame.size.x, height)
    cover.cover(
      with: LineFamily(
        normal: normal, offset: (normal * through).sum(), pitch: 400,
        weight: weight(using: &generator) * plan.frame.unit))
    page.darken(under: cover, by: strength(plan, using: &generator))
  }

  /// Pixels of the finished page.
  private static func pitch(using generator: inout SeededGenerator) -> Float {
    generator.happens(0.3) ? generator.uniform(4...10) : generator.uniform(10...60)
  }

  private static func weight(using generator: inout SeededGenerator) -> Float {
    generator.happens(0.6) ? generator.uniform(0.6...1.8) : generator.uniform(1...5)
  }

  /// From faint to as dark as the ink.
  package static func strength(_ plan: PagePlan, using generator: inout SeededGenerator) -> Float {
    plan.strength(generator.happens(0.3) ? generator.uniform(0.8...1.1) : generator.uniform(0.2...0.8))
  }
}

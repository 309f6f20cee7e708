import Imaging
import Synthesis

/// Patterns printed under the writing so that it is hard to forge: waves, hatching, dots, letters.
package struct PrintedPattern: Sendable {
  private var track = PenTrack()

  /// A printer with scratch memory of its own.
  package init() {}

  /// Darkens `page` by at most about half of the ink's contrast; `cover` is scratch.
  package mutating func print(
    on page: inout Plane, _ plan: PagePlan, cover: inout Plane, using generator: inout SeededGenerator
  ) {
    cover.reset(plan.frame, to: 0)
    switch generator.unit() {
    case ..<0.5: addWaves(to: &cover, plan, using: &generator)
    case ..<0.7: addHatching(to: &cover, plan, using: &generator)
    case ..<0.85: addDots(to: &cover, plan, using: &generator)
    default: addLetters(to: &cover, plan, using: &generator)
    }
    page.darken(under: cover, by: plan.strength(generator.uniform(0.12...0.5)))
  }

  /// Guilloche: families of waves that cross.
  private func addWaves(to cover: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    for _ in 0..<generator.whole(1...3) {
      var lines = family(plan, using: &generator)
      lines.wave = .init(
        amplitude: generator.uniform(1...10) * plan.frame.unit, count: generator.uniform(0.3...4),
        phase: generator.uniform(0...6.3))
      cover.cover(with: lines)
    }
  }

  private func addHatching(to cover: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    var lines = family(plan, using: &generator)
    cover.cover(with: lines)
    if generator.happens(0.4) {
      lines.normal = .direction(generator.uniform(0...(.pi)))
      cover.cover(with: lines)
    }
  }

  private func addDots(to cover: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    var lines = family(plan, using: &generator)
    lines.weight = lines.pitch * generator.uniform(0.4...0.6)
    cover.cover(with: lines)
    lines.normal = Point(-lines.normal.y, lines.normal.x)
    cover.cover(with: lines, .intersection)
  }

  private mutating func addLetters(
    to cover: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator
  ) {
    let height = generator.uniform(15...70) * plan.frame.unit
    let turn = generator.around(0.8)
    for _ in 0..<generator.whole(1...4) {
      track.removeAll()
      SimpleLetters.add(SimpleLetters.random(using: &generator), to: &track)
      track.rotate(by: turn)
      track.fit(
        into: Point(repeating: height), center: plan.frame.place(using: &generator),
        penWidth: height * generator.uniform(0.06...0.2))
      cover.draw(track)
    }
  }

  private func family(_ plan: PagePlan, using generator: inout SeededGenerator) -> LineFamily {
    let pitch = max(generator.uniform(2.5...9) * plan.frame.unit, 2.2)
    return LineFamily(
      normal: .direction(generator.uniform(0...(.pi))), offset: generator.uniform(0...pitch), pitch: pitch,
      weight: pitch * generator.uniform(0.15...0.5))
  }
}

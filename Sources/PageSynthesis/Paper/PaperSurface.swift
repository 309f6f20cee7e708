import Imaging
import Synthesis

/// The paper itself: grain, fibre, clouds and creases.
package struct PaperSurface: Sendable {
  private var grid = NoiseGrid()

  /// A surface with scratch memory of its own.
  package init() {}

  /// Spoils `page` as far as `plan` allows; nothing is stronger than about half of the ink's contrast.
  package mutating func spoil(_ page: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    guard plan.medium == .scan || plan.medium == .photo else { return }
    let most = 0.35 * plan.contrast
    addClouds(&page, plan, amount: min(generator.uniform(0...0.06) * generator.unit(), most), using: &generator)
    if plan.has(0.4, using: &generator) {
      addFibre(&page, plan, amount: min(generator.uniform(0.01...0.06), most), using: &generator)
    }
    if plan.has(0.12, using: &generator) {
      crumple(&page, plan, amount: min(generator.uniform(0.04...0.2), most), using: &generator)
    }
    if plan.has(0.12, using: &generator) {
      for _ in 0..<generator.whole(1...3) { fold(&page, plan, depth: min(0.25, most), using: &generator) }
    }
  }

  private mutating func addClouds(
    _ page: inout Plane, _ plan: PagePlan, amount: Float, using generator: inout SeededGenerator
  ) {
    grid.draw(across: generator.whole(2...7), down: generator.whole(2...7), over: plan.frame, using: &generator)
    page.multiply(by: grid, base: 1, amount: amount)
  }

  /// Fine texture, longer along one axis.
  private mutating func addFibre(
    _ page: inout Plane, _ plan: PagePlan, amount: Float, using generator: inout SeededGenerator
  ) {
    let (fine, coarse) = (generator.whole(16...48), generator.whole(6...48))
    let isUpright = generator.happens(0.5)
    grid.draw(
      across: min(isUpright ? fine : coarse, plan.frame.width / 2),
      down: min(isUpright ? coarse : fine, plan.frame.height / 2), over: plan.frame, using: &generator)
    page.multiply(by: grid, base: 1, amount: amount)
  }

  /// Two scales of dents.
  private mutating func crumple(
    _ page: inout Plane, _ plan: PagePlan, amount: Float, using generator: inout SeededGenerator
  ) {
    let cells = generator.whole(3...8)
    for scale in 1...2 {
      grid.draw(across: cells * scale, down: cells * scale, over: plan.frame, using: &generator)
      page.multiply(by: grid, base: 1, amount: amount / Float(scale))
    }
  }

  /// A fold: one side catches more light than the other, next to it.
  private func fold(
    _ page: inout Plane, _ plan: PagePlan, depth: Float, using generator: inout SeededGenerator
  ) {
    let normal = Point.direction(generator.uniform(0...(2 * .pi)))
    let place = plan.frame.place(using: &generator)
    let reach = generator.uniform(4...30) * plan.frame.unit
    let amount = depth * generator.uniform(0.2...1)
    let crease = Edge(through: place, normal: normal, softness: 1)
    page.apply(.shade(1 - amount), beyond: crease)
    // Fades to where it was, over the reach.
    let fade = Edge(through: place + normal * (reach / 2 + 1), normal: normal, softness: reach)
    page.apply(.shade(1 / (1 - amount)), beyond: fade)
  }
}

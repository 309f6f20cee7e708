import Imaging

/// How unevenly ink lies: the paper's grain under a pencil, a pen that dries.
package struct InkGrain: Sendable {
  private var grid = NoiseGrid()

  /// Grain with scratch memory of its own.
  package init() {}

  /// Pales `ink` here and there.
  package mutating func wear(_ ink: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    guard plan.medium == .photo || plan.medium == .scan else { return }
    if plan.has(0.45, using: &generator) {
      // Grain, about a pixel and a half across.
      pale(&ink, by: generator.uniform(0.1...0.6), cells: plan.frame.width / 2, plan, using: &generator)
    }
    if plan.has(0.4, using: &generator) {
      pale(&ink, by: generator.uniform(0.1...0.5), cells: generator.whole(4...14), plan, using: &generator)
    }
  }

  private mutating func pale(
    _ ink: inout Plane, by loss: Float, cells: Int, _ plan: PagePlan, using generator: inout SeededGenerator
  ) {
    let down = min(cells, Int(plan.frame.finished.y) / 2)
    grid.draw(across: cells, down: down, over: plan.frame, using: &generator)
    ink.multiply(by: grid, base: 1 - loss / 2, amount: loss / 2)
  }
}

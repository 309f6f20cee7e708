import Imaging
import Synthesis

/// The light on a page: exposure, slope, vignette and shadows.
package struct PageLight: Sendable {
  private var grid = NoiseGrid()

  /// A light with scratch memory of its own.
  package init() {}

  /// Multiplies `page` by the light that falls on it.
  package mutating func fall(on page: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    guard plan.medium == .photo else {
      if plan.medium == .scan { page.scale(by: generator.uniform(0.9...1.02)) }
      return
    }
    let isUneven = plan.has(0.7, using: &generator)
    let gradient = Gradient(plan, isUneven: isUneven, using: &generator)
    page.multiply(by: gradient)
    if plan.has(0.25, using: &generator) {
      grid.draw(across: generator.whole(1...3), down: generator.whole(1...3), over: plan.frame, using: &generator)
      let amount = generator.uniform(0.05...0.25)
      page.multiply(by: grid, base: 1 - 0.5 * amount, amount: amount)
    }
    if plan.has(0.25, using: &generator) { throwShadow(on: &page, plan, using: &generator) }
  }

  /// One straight or angled edge, or something round, hard or soft.
  private func throwShadow(on page: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    let unit = plan.frame.unit
    let effect = Effect.shade(1 - generator.uniform(0.12...0.6))
    let place = plan.frame.place(using: &generator)
    let direction = generator.uniform(0...6.3)
    let softness = (generator.happens(0.5) ? generator.uniform(1...4) : generator.uniform(4...40)) * unit
    let edge = Edge(through: place, normal: .direction(direction), softness: softness)
    switch generator.unit() {
    case ..<0.5: page.apply(effect, beyond: edge)
    case ..<0.75:
      let turn = generator.uniform(0.6...2)
      page.apply(
        effect, beyond: edge, and: Edge(through: place, normal: .direction(direction + turn), softness: softness))
    default:
      let radii = Point(generator.uniform(12...70), generator.uniform(12...70)) * unit
      page.apply(
        effect,
        within: Spot(
          center: place, radii: radii, axis: .direction(direction), softness: generator.uniform(0.05...0.5)))
    }
  }
}

/// Brightness that changes evenly across the page and falls off from the middle of the light.
private struct Gradient {
  var exposure: Float
  /// Change per pixel.
  var slope = Point(0, 0)
  var center: Point
  /// Loss per squared pixel.
  var fall: Float = 0

  init(_ plan: PagePlan, isUneven: Bool, using generator: inout SeededGenerator) {
    exposure = generator.uniform(0.5...1.15)
    let spread = Point(generator.around(0.3), generator.around(0.3))
    center = (Point(0.2, 0.2) + 0.6 * Point(generator.unit(), generator.unit())) * plan.frame.size
    guard isUneven else { return }
    slope = spread / plan.frame.size
    let corner = (plan.frame.size * plan.frame.size).sum() / 4
    fall = (generator.happens(0.3) ? generator.uniform(0.2...0.6) : generator.uniform(0...0.2)) / corner
  }
}

extension Plane {
  mutating func scale(by factor: Float) {
    let width = width
    updateRows { _, row in
      for x in 0..<width { row[x] *= factor }
    }
  }

  fileprivate mutating func multiply(by light: Gradient) {
    let width = width
    let middle = Point(Float(self.width), Float(height)) / 2
    updateRows { y, row in
      let down = Float(y) - light.center.y
      let start = 1 + light.slope.y * (Float(y) - middle.y) - light.fall * down * down
      for x in 0..<width {
        let right = Float(x) - light.center.x
        let brightness = start + light.slope.x * (Float(x) - middle.x) - light.fall * right * right
        row[x] *= light.exposure * max(brightness, 0.15)
      }
    }
  }
}

import Imaging
import Synthesis

/// Borders of boxes and table cells around the digit, and comb fields.
package struct Boxes: Sendable {
  private var track = PenTrack()
  private var box = Bounds()
  private var radius: Float = 1
  /// Dash and gap in pixels; nil is a whole line.
  private var dashes: (dash: Float, gap: Float)?

  /// A printer with scratch memory of its own.
  package init() {}

  /// Draws a border around `ink`, or touching it, on `page`; `cover` is scratch.
  package mutating func print(
    on page: inout Plane, _ plan: PagePlan, around ink: Bounds, cover: inout Plane,
    using generator: inout SeededGenerator
  ) {
    let unit = plan.frame.unit
    track.removeAll()
    box = ink
    for axis in 0..<2 {
      box.low[axis] -= gap(using: &generator) * unit
      box.high[axis] += gap(using: &generator) * unit
    }
    radius = 0.5 * (generator.happens(0.6) ? generator.uniform(0.7...2) : generator.uniform(2...6)) * unit
    dashes =
      generator.happens(0.12) ? (generator.uniform(1...6) * unit, generator.uniform(2...5) * unit + 2 * radius) : nil
    if generator.happens(0.15) {
      addComb(plan, using: &generator)
    } else if generator.happens(0.07) {
      addRing()
    } else {
      addSides(plan, using: &generator)
    }
    track.move(by: -box.center)
    track.rotate(by: generator.around(0.07))
    track.move(by: box.center)
    cover.reset(plan.frame, to: 0)
    cover.draw(track)
    page.darken(under: cover, by: Rulings.strength(plan, using: &generator))
  }

  /// Between the digit and a side, in pixels of the finished page; a little below 0 lets the ink cross it.
  private func gap(using generator: inout SeededGenerator) -> Float {
    generator.happens(0.25) ? generator.uniform(-3...2) : generator.uniform(1...18)
  }

  private mutating func addSides(_ plan: PagePlan, using generator: inout SeededGenerator) {
    let (low, high) = (box.low, box.high)
    // A table's lines go on beyond the cell's corners.
    let beyond: Float = generator.happens(0.5) ? 100 : 0
    let isWhole = generator.happens(0.4)
    let isThickSomewhere = generator.happens(0.3)
    let thin = radius
    for side in 0..<4 where isWhole || generator.happens(0.5) {
      if isThickSomewhere {
        radius = generator.happens(0.5) ? thin : thin * generator.uniform(1.5...3)
      }
      switch side {
      case 0: addLine(from: [low.x - beyond, low.y], to: [high.x + beyond, low.y])
      case 1: addLine(from: [low.x - beyond, high.y], to: [high.x + beyond, high.y])
      case 2: addLine(from: [low.x, low.y - beyond], to: [low.x, high.y + beyond])
      default: addLine(from: [high.x, low.y - beyond], to: [high.x, high.y + beyond])
      }
    }
    radius = thin
    if generator.happens(0.15) {
      // A second frame inside or outside the first.
      let inset = generator.uniform(2...6) * plan.frame.unit + 2 * radius
      addLine(from: [low.x - beyond, low.y - inset], to: [high.x + beyond, low.y - inset])
      addLine(from: [low.x - inset, low.y - beyond], to: [low.x - inset, high.y + beyond])
    }
  }

  /// An oval that just holds the box.
  private mutating func addRing() {
    let half = 0.75 * box.size
    for i in 0...24 {
      track.add(box.center + .direction(Float(i) * .pi / 12) * half, radius: radius, isStart: i == 0)
    }
  }

  /// A line below with ticks between the places for digits.
  private mutating func addComb(_ plan: PagePlan, using generator: inout SeededGenerator) {
    let pitch = box.size.x
    let tick = box.size.y * generator.uniform(0.1...1)
    for cell in -3...3 {
      let x = box.low.x + Float(cell) * pitch
      addLine(from: [x, box.high.y], to: [x, box.high.y - tick])
    }
    addLine(from: [box.low.x - 3 * pitch, box.high.y], to: [box.low.x + 3 * pitch, box.high.y])
  }

  private mutating func addLine(from start: Point, to end: Point) {
    if let dashes {
      track.addDashes(from: start, to: end, radius: radius, dash: dashes.dash, gap: dashes.gap)
    } else {
      track.addLine(from: start, to: end, radius: radius)
    }
  }
}

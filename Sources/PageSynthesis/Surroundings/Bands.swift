import Imaging
import Synthesis

/// Bands along the edges of a picture, outside what is written: a book's fold, the next page, a scanner's lid, the dark
/// behind a sheet, letter boxes.
package enum Bands {
  /// Sides are left, right, top and bottom.
  package static func add(
    to page: inout Plane, _ plan: PagePlan, around ink: Bounds, using generator: inout SeededGenerator
  ) {
    let band = Band(plan, using: &generator)
    if generator.happens(0.15) {
      for side in 0..<4 { band.add(to: &page, side, plan, around: ink, using: &generator) }
      return
    }
    // Books open to the left and to the right.
    let side = generator.index(below: generator.happens(0.75) ? 2 : 4)
    band.add(to: &page, side, plan, around: ink, using: &generator)
    guard generator.happens(0.3) else { return }
    let other = generator.happens(0.6) ? side ^ 1 : (side + 2) % 4
    band.add(to: &page, other, plan, around: ink, using: &generator)
  }
}

/// The shades that the bands of one picture have in common.
private struct Band {
  /// 0 black … 1 white.
  private let shade: Float
  /// How dark the fold makes the page beside the band, 1 for no fold.
  private let fold: Float
  /// The shade of the line beside the band; nil where there is none.
  private let line: Float?
  /// The width of the transition, in pixels.
  private let softness: Float
  private let isStraight: Bool

  init(_ plan: PagePlan, using generator: inout SeededGenerator) {
    let unit = plan.frame.unit
    switch generator.unit() {
    case ..<0.6: shade = generator.uniform(0...0.12)
    case ..<0.8: shade = generator.uniform(0.12...0.5)
    default: shade = generator.uniform(0.6...1)
    }
    fold = generator.happens(0.3) ? generator.uniform(0.3...0.8) : 1
    line = generator.happens(0.3) ? generator.happens(0.6) ? 1 : generator.uniform(0...0.5) : nil
    softness = (generator.happens(0.65) ? generator.uniform(0.5...2) : generator.uniform(2...12)) * unit
    isStraight = generator.happens(0.5)
  }

  /// Covers 5 to 35 % of the picture from one side, at times half of it, as far as `ink` leaves room.
  func add(
    to page: inout Plane, _ side: Int, _ plan: PagePlan, around ink: Bounds,
    using generator: inout SeededGenerator
  ) {
    let (axis, isAfter) = (side / 2, side % 2 == 1)
    let extent = plan.frame.size[axis]
    let wanted = extent * (generator.happens(0.2) ? generator.uniform(0.3...0.5) : generator.uniform(0.05...0.35))
    let tilt = isStraight ? 0 : generator.around(0.06)
    let lean = 0.5 * abs(tilt) * ink.size[1 - axis] + 0.5 * min(softness, 3) + 1
    let room = (isAfter ? extent - ink.high[axis] : ink.low[axis]) - lean
    let depth = min(wanted, room)
    guard depth >= 2 else { return }
    var normal = Point.direction(tilt)
    if axis == 1 { normal = Point(-normal.y, normal.x) }
    if !isAfter { normal = -normal }
    var place = ink.center
    place[axis] = isAfter ? extent - depth : depth
    let edge = Edge(through: place, normal: normal, softness: softness)
    if fold < 1 {
      page.apply(
        .shade(fold), beyond: Edge(through: place, normal: normal, softness: max(min(1.6 * room, 2 * depth), 2)))
    }
    page.apply(.paint(shade, opacity: 1), beyond: edge)
    if let line { add(line, beside: edge, to: &page, plan, using: &generator) }
  }

  /// A line within the band, along its edge.
  private func add(
    _ shade: Float, beside edge: Edge, to page: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator
  ) {
    let start = edge.offset + generator.uniform(0...4) * plan.frame.unit
    let end = start + max(generator.uniform(1...3) * plan.frame.unit, 1)
    var (near, far) = (edge, edge)
    (near.offset, near.softness) = (start, 1)
    far.normal = -edge.normal
    far.offset = -end
    far.softness = 1
    page.apply(.paint(shade, opacity: 1), beyond: near, and: far)
  }
}

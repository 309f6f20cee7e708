import Imaging
import Synthesis

/// Things in the picture besides the page: its edge and the table behind, fingers, holes, dust.
package struct PageSurroundings: Sendable {
  private var track = PenTrack()

  /// A writer with scratch memory of its own.
  package init() {}

  /// Dust and specks of ink, into `cover`; small against the pen.
  package mutating func addSpecks(into cover: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    track.removeAll()
    for _ in 0..<generator.whole(1...12) {
      let place = plan.frame.place(using: &generator)
      let radius = 0.5 * min(generator.uniform(0.5...2.5), max(plan.penWidth, 1)) * plan.frame.unit
      track.add(place, radius: radius, isStart: true)
      track.add(place + Point(generator.around(1), generator.around(1)), radius: radius, isStart: false)
    }
    cover.draw(track)
  }

  /// Punched holes or those of a spiral, left of or above `ink` if there is room.
  package static func punch(
    _ page: inout Plane, _ plan: PagePlan, around ink: Bounds, using generator: inout SeededGenerator
  ) {
    let unit = plan.frame.unit
    let axis = generator.index(below: 2)
    let edge = generator.uniform(2...12) * unit
    let radius = generator.uniform(1.5...8) * unit
    guard edge + radius < ink.low[axis] else { return }
    let pitch = radius * generator.uniform(2.5...5)
    let isRow = generator.happens(0.5)
    let shade = generator.happens(0.7) ? generator.uniform(0...0.4) : 1
    var place = generator.unit() * (isRow ? pitch : plan.frame.size[1 - axis])
    repeat {
      var center = Point(0, 0)
      (center[axis], center[1 - axis]) = (edge, place)
      page.apply(
        .paint(shade, opacity: 1), within: Spot(center: center, radii: Point(repeating: radius), softness: 0.1))
      place += pitch
    } while isRow && place < plan.frame.size[1 - axis]
  }

  /// The page ends, and a darker or lighter table begins, outside `ink`.
  package static func addTable(
    _ page: inout Plane, _ plan: PagePlan, around ink: Bounds, using generator: inout SeededGenerator
  ) {
    let shade = generator.happens(0.8) ? generator.uniform(0.05...0.6) : generator.uniform(0.6...1)
    let softness = generator.uniform(1...3)
    for _ in 0..<(generator.happens(0.3) ? 2 : 1) {
      let side = generator.index(below: 4)
      guard let edge = outerEdge(side, ink, plan, softness: softness, using: &generator) else { continue }
      // The page throws a narrow shadow, or its edge shines.
      var near = edge
      near.offset -= 1
      near.softness = generator.uniform(2...5)
      page.apply(.shade(generator.uniform(0.75...1.05)), beyond: near)
      page.apply(.paint(shade, opacity: 1), beyond: edge)
    }
  }

  /// A finger or another dark thing reaches in from the rim.
  package static func addFinger(
    _ page: inout Plane, _ plan: PagePlan, around ink: Bounds, using generator: inout SeededGenerator
  ) {
    var center = plan.frame.place(using: &generator)
    let axis = generator.index(below: 2)
    center[axis] = generator.happens(0.5) ? 0 : plan.frame.size[axis]
    // Only as large as leaves the digit free.
    let distance = (pointwiseMax(pointwiseMax(ink.low - center, center - ink.high), Point(0, 0))).length
    guard distance > 4 else { return }
    let radius = generator.uniform(0.4...0.95) * min(distance, 40 * plan.frame.unit)
    page.apply(
      .paint(generator.uniform(0.05...0.6), opacity: generator.uniform(0.7...1)),
      within: Spot(
        center: center, radii: Point(radius, radius * generator.uniform(0.5...1)),
        axis: .direction(generator.uniform(0...3.1)), softness: generator.uniform(0.05...0.4)))
  }

  /// A scene without paper: blobs and gradients.
  static func paintScene(_ page: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    for _ in 0..<generator.whole(2...8) {
      let effect = Effect.paint(generator.uniform(0.05...1), opacity: generator.uniform(0.2...1))
      let place = plan.frame.place(using: &generator)
      let direction = Point.direction(generator.uniform(0...6.3))
      if generator.happens(0.5) {
        let softness = generator.happens(0.5) ? 1 : generator.uniform(5...80) * plan.frame.unit
        page.apply(effect, beyond: Edge(through: place, normal: direction, softness: softness))
      } else {
        let radii = Point(generator.uniform(5...50), generator.uniform(5...50)) * plan.frame.unit
        page.apply(
          effect,
          within: Spot(center: place, radii: radii, axis: direction, softness: generator.uniform(0.02...0.9)))
      }
    }
  }

  /// A slightly turned edge between `ink` and one side of the frame; nil where there is no room.
  private static func outerEdge(
    _ side: Int, _ ink: Bounds, _ plan: PagePlan, softness: Float, using generator: inout SeededGenerator
  ) -> Edge? {
    let (axis, isAfter) = (side / 2, side % 2 == 1)
    let (near, far) = isAfter ? (ink.high[axis], plan.frame.size[axis]) : (ink.low[axis], 0)
    guard abs(far - near) > 4 else { return nil }
    var normal = Point.direction(generator.around(0.12))
    if axis == 1 { normal = Point(-normal.y, normal.x) }
    var place = ink.center
    place[axis] = near + (far - near) * generator.uniform(0.25...0.98)
    return Edge(through: place, normal: isAfter ? normal : -normal, softness: softness)
  }
}

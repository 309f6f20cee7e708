import Imaging
import PageSynthesis
import Synthesis

/// Writing of other fields and lines that the strip's edges cut off.
struct StripNeighbours: Sendable {
  private var track = PenTrack()

  /// Writes into `cover` what stands at the sides of `box`, and what comes down or up into the strip; adds to `signs`
  /// what is seen of it by more than a quarter, as junk.
  mutating func write(
    into cover: inout Plane, _ plan: PagePlan, beside box: Bounds, by hand: inout StringHand, signs: inout [PlacedSign],
    using generator: inout SeededGenerator
  ) {
    for side in 0..<2 where generator.happens(0.5) {
      writeBeside(into: &cover, isAfter: side == 1, plan, box, by: &hand, signs: &signs, using: &generator)
    }
    guard generator.happens(0.3) else { return }
    writeBeyond(into: &cover, isBelow: generator.happens(0.5), plan, box, by: &hand, using: &generator)
  }

  /// Lays a mark from elsewhere into `cover`, where there is room for it beside `box` or, where `isAlone`, anywhere; adds
  /// it to `signs` as junk.
  func lay(
    _ mark: TrainingPageSynthesizer.MarkSource, into cover: inout Plane, _ plan: PagePlan, beside box: Bounds,
    isAlone: Bool, signs: inout [PlacedSign], using generator: inout SeededGenerator
  ) {
    let frame = plan.frame
    let side = Int(plan.size * frame.unit * generator.uniform(0.6...1.1))
    let half = 0.5 * Float(side)
    let isAfter = generator.happens(0.5)
    let gap = 0.15 * plan.size * frame.scale.x
    let first = half + (isAfter && !isAlone ? box.high.x + gap : 0)
    let last = (isAfter || isAlone ? frame.size.x : box.low.x - gap) - half
    // Fewer pixels show no mark.
    guard side >= 8, first < last else { return }
    let image = mark(side, plan.penWidth * frame.unit, &generator)
    let center = Point(generator.uniform(first...last), isAlone ? frame.center.y : box.center.y)
    let placed = cover.lay(image, center: center)
    guard let ink = image.inkBounds else { return }
    let sign = PlacedSign(
      .junk, around: Bounds(low: placed.low + ink.low, high: placed.low + ink.high), in: frame)
    guard sign.left < sign.right, sign.top < sign.bottom else { return }
    if isAfter { signs.append(sign) } else { signs.insert(sign, at: 0) }
  }

  private mutating func prepare(
    _ plan: PagePlan, by hand: inout StringHand, using generator: inout SeededGenerator
  ) {
    hand.write(generator.index(below: 10), into: &track, using: &generator)
    track.transform(xx: 1, xy: -generator.around(0.3), yx: 0, yy: 1)
    let height = plan.size * generator.uniform(0.8...1.2)
    track.fit(
      into: Point(2 * height, height) * plan.frame.scale, center: [0, 0], penWidth: plan.penWidth * plan.frame.unit)
  }

  /// At most half a digit, between the number and the frame's edge.
  private mutating func writeBeside(
    into cover: inout Plane, isAfter: Bool, _ plan: PagePlan, _ box: Bounds, by hand: inout StringHand,
    signs: inout [PlacedSign], using generator: inout SeededGenerator
  ) {
    let frame = plan.frame
    let free = (isAfter ? frame.size.x - box.high.x : box.low.x) - 0.3 * plan.size * frame.scale.x
    guard free > 2 else { return }
    prepare(plan, by: &hand, using: &generator)
    let ink = track.inkBox
    let seen = min(ink.size.x * generator.uniform(0.05...0.5), free)
    let y = box.center.y + generator.around(0.2) * box.size.y
    track.move(by: [isAfter ? frame.size.x - seen - ink.low.x : seen - ink.high.x, y])
    cover.draw(track)
    let inside = track.points.count { 0..<frame.size.x ~= $0.x && 0..<frame.size.y ~= $0.y }
    guard Float(inside) >= 0.25 * Float(track.points.count) else { return }
    let sign = PlacedSign(.junk, around: track.inkBox, in: frame)
    if isAfter { signs.append(sign) } else { signs.insert(sign, at: 0) }
  }

  /// The feet of a line above, or the heads of one below: less than a quarter of their height.
  private mutating func writeBeyond(
    into cover: inout Plane, isBelow: Bool, _ plan: PagePlan, _ box: Bounds, by hand: inout StringHand,
    using generator: inout SeededGenerator
  ) {
    let frame = plan.frame
    let free = (isBelow ? frame.size.y - box.high.y : box.low.y) - 1
    guard free > 1 else { return }
    var x = generator.uniform(0...0.7) * frame.size.x
    for _ in 0..<generator.whole(1...5) {
      prepare(plan, by: &hand, using: &generator)
      let ink = track.inkBox
      let seen = min(ink.size.y * generator.uniform(0.03...0.22), free)
      x += ink.size.x * generator.uniform(1...1.5)
      track.move(by: [x - ink.center.x, isBelow ? frame.size.y - seen - ink.low.y : seen - ink.high.y])
      cover.draw(track)
    }
  }
}

extension GrayImage {
  /// Around all pixels that are at least half ink (255); nil where there is none.
  fileprivate var inkBounds: Bounds? {
    var box = Bounds()
    for y in 0..<height {
      for x in 0..<width where self[x, y] > 127 { box.include(Point(Float(x) + 0.5, Float(y) + 0.5), reach: 0.5) }
    }
    return box.low.x < box.high.x ? box : nil
  }
}

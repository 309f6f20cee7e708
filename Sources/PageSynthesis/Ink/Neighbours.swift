import Imaging
import Synthesis

/// Writing beside the digit: other digits and letters that the frame cuts off, and small print.
package struct Neighbours: Sendable {
  private var track = PenTrack()

  /// How likely a page has neighbours.
  static func chance(_ view: PagePlan.View) -> Float {
    switch view {
    case .whole: 0.2
    case .tight: 0.4
    case .window: 0.45
    }
  }

  /// A writer with scratch memory of its own.
  package init() {}

  /// Writes neighbours on one to three sides of `ink`, with the digit's pen, into `cover`. Beside nothing there are
  /// only remnants: a page with more ink than that is not empty.
  package mutating func write(
    into cover: inout Plane, _ plan: PagePlan, beside ink: Bounds, isEmpty: Bool, by writing: inout Handwriting,
    using generator: inout SeededGenerator
  ) {
    // Rows run left to right; the rows above and below come less often.
    let chances: [Float] = [0.6, 0.6, 0.22, 0.22]
    let first = generator.index(below: 2)
    let tall = Point(0, max(ink.size.y, 0.6 * plan.size * plan.frame.scale.y))
    for side in 0..<4 where side == first || generator.happens(chances[side]) {
      let isFree = plan.view == .window && !isEmpty && generator.happens(0.4)
      let height = tall.y * generator.uniform(0.85...1.15)
      prepare(height: height, isStroke: isFree && generator.happens(0.3), plan, by: &writing, using: &generator)
      place(at: side, beside: ink, isEmpty: isEmpty, isFree: isFree, plan, using: &generator)
      cover.draw(track)
    }
  }

  private mutating func prepare(
    height: Float, isStroke: Bool, _ plan: PagePlan, by writing: inout Handwriting,
    using generator: inout SeededGenerator
  ) {
    if isStroke {
      track.setToStroke()
    } else if generator.happens(0.2) {
      track.removeAll()
      SimpleLetters.add(SimpleLetters.random(using: &generator), to: &track)
    } else {
      writing.write(writing.chooseSign(using: &generator), into: &track, using: &generator)
    }
    track.take(Pose(using: &generator))
    track.fit(into: Point(2 * height, height), center: [0, 0], penWidth: plan.penWidth * plan.frame.unit)
  }

  /// Moves the sign to one side of the digit (left, right, above, below), far enough for the frame to cut it.
  private mutating func place(
    at side: Int, beside ink: Bounds, isEmpty: Bool, isFree: Bool, _ plan: PagePlan,
    using generator: inout SeededGenerator
  ) {
    let axis = side / 2
    let isAfter = side % 2 == 1
    let frame = plan.frame.size[axis]
    let box = track.inkBox
    let width = max(ink.size[axis], 0.4 * ink.size.max())
    var gap = generator.happens(0.15) ? generator.uniform(-0.05...0.1) : generator.uniform(0.2...0.8)
    // At most this much of it is seen.
    let most: Float = isEmpty ? 0.3 : plan.view == .window ? 0.65 : 0.5
    var seen = generator.uniform(0.05...most) * box.size[axis]
    if isFree {
      // A window on one digit of a row shows narrow neighbours whole. They stand apart, and reach far outward: where all
      // that is in the middle is several digits, the window is on none of them.
      gap = generator.uniform(0.15...0.7)
      seen = box.size[axis] + generator.uniform(0...0.1) * frame
    }
    var center = Point(0, 0)
    if isAfter {
      center[axis] = max(ink.high[axis] + gap * width, frame - seen) - box.low[axis]
    } else {
      center[axis] = min(ink.low[axis] - gap * width, seen) - box.high[axis]
    }
    let drift: Float = axis == 0 ? 0.12 : 0.5
    center[1 - axis] = ink.center[1 - axis] + generator.around(drift) * ink.size.max()
    track.move(by: center)
  }

  /// Lines of small print above, below or anywhere but on the digit's middle, into `cover`.
  package mutating func print(
    into cover: inout Plane, _ plan: PagePlan, beside ink: Bounds, using generator: inout SeededGenerator
  ) {
    track.removeAll()
    let height = max(generator.uniform(3...9) * plan.frame.unit, 3)
    let top: Float
    switch generator.unit() {
    case ..<0.45: top = ink.low.y - height * generator.uniform(1.2...3)
    case ..<0.9: top = ink.high.y + height * generator.uniform(0.2...2)
    default: top = generator.unit() * plan.frame.size.y
    }
    var x = generator.uniform(-0.2...0.5) * plan.frame.size.x
    for _ in 0..<generator.whole(1...14) {
      if generator.happens(0.85) {
        SimpleLetters.add(SimpleLetters.random(using: &generator), to: &track, at: [x, top], scale: height / 6)
      }
      x += height * generator.uniform(0.8...1)
    }
    track.widen(to: max(height * generator.uniform(0.1...0.25), 0.7))
    cover.draw(track)
  }
}

import Imaging
import Synthesis

/// The fields of forms that are ticked or filled in: boxes and bubbles, with or without a mark.
package struct FormMarks: Sendable {
  private var track = PenTrack()

  /// Half the width of the printed line and of the pen, in pixels of the frame.
  private var line: Float = 1
  private var pen: Float = 1
  /// The shape of rings: 0 an oval … 1 a rectangle.
  private var squareness: Float = 0

  /// A writer with scratch memory of its own.
  package init() {}

  /// Writes a marked box, a bubble with a letter, a filled one, or a few rings, into `cover`; returns the box around
  /// them.
  package mutating func write(
    into cover: inout Plane, _ plan: PagePlan, center: Point, size: Point, using generator: inout SeededGenerator
  ) -> Bounds {
    prepare(plan, using: &generator)
    var half = 0.5 * Point(repeating: size.min())
    squareness = generator.happens(0.4) ? generator.uniform(0.25...0.6) : 0
    switch generator.unit() {
    case ..<0.4:
      half.y *= generator.uniform(0.7...1)
      addBox(center, half)
      addMark(center, half, using: &generator)
    case ..<0.55:
      half.x *= generator.uniform(0.7...1)
      addRing(center, half)
      fill(center, half, using: &generator)
    case ..<0.65:
      half.x *= generator.uniform(0.75...1)
      addRing(center, half)
      addLetter(center, half, using: &generator)
    default:
      addRings(center, half, using: &generator)
    }
    cover.draw(track)
    return track.inkBox
  }

  /// Writes empty boxes, one to three in a row, into `cover`: nothing is in them.
  mutating func printEmptyBoxes(
    into cover: inout Plane, _ plan: PagePlan, center: Point, using generator: inout SeededGenerator
  ) {
    prepare(plan, using: &generator)
    let side = plan.view == .whole ? generator.uniform(9...60) : generator.uniform(40...85)
    let half = Point(0.5 * side, 0.5 * side * generator.uniform(0.6...1.1)) * plan.frame.scale
    let pitch = 2 * half.x * generator.uniform(1...1.8)
    let isJoined = generator.happens(0.3)
    for i in 0..<generator.whole(1...3) {
      addBox(center + Point(Float(i) * (isJoined ? 2 * half.x : pitch), 0), half)
    }
    cover.draw(track)
  }

  private mutating func prepare(_ plan: PagePlan, using generator: inout SeededGenerator) {
    track.removeAll()
    pen = 0.5 * min(plan.penWidth, 7) * plan.frame.unit
    line = 0.5 * max(generator.uniform(0.8...4) * plan.frame.unit, 0.9)
  }

  private mutating func addBox(_ center: Point, _ half: Point) {
    let corners = [Point(-1, -1), Point(1, -1), Point(1, 1), Point(-1, 1)].map { center + $0 * half }
    for (i, corner) in corners.enumerated() {
      track.addLine(from: corner, to: corners[(i + 1) % 4], radius: line, piece: 100)
    }
  }

  private mutating func addRing(_ center: Point, _ half: Point) {
    for i in 0...24 {
      let place = Point.direction(Float(i) * .pi / 12)
      // On the square around the circle.
      let square = place / max(abs(place.x), abs(place.y))
      let rounded = place + squareness * (square - place)
      track.add(center + rounded * half, radius: line, isStart: i == 0)
    }
  }

  /// Empty bubbles in a row, or one: an exact circle, or an upright oval with straight sides, often with the rims of
  /// the next ones at its sides. A lone plain oval is a 0.
  private mutating func addRings(_ center: Point, _ half: Point, using generator: inout SeededGenerator) {
    let count = generator.whole(0...4)
    guard count > 1 else {
      guard squareness > 0 else { return addRing(center, half) }
      let upright = half * Point(generator.uniform(0.7...0.9), 1)
      line = max(line, 0.05 * half.x)
      addRing(center, upright)
      guard generator.happens(0.6) else { return }
      let pitch = upright.x * generator.uniform(2.6...3.6)
      addRing(center - Point(pitch, 0), upright)
      addRing(center + Point(pitch, 0), upright)
      return
    }
    let aspect = generator.uniform(0.75...1.2)
    let ring = half * Point(aspect, 1) / Float(count)
    let pitch = 2 * half.x / Float(count) * generator.uniform(1.1...1.5)
    for i in 0..<count {
      let place = center + Point((Float(i) - 0.5 * Float(count - 1)) * pitch, 0)
      addRing(place, ring)
      if generator.happens(0.3) { addLetter(place, ring, using: &generator) }
    }
  }

  private mutating func addLetter(_ center: Point, _ half: Point, using generator: inout SeededGenerator) {
    let first = track.radii.count
    let scale = half.min() * generator.uniform(0.13...0.2)
    let corner = center - scale * Point(2, 3)
    SimpleLetters.add(SimpleLetters.random(using: &generator), to: &track, at: corner, scale: scale)
    for i in first..<track.radii.count { track.radii[i] = min(line, 0.12 * half.min()) }
  }

  /// A tick, a cross or a scribble, within the box or a little beyond it.
  private mutating func addMark(_ center: Point, _ half: Point, using generator: inout SeededGenerator) {
    let reach = half * generator.uniform(0.5...1.25)
    func stroke(_ points: [Point]) {
      for (i, point) in points.enumerated() {
        let shaken = point + Point(generator.around(0.1), generator.around(0.1))
        track.add(center + shaken * reach, radius: pen, isStart: i == 0)
      }
    }
    switch generator.unit() {
    case ..<0.4: stroke([[-0.7, 0], [-0.2, 0.8], [0.9, -1]])
    case ..<0.75:
      stroke([[-0.8, -0.8], [0.8, 0.8]])
      stroke([[0.8, -0.8], [-0.8, 0.8]])
    default: fill(center, half, using: &generator)
    }
  }

  /// Covers the inside with strokes to and fro, or wholly.
  private mutating func fill(_ center: Point, _ half: Point, using generator: inout SeededGenerator) {
    let inner = half * generator.uniform(0.4...1.1)
    let count = generator.whole(4...12)
    let spacing = 2 * inner.y / Float(count)
    let radius = generator.happens(0.5) ? 0.6 * spacing : min(pen, 0.6 * spacing)
    for i in 0...count {
      let y = 2 * Float(i) / Float(count) - 1
      let x = (1 - 0.9 * y * y).squareRoot() * (i % 2 == 0 ? 1 : -1)
      let shaken = Point(x + generator.around(0.1), y)
      track.add(center + shaken * inner, radius: radius, isStart: i == 0)
    }
  }
}

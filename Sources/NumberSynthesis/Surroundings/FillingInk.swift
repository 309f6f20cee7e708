import Imaging
import PageSynthesis
import Synthesis

/// Strokes of the pen without a label: what fills the room before and behind an amount or ends it, and what underlines
/// a number.
enum FillingInk {
  /// What stands at one end of a number.
  enum Kind { case equals, hash, strokes, stopAndDash, dash, stop, wave }

  static func before(using generator: inout SeededGenerator) -> Kind {
    [.equals, .equals, .equals, .hash, .hash, .hash, .strokes][generator.index(below: 7)]
  }

  static func behind(using generator: inout SeededGenerator) -> Kind {
    [.equals, .hash, .strokes, .stopAndDash, .stopAndDash, .dash, .dash, .dash, .stop, .stop, .stop, .wave][
      generator.index(below: 12)]
  }

  /// Replaces `track` by it, the line at 0, in heights of a digit; widths are relative.
  static func write(_ kind: Kind, into track: inout PenTrack, using generator: inout SeededGenerator) {
    track.removeAll()
    let length = generator.uniform(0.3...0.7)
    let y = -generator.uniform(0.3...0.6)
    switch kind {
    case .equals:
      let apart = generator.uniform(0.1...0.3)
      for side: Float in [-0.5, 0.5] { addDash(at: [0, y + side * apart], length, to: &track, using: &generator) }
    case .hash:
      for side: Float in [-0.5, 0.5] {
        addDash(at: [0, y + 0.3 * side], 0.6, to: &track, using: &generator)
        let x = 0.3 + 0.24 * side + generator.around(0.04)
        track.addLine(from: [x - 0.1, y + 0.4], to: [x + 0.1, y - 0.4], radius: 1, piece: 0.2)
      }
    case .strokes:
      // Longer than a digit, and leaning, lest they be 1s.
      let lean = generator.uniform(0.45...0.9)
      for i in 0..<generator.whole(2...3) {
        let x = 0.22 * Float(i) + generator.around(0.03)
        track.addLine(from: [x, 0.2], to: [x + lean, -1.2], radius: 1, piece: 0.2)
      }
    case .stopAndDash:
      addStop(at: 0, to: &track, using: &generator)
      for i in 0..<generator.whole(1...2) {
        addDash(at: [0.15 + Float(i) * (length + 0.1), y], length, to: &track, using: &generator)
      }
    case .dash: addDash(at: [0, y], length * generator.uniform(0.8...3), to: &track, using: &generator)
    case .stop: addStop(at: 0, to: &track, using: &generator)
    case .wave:
      for i in 0..<generator.whole(5...10) {
        track.add([0.2 * Float(i), y + (i % 2 == 0 ? 0.1 : -0.1)], radius: 1, isStart: i == 0)
      }
      track.round()
    }
  }

  /// Draws one or two lines under `box`, at times touching what stands there, in pixels of the frame.
  static func underline(
    _ box: Bounds, _ plan: PagePlan, into cover: inout Plane, _ track: inout PenTrack,
    using generator: inout SeededGenerator
  ) {
    track.removeAll()
    let pen = plan.penWidth * plan.frame.unit
    var y = box.high.y + pen * generator.uniform(0...2) + box.size.y * generator.uniform(-0.02...0.25)
    let (from, to) = (
      box.low.x + box.size.y * generator.uniform(-0.5...0.4), box.high.x + box.size.y * generator.uniform(-0.4...0.5)
    )
    let tilt = generator.around(0.08) * box.size.y
    for _ in 0..<(generator.happens(0.25) ? 2 : 1) {
      track.addLine(from: [from, y + tilt], to: [max(to, from + 4), y - tilt], radius: 1)
      y += 2 * pen + generator.uniform(0.02...0.1) * box.size.y
    }
    track.widen(to: pen * generator.uniform(0.7...1.1))
    cover.draw(track)
  }

  private static func addDash(
    at place: Point, _ length: Float, to track: inout PenTrack, using generator: inout SeededGenerator
  ) {
    let tilt = generator.around(0.06)
    track.addLine(from: place + [0, tilt], to: place + [length, -tilt], radius: 1, piece: 0.2)
  }

  private static func addStop(at x: Float, to track: inout PenTrack, using generator: inout SeededGenerator) {
    let place = Point(x, -0.02 + generator.around(0.06))
    track.add(place, radius: generator.uniform(1...1.6), isStart: true)
    track.add(place + Point(generator.around(0.03), generator.uniform(0.01...0.05)), radius: 1, isStart: false)
  }
}

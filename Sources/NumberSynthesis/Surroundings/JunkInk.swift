import Imaging
import PageSynthesis
import Synthesis

/// Ink in a line that is no sign of the number: letters, currency marks, crossed-out digits, ticks, scribbles.
struct JunkInk: Sendable {
  private var second = PenTrack()

  /// Replaces `track` by one of them, about 1 high, its foot near 0; widths are relative.
  mutating func write(into track: inout PenTrack, by hand: inout StringHand, using generator: inout SeededGenerator) {
    switch generator.unit() {
    case ..<0.55: hand.draw(Letters.random(using: &generator), into: &track, using: &generator)
    case ..<0.85: crossOut(&track, by: &hand, using: &generator)
    case ..<0.93: tick(&track, using: &generator)
    default: scribble(&track, loops: generator.whole(4...9), using: &generator)
    }
  }

  /// A digit under some strokes.
  private mutating func crossOut(
    _ track: inout PenTrack, by hand: inout StringHand, using generator: inout SeededGenerator
  ) {
    hand.write(generator.index(below: 10), into: &track, using: &generator)
    let box = track.box
    let reach = generator.uniform(0.06...0.3)
    let (low, high) = (box.low - Point(reach, 0.5 * reach), box.high + Point(reach, 0.5 * reach))
    switch generator.unit() {
    case ..<0.3:
      add([low, high], to: &track, using: &generator)
      add([[low.x, high.y], [high.x, low.y]], to: &track, using: &generator)
    case ..<0.5: add([[low.x, high.y], [high.x, low.y]], to: &track, using: &generator)
    case ..<0.75:
      let slope = generator.around(0.4)
      for _ in 0..<generator.whole(1...3) {
        let y = -0.5 + generator.around(0.25)
        add([[low.x, y + 0.5 * slope], [high.x, y - 0.5 * slope]], to: &track, using: &generator)
      }
    default:
      scribble(&second, loops: generator.whole(3...8), using: &generator)
      let scale = (high - low) / pointwiseMax(second.box.size, Point(repeating: 0.1))
      second.transform(xx: scale.x, xy: 0, yx: 0, yy: scale.y)
      second.move(by: box.center - second.box.center)
      track.append(second)
    }
  }

  private func tick(_ track: inout PenTrack, using generator: inout SeededGenerator) {
    track.removeAll()
    let low = Point(generator.uniform(0.14...0.34), 0)
    add(
      [[0, -generator.uniform(0.25...0.5)], low, [generator.uniform(0.5...1), -generator.uniform(0.8...1.3)]],
      to: &track, using: &generator)
  }

  /// To and fro, as if to make something unreadable.
  private func scribble(_ track: inout PenTrack, loops: Int, using generator: inout SeededGenerator) {
    track.removeAll()
    let width = generator.uniform(0.4...1.2)
    for i in 0..<loops {
      let x = width * Float(i) / Float(loops)
      track.add([x + generator.around(0.15), -1 + generator.uniform(0...0.3)], radius: 1, isStart: i == 0)
      track.add([x + generator.around(0.15) + 0.05, -generator.uniform(0...0.3)], radius: 1, isStart: false)
    }
    track.round()
  }

  private func add(_ corners: [Point], to track: inout PenTrack, using generator: inout SeededGenerator) {
    for (from, to) in zip(corners, corners.dropFirst()) {
      let shaken = to + Point(generator.around(0.04), generator.around(0.04))
      track.addLine(from: from, to: shaken, radius: 1, piece: 0.1)
    }
  }
}

import Imaging
import PageSynthesis
import Synthesis

/// How one hand makes the signs that stand between digits.
struct Separators: Sendable {
  /// Width of a point relative to the pen.
  private let weight: Float
  /// Length of the stroke that a point is, in heights of a digit.
  private let pointLength: Float
  private let pointAngle: Float
  /// From head to tail, in heights of a digit.
  private let commaLength: Float
  private let commaLean: Float
  /// How far points and commas lie above their usual place.
  private let lift: Float
  private let dash: (length: Float, height: Float)
  private let slash: (lean: Float, above: Float, below: Float)

  init(using generator: inout SeededGenerator) {
    weight = generator.uniform(1...1.7)
    pointAngle = generator.uniform(0...3.1)
    commaLength = generator.happens(0.7) ? generator.uniform(0.12...0.26) : generator.uniform(0.22...0.4)
    commaLean = generator.uniform(-0.05...0.6)
    // A raised point that is long would be a minus.
    let isLifted = generator.happens(0.12)
    pointLength = generator.happens(0.7) || isLifted ? generator.uniform(0...0.03) : generator.uniform(0.03...0.1)
    lift = isLifted ? generator.uniform(0.3...0.55) : generator.uniform(-0.08...0.08)
    dash = (generator.uniform(0.18...0.6), generator.uniform(0.32...0.6))
    slash = (generator.uniform(0.1...0.7), generator.uniform(-0.1...0.3), generator.uniform(-0.1...0.35))
  }

  /// Replaces `track` by `sign`; the base line is at 0 and a digit's head at -1, widths are relative.
  func write(_ sign: NumberSign, into track: inout PenTrack, using generator: inout SeededGenerator) {
    track.removeAll()
    switch sign {
    case .point: addPoint(at: -0.02 - lift, to: &track, using: &generator)
    case .comma: addComma(to: &track, using: &generator)
    case .minus:
      let tilt = generator.around(0.05)
      let half = 0.5 * dash.length * generator.uniform(0.85...1.15)
      add(
        [[0, -dash.height + tilt], [half, -dash.height + generator.around(0.02)], [2 * half, -dash.height - tilt]],
        to: &track)
    case .slash:
      let bow = generator.around(0.06)
      let (head, foot) = (Point(slash.lean, -1 - slash.above), Point(0, slash.below))
      add([foot, (head + foot) / 2 + [bow, bow], head], to: &track)
    case .colon:
      addPoint(at: -0.1, to: &track, using: &generator)
      addPoint(at: -generator.uniform(0.42...0.7), to: &track, using: &generator)
    default: break
    }
  }

  private func addPoint(at y: Float, to track: inout PenTrack, using generator: inout SeededGenerator) {
    let place = Point(generator.around(0.02), y + generator.around(0.04))
    let half = 0.5 * max(pointLength, 0.01) * Point.direction(pointAngle + generator.around(0.3))
    track.addLine(from: place - half, to: place + half, radius: weight, piece: 0.03)
  }

  private func addComma(to track: inout PenTrack, using generator: inout SeededGenerator) {
    let length = commaLength * generator.uniform(0.8...1.2)
    let head = Point(0, -0.3 * length - lift + generator.around(0.04))
    let tail = head + length * Point(-commaLean, 1)
    let bend = Point(0.25 * length * generator.unit(), 0)
    let first = track.points.count
    add([head, (head + tail) / 2 + bend, tail], to: &track)
    guard generator.happens(0.4) else { return }
    // Thick at the head.
    for i in first..<track.radii.count {
      track.radii[i] = weight * (1 - 0.5 * Float(i - first) / Float(track.radii.count - first))
    }
  }

  private func add(_ corners: [Point], to track: inout PenTrack) {
    for (from, to) in zip(corners, corners.dropFirst()) { track.addLine(from: from, to: to, radius: 1, piece: 0.06) }
  }
}

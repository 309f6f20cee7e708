import Imaging
import Synthesis

/// Additions by a pen that leave a digit what it is: an underline, a full stop, a small number at its side.
package struct Annotations: Sendable {
  private var track = PenTrack()
  private var sign = PenTrack()

  /// A writer with scratch memory of its own.
  package init() {}

  /// Adds at most one of them, into `cover`.
  package mutating func write(
    into cover: inout Plane, _ plan: PagePlan, beside ink: Bounds, by writing: inout Handwriting,
    using generator: inout SeededGenerator
  ) {
    let pen = plan.penWidth * plan.frame.unit
    switch generator.unit() / max(plan.disturbance, 0.01) {
    case ..<0.05: underline(ink, pen, using: &generator)
    case ..<0.1: stop(ink, pen, using: &generator)
    case ..<0.125: note(ink, pen, by: &writing, using: &generator)
    default: return
    }
    cover.draw(track)
  }

  /// One line or two, about as wide as the digit or up to three times.
  private mutating func underline(_ ink: Bounds, _ pen: Float, using generator: inout SeededGenerator) {
    track.removeAll()
    let long = ink.size.max()
    let half = max(0.5 * ink.size.x, 0.15 * long) * generator.uniform(0.8...3)
    var y = ink.high.y + pen + long * generator.uniform(0.03...0.35)
    for _ in 0..<(generator.happens(0.25) ? 2 : 1) {
      let (bend, slope) = (generator.around(0.04) * long, generator.around(0.08) * half)
      let middle = ink.center.x + generator.around(0.2) * half
      track.add([middle - half, y + slope], radius: 1, isStart: true)
      track.add([middle, y + bend], radius: 1, isStart: false)
      track.add([middle + half, y - slope], radius: 1, isStart: false)
      y += 2 * pen + generator.uniform(0.02...0.12) * long
    }
    track.widen(to: pen * generator.uniform(0.7...1.1))
  }

  /// A full stop or a comma at the digit's foot.
  private mutating func stop(_ ink: Bounds, _ pen: Float, using generator: inout SeededGenerator) {
    track.removeAll()
    let long = ink.size.max()
    let place = Point(
      ink.high.x + pen + generator.uniform(0.02...0.35) * long, ink.high.y - generator.uniform(-0.05...0.1) * long)
    let tail =
      generator.happens(0.3) ? Point(-0.06, 0.14) * long : Point(generator.unit(), generator.unit()) * 0.2 * pen
    track.add(place, radius: 1, isStart: true)
    track.add(place + tail, radius: 0.8, isStart: false)
    track.widen(to: pen * generator.uniform(1...1.6))
  }

  /// One or two digits, at most two fifths as high: a reference, a page, a raised figure.
  private mutating func note(
    _ ink: Bounds, _ pen: Float, by writing: inout Handwriting, using generator: inout SeededGenerator
  ) {
    let long = ink.size.max()
    let height = generator.uniform(0.2...0.38) * long
    var place = Point(
      ink.high.x + height * generator.uniform(0.6...1.6),
      generator.happens(0.5)
        ? ink.low.y + generator.around(0.3) * height : ink.high.y + generator.uniform(0...0.8) * height)
    track.removeAll()
    for _ in 0..<generator.whole(1...2) {
      writing.write(writing.chooseSign(using: &generator), into: &sign, using: &generator)
      sign.fit(into: Point(repeating: height), center: place, penWidth: min(pen, max(0.15 * height, 0.8)))
      track.append(sign)
      place.x += 0.8 * height
    }
  }
}

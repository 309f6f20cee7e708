import Imaging
import Synthesis

/// Ink that is not one digit.
struct OtherInk: Sendable {
  private var track = PenTrack()
  private var second = PenTrack()
  private var numbers = Numbers()
  private var formMarks = FormMarks()

  private enum Kind { case number, formMark, crossedOut, scribble, sign, mark }

  /// Writes something into `cover`; returns the box around it. `mark` draws a mark from elsewhere, if there is one.
  mutating func write(
    into cover: inout Plane, _ plan: PagePlan, by writing: inout Handwriting,
    mark: TrainingPageSynthesizer.MarkSource?, using generator: inout SeededGenerator
  ) -> Bounds {
    let (center, size) = area(plan, using: &generator)
    switch kind(hasMarks: mark != nil, using: &generator) {
    case .number: return numbers.write(into: &cover, plan, by: &writing, using: &generator)
    case .formMark:
      return formMarks.write(into: &cover, plan, center: center, size: size, using: &generator)
    case .crossedOut: crossOut(by: &writing, using: &generator)
    case .scribble: scribble(loops: generator.whole(6...25), using: &generator)
    case .sign: drawSign(using: &generator)
    case .mark:
      if let mark { return lay(mark, into: &cover, plan, in: (center, size), using: &generator) }
    }
    track.rotate(by: generator.around(0.2))
    track.fit(into: size, center: center, penWidth: plan.penWidth * plan.frame.unit)
    cover.draw(track)
    return track.inkBox
  }

  private func kind(hasMarks: Bool, using generator: inout SeededGenerator) -> Kind {
    if hasMarks, generator.happens(0.42) { return .mark }
    switch generator.unit() {
    case ..<0.55: return .number
    case ..<0.78: return .formMark
    case ..<0.88: return .crossedOut
    case ..<0.93: return .scribble
    default: return .sign
    }
  }

  private func area(_ plan: PagePlan, using generator: inout SeededGenerator) -> (center: Point, size: Point) {
    let frame = plan.frame
    if plan.view == .window {
      let jitter = Point(generator.around(8), generator.around(8)) * frame.scale
      return (frame.center + jitter, plan.size * frame.scale)
    }
    let size = pointwiseMin(Point(1.8, 1) * plan.size, Point(repeating: 92)) * frame.scale
    let room = frame.size - size
    return (size / 2 + Point(generator.unit(), generator.unit()) * room, size)
  }

  /// A digit under two or more strokes.
  private mutating func crossOut(by writing: inout Handwriting, using generator: inout SeededGenerator) {
    writing.write(writing.chooseSign(using: &generator), into: &track, using: &generator)
    track.fit(into: [1, 1], center: [0.5, 0.5], penWidth: 0.05)
    track.setRadii(to: 1)
    let reach = generator.uniform(0.05...0.3)
    if generator.happens(0.35) {
      addStroke([-reach, 1 + reach], [1 + reach, -reach], using: &generator)
      addStroke([-reach, -reach], [1 + reach, 1 + reach], using: &generator)
    } else if generator.happens(0.5) {
      second.removeAll()
      swap(&track, &second)
      scribble(loops: generator.whole(4...12), using: &generator)
      track.fit(into: [1 + reach, 1], center: [0.5, 0.5], penWidth: 0.05)
      track.setRadii(to: 1)
      track.append(second)
    } else {
      let slope = generator.around(0.6)
      for i in 0..<generator.whole(2...5) {
        let y = 0.2 + 0.2 * Float(i) + generator.around(0.05)
        addStroke([-reach, y - slope / 2], [1 + reach, y + slope / 2], using: &generator)
      }
    }
  }

  /// To and fro, as if to make something unreadable.
  private mutating func scribble(loops: Int, using generator: inout SeededGenerator) {
    track.removeAll()
    let breadth = generator.uniform(0.2...1)
    for i in 0..<loops {
      let middle = Float(i) / Float(loops)
      let from = Point(middle + generator.around(0.3), generator.uniform(0...0.35) * breadth)
      let to = Point(middle + 0.1 + generator.around(0.3), (1 - generator.uniform(0...0.35)) * breadth)
      track.add(from, radius: 1, isStart: i == 0)
      track.add(to, radius: 1, isStart: false)
    }
    track.round()
  }

  /// A letter, a tick, an arrow, a few lines.
  private mutating func drawSign(using generator: inout SeededGenerator) {
    track.removeAll()
    switch generator.unit() {
    case ..<0.5:
      SimpleLetters.add(SimpleLetters.random(using: &generator), to: &track)
    case ..<0.65:
      // A tick.
      track.add([0, generator.uniform(0.4...0.6)], radius: 1, isStart: true)
      track.add([generator.uniform(0.2...0.35), 1], radius: 1, isStart: false)
      track.add([1, generator.uniform(-0.2...0.2)], radius: 1, isStart: false)
    case ..<0.8:
      // A wave, flat enough not to be a digit.
      for i in 0...generator.whole(5...12) {
        track.add([0.35 * Float(i), i % 2 == 0 ? 0.25 : -0.25], radius: 1, isStart: i == 0)
      }
      track.round()
    default:
      for _ in 0..<generator.whole(3...6) {
        addStroke(
          Point(generator.unit(), generator.unit()), Point(generator.unit(), generator.unit()), using: &generator)
      }
    }
  }

  private mutating func addStroke(_ start: Point, _ end: Point, using generator: inout SeededGenerator) {
    let bend = Point(generator.around(0.05), generator.around(0.05))
    track.add(start, radius: 1, isStart: true)
    track.add((start + end) / 2 + bend, radius: 1, isStart: false)
    track.add(end, radius: 1, isStart: false)
  }

  /// Lays a finished bitmap into `cover`.
  private func lay(
    _ mark: TrainingPageSynthesizer.MarkSource, into cover: inout Plane, _ plan: PagePlan,
    in area: (center: Point, size: Point), using generator: inout SeededGenerator
  ) -> Bounds {
    let side = max(Int(area.size.min()), 8)
    let image = mark(side, plan.penWidth * plan.frame.unit, &generator)
    return cover.lay(image, center: area.center)
  }
}

extension Plane {
  /// Lays `image` (0 paper … 255 ink) over what is there, its middle at `center`; returns the box around it.
  @discardableResult
  package mutating func lay(_ image: GrayImage, center: Point) -> Bounds {
    let place = ImagePlacement(of: image, center: center, width: width, height: height)
    updateRows { y, row in
      guard place.rows.contains(y) else { return }
      for x in place.columns { row[x] = max(row[x], Float(image[x - place.left, y - place.top]) / 255) }
    }
    return Bounds(low: place.corner, high: place.corner + Point(Float(image.width), Float(image.height)))
  }
}

extension PenTrack {
  /// Adds the points and links of `other`.
  package mutating func append(_ other: PenTrack) {
    let first = Int32(points.count)
    points.append(contentsOf: other.points)
    radii.append(contentsOf: other.radii)
    for link in other.links { links.append(Link(from: link.from + first, to: link.to + first)) }
  }

  /// Gives all points the same width.
  package mutating func setRadii(to radius: Float) {
    for i in radii.indices { radii[i] = radius }
  }

  /// Cuts the corners of a single line twice (Chaikin, 1974).
  package mutating func round() {
    for _ in 0..<2 {
      guard let first = points.first, let last = points.last else { return }
      var cut = [first]
      for (from, to) in zip(points, points.dropFirst()) {
        cut.append(0.75 * from + 0.25 * to)
        cut.append(0.25 * from + 0.75 * to)
      }
      cut.append(last)
      removeAll()
      for (i, point) in cut.enumerated() { add(point, radius: 1, isStart: i == 0) }
    }
  }
}

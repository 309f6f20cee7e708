import Imaging
import Synthesis

/// Several digits: rows, columns, two rows, numbers with points and signs, dates, by one pen or two.
package struct Numbers: Sendable {
  /// All signs, in units of a digit's height until they are placed.
  private var track = PenTrack()
  /// The links of `track` that a second pen drew.
  private var otherLinks: [PenTrack.Link] = []
  private var sign = PenTrack()
  /// The middles of the gaps between neighbouring digits of the first row.
  private var gaps: [Float] = []
  private var layout = Layout.row

  private enum Layout { case row, column, twoRows }
  private enum Mark: CaseIterable { case point, comma, dash, slash, plus, colon }

  /// A window on a wider gap, in heights, would show neither neighbour.
  private static let mostSeenGap: Float = 0.5
  /// Narrower than this share of its height, a digit is a bare stroke.
  private static let strokeWidth: Float = 0.25
  /// A bare stroke keeps this distance, in heights: closer, it would be a part of its neighbour.
  private static let leastStrokeGap: Float = 0.14

  /// A writer with scratch memory of its own.
  package init() {}

  /// Writes a number into the empty `cover`; returns the box around it.
  package mutating func write(
    into cover: inout Plane, _ plan: PagePlan, by writing: inout Handwriting,
    using generator: inout SeededGenerator
  ) -> Bounds {
    compose(by: &writing, using: &generator)
    place(plan, using: &generator)
    if !otherLinks.isEmpty {
      swap(&track.links, &otherLinks)
      cover.draw(track)
      cover.scale(by: generator.uniform(0.5...1))
      swap(&track.links, &otherLinks)
    }
    cover.draw(track)
    return track.inkBox
  }

  private mutating func compose(by writing: inout Handwriting, using generator: inout SeededGenerator) {
    track.removeAll()
    otherLinks.removeAll(keepingCapacity: true)
    let chance = generator.unit()
    layout = chance < 0.78 ? .row : chance < 0.88 ? .column : .twoRows
    let penChange = generator.happens(0.25) ? 0.5 : Float(0)
    let rows = layout == .row ? 1 : layout == .twoRows ? 2 : generator.whole(2...4)
    let pitch = generator.uniform(1.1...1.8)
    for row in 0..<rows {
      gaps.removeAll(keepingCapacity: true)
      writeRow(at: Float(row) * pitch, penChange: penChange, by: &writing, using: &generator)
    }
  }

  /// One row, its signs' middles about `y`. Each sign is by the second pen with the chance `penChange`.
  private mutating func writeRow(
    at y: Float, penChange: Float, by writing: inout Handwriting, using generator: inout SeededGenerator
  ) {
    let count = layout == .column ? 1 : layout == .twoRows ? generator.whole(1...4) : Self.count(using: &generator)
    let pose = Pose(using: &generator)
    let gap = Self.gap(using: &generator)
    let slope = generator.around(0.08)
    var punctuation = layout == .row && generator.happens(0.35) ? generator.whole(0...count - 1) : -1
    let mark = Mark.allCases[generator.index(below: Mark.allCases.count)]
    var right: Float = 0
    var wasStroke = true
    for i in 0..<count {
      if i == punctuation, i > 0 || mark == .dash || mark == .plus {
        draw(mark)
        right = append(at: Point(right, y), penFactor: 1, isOther: false) + 0.12
        if mark != .plus, generator.happens(0.3) { punctuation = i + generator.whole(1...3) }
      }
      writeDigit(pose, by: &writing, using: &generator)
      let isStroke = sign.box.size.x < Self.strokeWidth
      let space = gap + generator.around(0.06)
      let start = i == 0 ? right : right + max(space, isStroke || wasStroke ? Self.leastStrokeGap : -0.3)
      if i > 0, start - right < Self.mostSeenGap { gaps.append((right + start) / 2) }
      let isOther = generator.happens(penChange)
      right = append(
        at: Point(start, y + slope * start + generator.around(0.07)), penFactor: isOther ? 1.3 : 1, isOther: isOther)
      wasStroke = isStroke
    }
  }

  private static func count(using generator: inout SeededGenerator) -> Int {
    switch generator.unit() {
    case ..<0.5: 2
    case ..<0.72: 3
    default: generator.whole(4...8)
    }
  }

  /// Between two digits, in heights; below 0 they overlap.
  private static func gap(using generator: inout SeededGenerator) -> Float {
    switch generator.unit() {
    case ..<0.15: generator.uniform(-0.3 ... -0.02)
    case ..<0.75: generator.uniform(0...0.4)
    default: generator.uniform(0.4...1.2)
    }
  }

  /// Replaces `sign` by a digit about 1 high, its middle at the origin. Bare strokes come often: they are overlooked.
  private mutating func writeDigit(
    _ pose: Pose, by writing: inout Handwriting, using generator: inout SeededGenerator
  ) {
    if generator.happens(0.2) {
      sign.setToStroke()
    } else {
      writing.write(writing.chooseSign(using: &generator), into: &sign, using: &generator)
    }
    var own = pose
    own.turn += generator.around(0.05)
    sign.take(own)
    sign.fit(into: [1.6, generator.uniform(0.82...1.1)], center: [0, 0], penWidth: 0)
    sign.setRadii(to: 1)
  }

  /// Replaces `sign` by a mark that stands between digits 1 high, the line at 0.5.
  private mutating func draw(_ mark: Mark) {
    sign.removeAll()
    func line(_ from: Point, _ to: Point, radius: Float = 1) {
      sign.add(from, radius: radius, isStart: true)
      sign.add(to, radius: radius, isStart: false)
    }
    switch mark {
    case .point: line([0, 0.45], [0.02, 0.46], radius: 1.3)
    case .comma: line([0.04, 0.42], [-0.04, 0.6])
    case .dash: line([-0.18, 0], [0.18, -0.02])
    case .slash: line([-0.2, 0.6], [0.2, -0.6])
    case .plus:
      line([-0.25, 0], [0.25, 0])
      line([0, -0.25], [0, 0.25])
    case .colon:
      line([0, -0.1], [0.01, -0.1], radius: 1.3)
      line([0, 0.35], [0.01, 0.35], radius: 1.3)
    }
  }

  /// Adds `sign` with its left edge at `place.x`; returns its right edge.
  private mutating func append(at place: Point, penFactor: Float, isOther: Bool) -> Float {
    let box = sign.box
    sign.move(by: [place.x - box.low.x, place.y])
    if penFactor != 1 { sign.setRadii(to: penFactor) }
    let known = track.links.count
    track.append(sign)
    if isOther {
      otherLinks.append(contentsOf: track.links[known...])
      track.links.removeSubrange(known...)
    }
    return place.x + box.size.x
  }

  /// Brings the number into the plan's frame: anywhere in a picture; in a window in its middle, or so that the middle
  /// is the gap between two digits that are as large as the window suits.
  private mutating func place(_ plan: PagePlan, using generator: inout SeededGenerator) {
    let frame = plan.frame
    let jitter = Point(generator.around(8), generator.around(8)) * frame.scale
    if plan.view == .window, !gaps.isEmpty, layout == .row, generator.happens(0.4) {
      let gap = gaps[generator.index(below: gaps.count)]
      let scale = plan.size * frame.scale
      track.transform(xx: scale.x, xy: 0, yx: 0, yy: scale.y)
      track.move(by: frame.center + 0.4 * jitter - Point(gap * scale.x, 0))
      track.widen(to: plan.penWidth * frame.unit)
      return
    }
    track.rotate(by: generator.around(0.12))
    switch plan.view {
    case .window:
      let size = plan.size * frame.scale
      track.fit(into: size, center: frame.center + jitter, penWidth: pen(plan, in: size))
    case .tight:
      let size = frame.size - Point(4, 4) * frame.scale
      track.fill(size, center: frame.center, penWidth: pen(plan, in: size), freedom: generator.uniform(1...1.5))
    case .whole:
      let lines = layout == .row ? 1 : layout == .twoRows ? 2.5 : Float(4)
      let size = pointwiseMin(Point(94, lines * plan.size), Point(94, 94)) * frame.scale
      track.fit(into: size, center: [0, 0], penWidth: pen(plan, in: size))
      let box = track.inkBox
      let room = pointwiseMax(frame.size - box.size, Point(0, 0))
      track.move(by: Point(generator.unit(), generator.unit()) * room - box.low)
    }
  }

  /// The plan's pen, but no broader than digits can be written with where all of them fit into `size`.
  private func pen(_ plan: PagePlan, in size: Point) -> Float {
    let height = (size / pointwiseMax(track.box.size, Point(repeating: 1e-3))).min()
    return min(plan.penWidth * plan.frame.unit, max(0.17 * height, 0.9))
  }
}

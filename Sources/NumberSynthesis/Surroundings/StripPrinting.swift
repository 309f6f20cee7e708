import Imaging
import PageSynthesis
import Synthesis

/// What is printed on the paper of a strip: cells, combs, base lines, rules, patterns, small print, and ink from the
/// other side.
struct StripPrinting: Sendable {
  private var pattern = PrintedPattern()
  private var boxes = Boxes()
  private var print = Neighbours()
  private var track = PenTrack()
  private var cover = Plane()
  private var blurred = Plane()

  /// Darkens `page`. `box` is around the number, or where one could have been; `cells` are the middles of a number's
  /// cells, `isRuled` says that its base line is printed.
  mutating func print(
    on page: inout Plane, _ plan: PagePlan, around box: Bounds, cells: ArraySlice<Float>, by hand: inout StringHand,
    using generator: inout SeededGenerator
  ) {
    let hasPattern = plan.has(0.28, using: &generator)
    if hasPattern {
      if generator.happens(0.5) {
        printWaves(on: &page, plan, using: &generator)
      } else {
        pattern.print(on: &page, plan, cover: &cover, using: &generator)
      }
    }
    if plan.has(0.08, using: &generator) { bleedThrough(&page, plan, by: &hand, using: &generator) }
    if plan.has(0.1, using: &generator) { printLabel(on: &page, plan, around: box, using: &generator) }
    if cells.count > 1 {
      cover.reset(plan.frame, to: 0)
      printComb(plan, around: box, cells, using: &generator)
      return darken(&page, plan, using: &generator)
    }
    if hasPattern, generator.happens(0.35) {
      // As on a cheque.
      return printBaseLines(on: &page, plan, around: box, using: &generator)
    }
    switch generator.unit() / max(plan.disturbance, 0.01) {
    case ..<0.27: printCell(on: &page, plan, around: box, using: &generator)
    case ..<0.32: boxes.print(on: &page, plan, around: box, cover: &cover, using: &generator)
    case ..<0.46: printBaseLines(on: &page, plan, around: box, using: &generator)
    case ..<0.54: Rulings.print(on: &page, plan, cover: &cover, using: &generator)
    case ..<0.58:
      let y = box.center.y + generator.around(0.4) * box.size.y
      Rulings.printRule(on: &page, at: y, plan, cover: &cover, using: &generator)
    default: break
    }
  }

  private mutating func darken(_ page: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator) {
    cover.draw(track)
    page.darken(under: cover, by: Rulings.strength(plan, using: &generator))
  }

  /// The fine lines of a cheque, about level, at times with others that cross them.
  private mutating func printWaves(
    on page: inout Plane, _ plan: PagePlan, using generator: inout SeededGenerator
  ) {
    cover.reset(plan.frame, to: 0)
    let tilt = generator.around(generator.happens(0.6) ? 0.06 : 0.4)
    for i in 0..<(generator.happens(0.45) ? 2 : 1) {
      let pitch = max(generator.uniform(3...7) * plan.frame.unit, 2.4)
      let turn = i == 0 ? tilt : tilt + generator.around(0.9)
      var lines = LineFamily(
        normal: .direction(.pi / 2 + turn), offset: generator.uniform(0...pitch), pitch: pitch,
        weight: max(pitch * generator.uniform(0.15...0.35), 0.6))
      lines.wave = .init(
        amplitude: generator.uniform(0...6) * plan.frame.unit, count: generator.uniform(0.3...3),
        phase: generator.uniform(0...6.3))
      cover.cover(with: lines)
    }
    page.darken(under: cover, by: plan.strength(generator.uniform(0.2...0.65)))
  }

  /// Half the width of a printed line, in pixels of the frame.
  private func lineRadius(_ plan: PagePlan, using generator: inout SeededGenerator) -> Float {
    0.5 * (generator.happens(0.75) ? generator.uniform(0.5...1.6) : generator.uniform(1.6...4)) * plan.frame.unit
  }

  /// The border of a form's field about the frame's edges: whole, in part, or only its corners.
  private mutating func printCell(
    on page: inout Plane, _ plan: PagePlan, around box: Bounds, using generator: inout SeededGenerator
  ) {
    track.removeAll()
    cover.reset(plan.frame, to: 0)
    let frame = plan.frame
    let isNear = generator.happens(0.25)
    func inset(_ free: Float, _ length: Float, using generator: inout SeededGenerator) -> Float {
      if isNear { return free - generator.uniform(-0.02...0.4) * box.size.y }
      return generator.happens(0.8) ? generator.uniform(-0.02...0.12) * length : generator.unit() * max(free, 1)
    }
    let low = Point(
      inset(box.low.x, frame.size.y, using: &generator), inset(box.low.y, frame.size.y, using: &generator))
    let high =
      frame.size
      - Point(
        inset(frame.size.x - box.high.x, frame.size.y, using: &generator),
        inset(frame.size.y - box.high.y, frame.size.y, using: &generator))
    let isWhole = generator.happens(0.35)
    let radius = lineRadius(plan, using: &generator)
    let corners = [low, Point(high.x, low.y), high, Point(low.x, high.y)]
    for side in 0..<4 where isWhole || generator.happens(0.55) {
      var (from, to) = (corners[side], corners[(side + 1) % 4])
      if !isWhole, generator.happens(0.4) {
        // Only a part, from a corner on.
        if generator.happens(0.5) { swap(&from, &to) }
        to = from + generator.uniform(0.05...0.8) * (to - from)
      }
      track.addLine(from: from, to: to, radius: radius * generator.uniform(0.6...1.4))
    }
    if generator.happens(0.15) {
      // The next cell's line, close by.
      let gap = generator.uniform(2...6) * frame.unit + 2 * radius
      let (y, x) = (generator.happens(0.5) ? low.y - gap : high.y + gap, generator.uniform(0...0.5) * frame.size.x)
      track.addLine(from: [x, y], to: [frame.size.x, y], radius: radius)
    }
    turn(by: 0.02, plan, using: &generator)
    darken(&page, plan, using: &generator)
  }

  private mutating func turn(by most: Float, _ plan: PagePlan, using generator: inout SeededGenerator) {
    track.move(by: -plan.frame.center)
    track.rotate(by: generator.around(most))
    track.move(by: plan.frame.center)
  }

  /// A line under the number, close to its feet or through them; at times others above, below or beside it.
  private mutating func printBaseLines(
    on page: inout Plane, _ plan: PagePlan, around box: Bounds, using generator: inout SeededGenerator
  ) {
    track.removeAll()
    cover.reset(plan.frame, to: 0)
    let frame = plan.frame
    let radius = lineRadius(plan, using: &generator)
    let isDotted = generator.happens(0.12)
    var heights = [box.high.y + generator.uniform(-0.15...0.3) * box.size.y]
    if generator.happens(0.35) { heights.append(box.low.y - generator.uniform(-0.05...0.4) * box.size.y) }
    if generator.happens(0.2) { heights.append(heights[0] + generator.uniform(2...6) * frame.unit + 2 * radius) }
    for y in heights {
      let from = generator.happens(0.75) ? 0 : generator.unit() * max(box.low.x, 1)
      let (start, end) = (Point(from, y), Point(frame.size.x, y))
      if isDotted {
        track.addDashes(
          from: start, to: end, radius: radius, dash: generator.uniform(1...3) * frame.unit,
          gap: generator.uniform(2...5) * frame.unit)
      } else {
        track.addLine(from: start, to: end, radius: radius)
      }
    }
    if generator.happens(0.2) {
      let x =
        generator.happens(0.5)
        ? generator.unit() * box.low.x : frame.size.x - generator.unit() * (frame.size.x - box.high.x)
      track.addLine(from: [x, 0], to: [x, frame.size.y], radius: radius)
    }
    turn(by: 0.03, plan, using: &generator)
    darken(&page, plan, using: &generator)
  }

  /// Boxes, or ticks on a line, between the middles of `cells`.
  private mutating func printComb(
    _ plan: PagePlan, around box: Bounds, _ cells: ArraySlice<Float>, using generator: inout SeededGenerator
  ) {
    track.removeAll()
    guard let first = cells.first, let last = cells.last else { return }
    let radius = lineRadius(plan, using: &generator)
    let pitch = (last - first) / Float(cells.count - 1)
    let (top, foot) = (
      box.low.y - generator.uniform(-0.05...0.35) * box.size.y,
      box.high.y + generator.uniform(-0.05...0.35) * box.size.y
    )
    let tick = generator.happens(0.5) ? top : foot - (foot - top) * generator.uniform(0.15...0.6)
    let (left, right) = (first - 0.5 * pitch, last + 0.5 * pitch)
    let isSplit = tick == top && generator.happens(0.3)
    let margin = isSplit ? 0.08 * pitch : 0
    for i in 0...cells.count {
      let x = left + Float(i) * pitch
      if margin > 0, i > 0 { track.addLine(from: [x - margin, tick], to: [x - margin, foot], radius: radius) }
      track.addLine(from: [x + margin, tick], to: [x + margin, foot], radius: radius)
      guard i < cells.count else { break }
      track.addLine(from: [x + margin, foot], to: [x + pitch - margin, foot], radius: radius)
      if tick == top { track.addLine(from: [x + margin, top], to: [x + pitch - margin, top], radius: radius) }
    }
    // The field goes on behind the number.
    if generator.happens(0.4) {
      track.addLine(from: [right, foot], to: [plan.frame.size.x, foot], radius: radius)
      for i in 1...6 {
        track.addLine(from: [right + Float(i) * pitch, tick], to: [right + Float(i) * pitch, foot], radius: radius)
      }
    }
  }

  /// A few small letters or figures, above or beside the number.
  private mutating func printLabel(
    on page: inout Plane, _ plan: PagePlan, around box: Bounds, using generator: inout SeededGenerator
  ) {
    cover.reset(plan.frame, to: 0)
    track.removeAll()
    let height = max(generator.uniform(4...9) * plan.frame.unit, 3)
    let isBeside = generator.happens(0.4)
    let top =
      isBeside ? box.center.y + generator.around(0.5) * box.size.y : box.low.y - height * generator.uniform(1.1...3)
    var x = isBeside ? box.low.x - height * generator.uniform(4...9) : generator.uniform(-0.1...0.6) * plan.frame.size.x
    let end = isBeside ? box.low.x - 1.2 * height : plan.frame.size.x
    for _ in 0..<generator.whole(1...14) where x < end {
      if generator.happens(0.85) {
        SimpleLetters.add(SimpleLetters.random(using: &generator), to: &track, at: [x, top], scale: height / 6)
      }
      x += height * generator.uniform(0.75...1)
    }
    track.widen(to: max(height * generator.uniform(0.1...0.25), 0.7))
    darken(&page, plan, using: &generator)
  }

  /// A mirrored number, blurred and faint.
  private mutating func bleedThrough(
    _ page: inout Plane, _ plan: PagePlan, by hand: inout StringHand, using generator: inout SeededGenerator
  ) {
    cover.reset(plan.frame, to: 0)
    let height = plan.size * generator.uniform(0.7...1.2)
    var place = plan.frame.center + Point(generator.around(0.6), generator.around(0.6)) * plan.frame.size
    for _ in 0..<generator.whole(1...3) {
      hand.write(generator.index(below: 10), into: &track, using: &generator)
      track.transform(xx: -1, xy: generator.around(0.3), yx: 0, yy: 1)
      track.fit(
        into: Point(2 * height, height) * plan.frame.scale, center: place, penWidth: plan.penWidth * plan.frame.unit)
      cover.draw(track)
      place.x += 0.8 * height * plan.frame.scale.x
    }
    let weights = GaussianWeights(generator.uniform(0.5...1.5))
    blurred.blurRows(of: cover, weights)
    cover.blurColumns(of: blurred, weights)
    page.darken(under: cover, by: plan.strength(generator.uniform(0.1...0.3)))
  }
}

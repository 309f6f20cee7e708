import Imaging
import PageSynthesis
import Synthesis

/// Composes the line of a strip and puts it into the strip's frame.
struct LineWriter: Sendable {
  /// What was written last, in pixels of its frame.
  private(set) var line = NumberLine()
  /// The height of its digits, in pixels of the finished strip.
  private(set) var height: Float = 0
  /// The width of the pen, in pixels of the finished strip.
  private(set) var penWidth: Float = 1
  private var sign = PenTrack()
  private var junk = JunkInk()
  /// The middles of cells, in pixels of the frame.
  private var places: [Float] = []

  var cells: ArraySlice<Float> { places[...] }

  /// A line ends where smaller digits than these would be needed to show all of it, in pixels of the strip and of its
  /// frame.
  private static let leastHeight: (finished: Float, drawn: Float) = (15, 10)

  /// Writes what `plan` asks for. The text is chosen here, and cut where the strip is full.
  mutating func write(
    _ plan: StripPlan, text: inout NumberText, by hand: inout StringHand, using generator: inout SeededGenerator
  ) {
    line.removeAll()
    places.removeAll(keepingCapacity: true)
    (height, penWidth) = (plan.page.size, plan.page.penWidth)
    let traits = LineTraits(using: &generator)
    switch plan.content {
    case .nothing: return
    case .junk:
      for _ in 0..<generator.whole(1...3) { addJunk(traits, plan, by: &hand, using: &generator) }
    case .number:
      text.choose(using: &generator)
      addNumber(text, traits, plan, by: &hand, using: &generator)
    }
    place(traits, plan, using: &generator)
  }

  /// Where a number could have been.
  func emptyPlace(_ plan: PagePlan, using generator: inout SeededGenerator) -> Bounds {
    let half = 0.5 * Point(generator.uniform(0.5...3), 1) * plan.size * plan.frame.scale
    let center = plan.frame.center + Point(generator.around(0.3), generator.around(0.1)) * plan.frame.size
    return Bounds(low: center - half, high: center + half)
  }

  private mutating func addNumber(
    _ text: NumberText, _ traits: LineTraits, _ plan: StripPlan, by hand: inout StringHand,
    using generator: inout SeededGenerator
  ) {
    let separators = Separators(using: &generator)
    let hasJunk = generator.happens(0.1)
    let isJunkFirst = generator.happens(0.6)
    if hasJunk, isJunkFirst {
      for _ in 0..<generator.whole(1...2) { addJunk(traits, plan, by: &hand, using: &generator) }
    } else if generator.happens(0.06), text.signs.first != .minus {
      add(FillingInk.before(using: &generator), traits, plan, using: &generator)
    }
    // One digit in a hundred strips or so is crossed out, the number goes on behind it.
    let crossed = generator.happens(0.04) ? generator.index(below: text.signs.count) : -1
    var isCents = false
    let most = Self.most(plan.page.frame)
    for (index, label) in text.signs.enumerated() {
      guard line.width < most else { break }
      if index == crossed { addJunk(traits, plan, by: &hand, using: &generator) }
      if let digit = label.digit {
        addDigit(digit, label, traits, plan, isCents: isCents, by: &hand, using: &generator)
      } else {
        separators.write(label, into: &sign, using: &generator)
        line.append(sign, as: label, gap: separatorGap(traits, using: &generator), traits, pen: plan.penShare)
        isCents = text.hasCents
      }
    }
    if hasJunk, !isJunkFirst {
      for _ in 0..<generator.whole(1...2) { addJunk(traits, plan, by: &hand, using: &generator) }
    } else if generator.happens(0.3) {
      add(FillingInk.behind(using: &generator), traits, plan, using: &generator)
    }
  }

  /// Heights of a digit that fit into a strip at the least height.
  private static func most(_ frame: PageFrame) -> Float {
    frame.finished.x / max(leastHeight.finished, leastHeight.drawn / frame.scale.y)
  }

  private mutating func addDigit(
    _ digit: Int, _ label: NumberSign, _ traits: LineTraits, _ plan: StripPlan, isCents: Bool,
    by hand: inout StringHand, using generator: inout SeededGenerator
  ) {
    hand.write(digit, into: &sign, using: &generator)
    let pose = traits.pose(of: digit, using: &generator)
    let size = pose.size * (isCents ? 0.7 : 1)
    sign.transform(xx: size, xy: 0, yx: 0, yy: size)
    let middle = sign.box.center
    sign.move(by: -middle)
    sign.rotate(by: pose.turn)
    sign.move(by: middle + [0, pose.fall - (isCents ? 0.3 : 0)])
    let wasDigit = line.parts.last?.sign?.digit != nil
    line.append(sign, as: label, gap: traits.gap(using: &generator), traits, pen: plan.penShare)
    if wasDigit, !line.hasNarrowPair, generator.happens(traits.joining) { line.join(using: &generator) }
  }

  /// Points often stand close to the digit before them.
  private func separatorGap(_ traits: LineTraits, using generator: inout SeededGenerator) -> Float {
    generator.happens(0.6) ? generator.uniform(-0.05...0.15) : max(traits.gap(using: &generator), 0)
  }

  private mutating func addJunk(
    _ traits: LineTraits, _ plan: StripPlan, by hand: inout StringHand, using generator: inout SeededGenerator
  ) {
    junk.write(into: &sign, by: &hand, using: &generator)
    let size = generator.uniform(0.7...1.2)
    sign.transform(xx: size, xy: 0, yx: 0, yy: size)
    let gap = generator.happens(0.4) ? max(traits.gap, 0.04) : generator.uniform(0.05...0.7)
    line.append(sign, as: .junk, gap: gap, traits, pen: plan.penShare)
  }

  private mutating func add(
    _ kind: FillingInk.Kind, _ traits: LineTraits, _ plan: StripPlan, using generator: inout SeededGenerator
  ) {
    FillingInk.write(kind, into: &sign, using: &generator)
    line.append(sign, as: nil, gap: generator.uniform(0.05...0.6), traits, pen: plan.penShare)
  }

  /// Brings the line to a size at which it fits, or at times does not, and moves it anywhere in the strip.
  private mutating func place(_ traits: LineTraits, _ plan: StripPlan, using generator: inout SeededGenerator) {
    let frame = plan.page.frame
    let isLonger = generator.happens(0.06)
    if !isLonger { height = min(height, 0.97 * frame.finished.x / (line.width + plan.penShare)) }
    penWidth = max(plan.penShare * height, min(penWidth, 1 / frame.unit))
    line.place(height: height, traits, penWidth: penWidth, in: frame)
    let room = frame.size - line.track.inkBox.size
    var center =
      frame.center + Point(generator.around(0.5), generator.around(generator.happens(0.5) ? 0.5 : 0.2))
      * pointwiseMax(room, Point(0, 0))
    // Longer lines, and a few others, are cut at an end; a few above or below.
    let unit = height * frame.scale
    if room.x < 0 || generator.happens(0.05) {
      let reach = max(-room.x, 0) / 2 + generator.uniform(0...0.7) * unit.x
      center.x =
        generator.happens(0.5)
        ? frame.size.x - line.track.inkBox.size.x / 2 + reach : line.track.inkBox.size.x / 2 - reach
    }
    if generator.happens(0.08) {
      let reach = line.track.inkBox.size.y / 2 - generator.uniform(0...0.35) * unit.y
      center.y = generator.happens(0.5) ? reach : frame.size.y - reach
    }
    line.move(by: center - line.track.inkBox.center)
    placeCells(traits, unit, frame)
  }

  private mutating func placeCells(_ traits: LineTraits, _ unit: Point, _ frame: PageFrame) {
    for part in line.parts where traits.pitch != nil && part.sign?.digit != nil {
      var box = Bounds()
      for i in part.points { box.include(line.track.points[i]) }
      places.append(box.center.x)
    }
    // Digits too wide for their cells have none.
    guard let first = places.first, let last = places.last, places.count > 1 else { return }
    let pitch = (last - first) / Float(places.count - 1)
    let isEven = places.indices.allSatisfy { abs(places[$0] - first - Float($0) * pitch) < 0.2 * pitch }
    if !isEven { places.removeAll(keepingCapacity: true) }
  }
}

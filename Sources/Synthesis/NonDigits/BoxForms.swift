import Imaging

/// Printed boxes and bubbles to be marked, empty or marked. A plain ring is a 0 and a tall box one of a draughtsman's,
/// so neither is drawn: boxes are square or wide, rings are double, filled or have a mark within.
enum BoxForms {
  private typealias Stroke = DigitForm.Stroke

  static func draw(penWidth: Float, using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    generator.happens(0.65) ? box(penWidth, using: &generator) : ring(penWidth, using: &generator)
  }

  private static func box(_ penWidth: Float, using generator: inout SeededGenerator) -> [Stroke] {
    let width = generator.happens(0.5) ? generator.uniform(0.9...1.15) : generator.uniform(1.15...2.6)
    // Rounded corners only where an ellipse has none.
    let corner = generator.happens(0.4) ? generator.uniform(0.05...0.22) : 0
    let outline = rectangle(Point(width, 1), corner: corner)
    switch generator.unit() {
    case ..<0.4: return [outline]
    case ..<0.48:
      let middle = width * generator.uniform(0.4...0.6)
      return [outline, Stroke([[middle, 0], [middle, 1]])]
    case ..<0.58: return [outline] + hatching(Point(width, 1), penWidth, using: &generator)
    default: return [outline] + mark(in: Point(width, 1), using: &generator)
    }
  }

  private static func rectangle(_ size: Point, corner: Float) -> Stroke {
    guard corner > 0 else { return Stroke([[0, 0], [size.x, 0]], [size], [[0, size.y]], [[0, 0]]) }
    let (c, near) = (corner, 0.3 * corner)
    return Stroke(
      [[c, 0], [size.x - c, 0]], [[size.x - near, near], [size.x, c]], [[size.x, size.y - c]],
      [[size.x - near, size.y - near], [size.x - c, size.y]], [[c, size.y]],
      [[near, size.y - near], [0, size.y - c]],
      [[0, c]], [[near, near], [c, 0]])
  }

  /// A tick, a cross, a bar or a dot, within or over the edge.
  private static func mark(in size: Point, using generator: inout SeededGenerator) -> [Stroke] {
    let scale = generator.uniform(0.5...1.2)
    let center = size * Point(generator.uniform(0.4...0.6), generator.uniform(0.4...0.6))
    func at(_ x: Float, _ y: Float) -> Point { center + scale * (Point(x, y) - Point(0.5, 0.5)) }
    let width = generator.uniform(0.7...1.8)
    var strokes: [Stroke]
    switch generator.index(below: 4) {
    case 0: strokes = [Stroke([at(0, 0.5), at(0.35, 1)], [at(1, -0.1)])]
    case 1: strokes = [Stroke([at(0.1, 0.1), at(0.9, 0.9)]), Stroke([at(0.9, 0.1), at(0.1, 0.9)])]
    case 2: strokes = [Stroke([at(0, 0.8), at(1, 0.2)])]
    default:
      let zigzag = (0..<7).map { at(Float($0) / 6, $0 % 2 == 0 ? 0.3 : 0.7) }
      strokes = [Stroke(runs: [[zigzag[0]]] + zigzag.dropFirst().map { [$0] })]
    }
    for i in strokes.indices {
      strokes[i] = strokes[i].jittered(by: 0.06, using: &generator)
      strokes[i].width = width
    }
    return strokes
  }

  /// Lines close enough to fill what is `size` wide and tall.
  private static func hatching(
    _ size: Point, _ penWidth: Float, using generator: inout SeededGenerator
  ) -> [Stroke] {
    let count = max(3, Int(size.y / max(penWidth, 0.04)))
    let points = (0...count).flatMap { row in
      let y = size.y * Float(row) / Float(count)
      let ends = [Point(generator.uniform(-0.04...0.12), y), Point(size.x - generator.uniform(-0.04...0.12), y)]
      return row % 2 == 0 ? ends : ends.reversed()
    }
    var stroke = Stroke(runs: [Array(points.prefix(2))] + points.dropFirst(2).map { [$0] })
    stroke.width = generator.uniform(0.9...1.4)
    return [stroke]
  }

  private static func ring(_ penWidth: Float, using generator: inout SeededGenerator) -> [Stroke] {
    let radii = Point(generator.uniform(0.38...0.75), 0.5)
    let center: Point = [0.5, 0.5]
    let outline = Stroke(DigitForm.ring(around: center, radii, from: 12, hours: 12))
    switch generator.unit() {
    case ..<0.25:
      // Paper has to be seen between the two.
      let share = generator.uniform(0.3...0.85 - min(4 * penWidth, 0.5))
      return [outline, Stroke(DigitForm.ring(around: center, share * radii, from: 12, hours: 12))]
    case ..<0.5:
      // A disc: rings within rings.
      let count = max(2, Int(0.7 / max(penWidth, 0.04)))
      return (0..<count).map { index in
        let share = 1 - Float(index) / Float(count)
        return Stroke(DigitForm.ring(around: center, share * radii, from: 12, hours: 12))
      }
    case ..<0.7:
      let arm = generator.uniform(0.5...1.1) * radii
      return [
        outline, Stroke([center - arm, center + arm]),
        Stroke([center + arm * Point(1, -1), center + arm * Point(-1, 1)]),
      ]
    default:
      let letter = LetterForms.form(
        of: LetterForms.upperCase[generator.index(below: LetterForms.upperCase.count)], using: &generator)
      let scale = generator.uniform(0.4...0.6)
      return [outline] + letter.map { $0.moved(by: center - Point(0.35, 0.5) * scale, scale: Point(scale, scale)) }
    }
  }
}

extension DigitForm.Stroke {
  /// Scales about the origin, then moves.
  func moved(by offset: Point, scale: Point = [1, 1]) -> Self {
    var moved = self
    moved.runs = runs.map { run in run.map { $0 * scale + offset } }
    return moved
  }
}

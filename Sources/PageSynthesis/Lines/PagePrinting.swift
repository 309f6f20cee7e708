import Imaging
import Synthesis

/// All that is on the paper before the pen comes: pattern, ink from the other side, lines, boxes.
struct PagePrinting: Sendable {
  private var pattern = PrintedPattern()
  private var boxes = Boxes()
  private var formMarks = FormMarks()
  private var track = PenTrack()
  private var cover = Plane()
  private var blurred = Plane()

  /// Darkens `page`. An empty page has lines more often, so that lines alone are no sign of a digit. Where the digit's
  /// ink has a level part at the height `bar`, a rule may lie on it.
  mutating func print(
    on page: inout Plane, _ plan: PagePlan, isEmpty: Bool, around box: Bounds, bar: Float?,
    by writing: inout Handwriting, using generator: inout SeededGenerator
  ) {
    if plan.has(plan.medium == .binary ? 0.04 : 0.18, using: &generator) {
      pattern.print(on: &page, plan, cover: &cover, using: &generator)
    }
    if plan.has(0.1, using: &generator) { bleedThrough(&page, plan, by: &writing, using: &generator) }
    // Of each page, at most one of these.
    let lines = generator.unit() / max(plan.disturbance, 0.01)
    if let bar, lines < 0.05 {
      Rulings.printRule(on: &page, at: bar, plan, cover: &cover, using: &generator)
    } else if isEmpty, lines < 0.12 {
      cover.reset(plan.frame, to: 0)
      formMarks.printEmptyBoxes(into: &cover, plan, center: box.center, using: &generator)
      page.darken(under: cover, by: Rulings.strength(plan, using: &generator))
    } else if lines < (isEmpty ? 0.46 : 0.26) {
      Rulings.print(on: &page, plan, cover: &cover, using: &generator)
    } else if lines < (isEmpty ? 0.72 : 0.44) {
      boxes.print(on: &page, plan, around: box, cover: &cover, using: &generator)
    }
  }

  /// A mirrored digit, blurred and faint.
  private mutating func bleedThrough(
    _ page: inout Plane, _ plan: PagePlan, by writing: inout Handwriting, using generator: inout SeededGenerator
  ) {
    writing.write(writing.chooseSign(using: &generator), into: &track, using: &generator)
    track.transform(xx: -1, xy: 0, yx: 0, yy: 1)
    track.fit(
      into: Point(repeating: generator.uniform(0.5...1.2) * plan.size) * plan.frame.scale,
      center: plan.frame.place(using: &generator), penWidth: plan.penWidth * plan.frame.unit)
    cover.reset(plan.frame, to: 0)
    cover.draw(track)
    let weights = GaussianWeights(generator.uniform(0.5...1.5))
    blurred.blurRows(of: cover, weights)
    cover.blurColumns(of: blurred, weights)
    page.darken(under: cover, by: plan.strength(generator.uniform(0.1...0.3)))
  }
}

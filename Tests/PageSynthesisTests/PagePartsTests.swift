import Imaging
import PageSynthesis
import Synthesis
import Testing

/// The parts of training pages, each alone.
struct PagePartsTests {
  private static let seed = UInt64.random(in: 0...UInt64.max)
  private let note: Comment = "seed \(seed)"
  private var generator = SeededGenerator(seed: seed)
  private var writing = Handwriting(pixels: [], labels: [])
  private var cover = Plane()

  /// Numbers that a picture shows are whole, and a window on a gap shows ink on both sides of it.
  @Test mutating func severalDigitsAreSeenAsSeveral() {
    var numbers = Numbers()
    var gaps = 0
    for _ in 0..<600 {
      let plan = PagePlan(using: &generator)
      cover.reset(plan.frame, to: 0)
      let box = numbers.write(into: &cover, plan, by: &writing, using: &generator)
      // Second pens and full stops are broader.
      let excess = 1 + 0.4 * plan.penWidth * plan.frame.unit
      let isWhole = box.low.min() > -excess && (plan.frame.size - box.high).min() > -excess
      if plan.view == .window, !isWhole {
        gaps += 1
        let middle = Int(plan.frame.center.x)
        #expect(hasInk(columns: 0..<middle) && hasInk(columns: middle..<plan.frame.width), note)
      } else {
        #expect(isWhole, note)
      }
    }
    // 56 are to be expected, give or take seven.
    #expect(gaps > 20, note)
  }

  /// In a window the digit is the one in the middle: whatever else is whole reaches into the outer tenth.
  @Test mutating func neighboursInAWindowReachOutward() {
    var neighbours = Neighbours()
    var whole = 0
    for _ in 0..<1_000 {
      let plan = PagePlan(view: .window, using: &generator)
      let half = 0.5 * Point(generator.uniform(0.1...0.8), 1) * plan.size * plan.frame.scale
      let ink = Bounds(low: plan.frame.center - half, high: plan.frame.center + half)
      cover.reset(plan.frame, to: 0)
      neighbours.write(into: &cover, plan, beside: ink, isEmpty: false, by: &writing, using: &generator)
      let (width, height) = (plan.frame.width, plan.frame.height)
      // A leaning stroke can lie beyond the frame.
      guard hasInk(columns: 0..<width) else { continue }
      let (across, down) = (Int(0.11 * Float(width)) + 1, Int(0.11 * Float(height)) + 1)
      let reachesOut =
        hasInk(columns: 0..<across) || hasInk(columns: width - across..<width) || hasInk(rows: 0..<down)
        || hasInk(rows: height - down..<height)
      #expect(reachesOut, note)
      let isCut =
        hasInk(columns: 0..<1) || hasInk(columns: width - 1..<width) || hasInk(rows: 0..<1)
        || hasInk(rows: height - 1..<height)
      whole += isCut ? 0 : 1
    }
    #expect(whole > 10, note)
  }

  @Test mutating func emptyPagesShowRemnantsAtMost() {
    var neighbours = Neighbours()
    for _ in 0..<300 {
      let plan = PagePlan(using: &generator)
      let ink = Bounds(low: plan.frame.center - 10, high: plan.frame.center + 10)
      cover.reset(plan.frame, to: 0)
      neighbours.write(into: &cover, plan, beside: ink, isEmpty: true, by: &writing, using: &generator)
      let (width, height) = (plan.frame.width, plan.frame.height)
      #expect(!hasInk(columns: width * 2 / 5..<width * 3 / 5, rows: height * 2 / 5..<height * 3 / 5), note)
    }
  }

  /// Bands darken or lighten the picture up to its edge, never the middle of what is written.
  @Test mutating func bandsCoverAnEdgeAndSpareTheInk() {
    var covered = 0
    for _ in 0..<400 {
      let plan = PagePlan(using: &generator)
      let middle = plan.frame.size * Point(generator.uniform(0.3...0.7), generator.uniform(0.3...0.7))
      let half = Point(0.12, 0.12) * plan.frame.size
      cover.reset(plan.frame, to: 0.8)
      let ink = Bounds(low: middle - half, high: middle + half)
      Bands.add(to: &cover, plan, around: ink, using: &generator)
      let shade = cover.values[Int(middle.y) * Plane.rowLength + Int(middle.x)]
      #expect(shade > 0.25 && shade <= 0.8, note)
      let (right, bottom) = (plan.frame.width - 1, (plan.frame.height - 1) * Plane.rowLength)
      let corners = [0, right, bottom, bottom + right].map { cover.values[$0] }
      covered += corners.contains { abs($0 - 0.8) > 0.1 } ? 1 : 0
    }
    #expect(covered > 320, note)
  }

  /// Bubbles beside the one in the middle may go on beyond the frame.
  @Test mutating func formsHaveInkAroundTheirPlace() {
    var marks = FormMarks()
    for _ in 0..<300 {
      let plan = PagePlan(view: .window, using: &generator)
      cover.reset(plan.frame, to: 0)
      let size = plan.size * plan.frame.scale
      let box = marks.write(into: &cover, plan, center: plan.frame.center, size: size, using: &generator)
      #expect(hasInk(columns: 0..<plan.frame.width), note)
      let offset = box.center - plan.frame.center
      #expect(max(abs(offset.x), abs(offset.y)) < 0.35 * size.max(), note)
      #expect(box.size.x < 4.5 * size.max() && box.size.y < 1.5 * size.max(), note)
    }
  }

  /// A stop, an underline and a small number lie beside the digit, not on it.
  @Test mutating func annotationsLeaveTheDigitAlone() {
    var annotations = Annotations()
    var annotated = 0
    for _ in 0..<2_000 {
      var plan = PagePlan(view: .whole, using: &generator)
      plan.disturbance = 1
      let half = 0.5 * Point(generator.uniform(0.2...0.8), 1) * 30 * plan.frame.scale
      let ink = Bounds(low: plan.frame.center - half, high: plan.frame.center + half)
      cover.reset(plan.frame, to: 0)
      plan.penWidth = min(plan.penWidth, 4)
      annotations.write(into: &cover, plan, beside: ink, by: &writing, using: &generator)
      annotated += hasInk(columns: 0..<plan.frame.width) ? 1 : 0
      let inner = 0.7 * half
      let (low, high) = (ink.center - inner, ink.center + inner)
      #expect(!hasInk(columns: Int(low.x)..<Int(high.x), rows: Int(low.y)..<Int(high.y)), note)
    }
    // One in eight.
    #expect((150...350).contains(annotated), note)
  }

  @Test func aBarIsFoundWhereTheInkRunsLevel() {
    var four = PenTrack()
    four.addLine(from: [30, 0], to: [0, 60], radius: 1)
    four.addLine(from: [0, 60], to: [50, 62], radius: 1)
    four.addLine(from: [35, 10], to: [35, 100], radius: 1)
    #expect(abs(four.barHeight - 61) < 7)
    var one = PenTrack()
    one.addLine(from: [5, 10], to: [5, 90], radius: 1)
    #expect((10...96).contains(one.barHeight))
  }

  private func hasInk(columns: Range<Int>, rows: Range<Int>? = nil) -> Bool {
    (rows ?? 0..<cover.height).contains { y in
      columns.contains { cover.values[y * Plane.rowLength + $0] > 0.2 }
    }
  }

  private func hasInk(rows: Range<Int>) -> Bool { hasInk(columns: 0..<cover.width, rows: rows) }
}

extension PagePlan {
  /// The first random plan with this view.
  fileprivate init(view: View, using generator: inout SeededGenerator) {
    repeat { self.init(using: &generator) } while self.view != view
  }
}

import Imaging
import Synthesis

/// Where a digit lies on its page, how large and how leaning.
enum DigitPlacement {
  /// Brings `track` from its own unit into the plan's frame.
  static func place(_ track: inout PenTrack, _ plan: PagePlan, using generator: inout SeededGenerator) {
    track.take(Pose(using: &generator))
    switch plan.view {
    case .tight: fill(&track, plan, using: &generator)
    case .window: center(&track, plan, using: &generator)
    case .whole: scatter(&track, plan, using: &generator)
    }
  }

  /// Up to four pixels of each side are lost, or up to three left free.
  private static func fill(_ track: inout PenTrack, _ plan: PagePlan, using generator: inout SeededGenerator) {
    let scale = plan.frame.scale
    let loses = generator.uniform(0...1)
    func inset(using generator: inout SeededGenerator) -> Float {
      generator.unit() < loses ? generator.uniform(-4...0) : generator.uniform(0...3)
    }
    let low = Point(inset(using: &generator), inset(using: &generator)) * scale
    let high = plan.frame.size - Point(inset(using: &generator), inset(using: &generator)) * scale
    track.fill(
      high - low, center: (low + high) / 2, penWidth: plan.penWidth * plan.frame.unit,
      freedom: generator.uniform(1...1.7))
  }

  private static func center(_ track: inout PenTrack, _ plan: PagePlan, using generator: inout SeededGenerator) {
    let jitter = Point(generator.around(8), generator.around(8))
    track.fit(
      into: plan.size * plan.frame.scale, center: plan.frame.center + jitter * plan.frame.scale,
      penWidth: plan.penWidth * plan.frame.unit)
  }

  /// Anywhere; one in eight loses up to an eighth at the frame.
  private static func scatter(_ track: inout PenTrack, _ plan: PagePlan, using generator: inout SeededGenerator) {
    let most = Point(94, plan.size) * plan.frame.scale
    track.fit(into: most, center: [0, 0], penWidth: plan.penWidth * plan.frame.unit)
    let box = track.inkBox
    let lost = generator.happens(0.12) ? 0.12 * box.size : Point(0, 0)
    let (low, high) = (-lost - box.low, plan.frame.size + lost - box.high)
    let room = pointwiseMax(high - low, Point(0, 0))
    track.move(by: low + Point(generator.unit(), generator.unit()) * room)
  }
}

import Imaging
import PageSynthesis

/// The choices for one strip that several of its parts depend on.
struct StripPlan: Sendable {
  /// What is written on a strip.
  enum Content { case number, junk, nothing }

  /// The finished strip.
  static let whole = PageFrame.finished(width: NumberStrip.trainingWidth, height: NumberStrip.height)

  let content: Content
  /// Paper, pen, light and camera; its size is the height of the strip's digits.
  var page: PagePlan
  /// The pen's width as a share of a digit's height.
  let penShare: Float

  /// A random plan for a strip with `content`.
  init(_ content: Content, using generator: inout SeededGenerator) {
    self.content = content
    let medium = Self.medium(generator.unit())
    let frame = Self.frame(isBinary: medium == .binary, using: &generator)
    let size = max(Self.size(using: &generator), 11 / frame.scale.min())
    let share = 0.035 + 0.13 * generator.unit() * (0.4 + 0.6 * generator.unit())
    page = PagePlan(medium, on: frame, size: size, penWidth: max(share * size, 1), using: &generator)
    // Most numbers are written to be read: more of them than of single digits are calm and dark.
    if generator.happens(0.3) { page.disturbance = min(page.disturbance, generator.uniform(0...0.3)) }
    if page.contrast < 0.3, generator.happens(0.5) { page.contrast = generator.uniform(0.3...0.7) }
    penShare = page.penWidth / size
  }

  /// What a strip holds: of a hundred, five hold nothing and five nothing but junk.
  static func content(using generator: inout SeededGenerator) -> Content {
    let chance = generator.unit()
    return chance < 0.05 ? .nothing : chance < 0.1 ? .junk : .number
  }

  private static func medium(_ chance: Float) -> PagePlan.Medium {
    switch chance {
    case ..<0.06: .digital
    case ..<0.15: .binary
    case ..<0.5: .scan
    default: .photo
    }
  }

  /// Nearly half of the strips have pixels of their own; the others were smaller, down to 64×16, and at times stretched.
  private static func frame(isBinary: Bool, using generator: inout SeededGenerator) -> PageFrame {
    guard generator.happens(isBinary ? 0.4 : 0.55) else { return whole }
    let share = generator.uniform(isBinary ? 0.65...0.95 : 0.33...0.95)
    let stretch = generator.happens(0.3) ? generator.uniform(0.8...1) : 1
    let isUpright = generator.happens(0.5)
    let (across, down) = (share * (isUpright ? 1 : stretch), share * (isUpright ? stretch : 1))
    return PageFrame(
      width: max(Int(across * whole.size.x + 0.5), 64), height: max(Int(down * whole.size.y + 0.5), 16), of: whole)
  }

  /// 35 to 95 % of the strip's height, mostly 45 to 80 %.
  private static func size(using generator: inout SeededGenerator) -> Float {
    switch generator.unit() {
    case ..<0.74: Float(NumberStrip.height) * generator.uniform(0.45...0.8)
    case ..<0.88: Float(NumberStrip.height) * generator.uniform(0.35...0.45)
    default: Float(NumberStrip.height) * generator.uniform(0.8...0.95)
    }
  }
}

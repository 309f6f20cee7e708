import Imaging

/// Draws what scans hold besides digits, so that a network learns to say that something is none.
///
/// Nothing drawn here may be a digit in any hand: no upright stroke (1), no ring (0).
public enum NonDigitSynthesizer {
  public enum Kind: CaseIterable, Sendable {
    case letter, sign, scribble, crossedDigit, severalDigits, dash, dot
    /// What a bad threshold leaves of paper, shadow or ruling.
    case junk

    /// How often it comes, relative to the others.
    var weight: Float {
      switch self {
      case .letter, .sign: 4
      case .severalDigits, .junk: 3
      case .scribble, .crossedDigit: 2
      case .dash, .dot: 1
      }
    }
  }

  /// Draws a random kind as large as fits into a square of `size` pixels: 0 paper … 255 ink, as
  /// `StrokeSynthesizer.draw` does. The same arguments and generator state give the same picture; it is never blank.
  public static func draw(style: HandStyle, size: Int, using generator: inout SeededGenerator) -> GrayImage {
    var rest = generator.unit() * Kind.allCases.reduce(0) { $0 + $1.weight }
    let kind =
      Kind.allCases.first {
        rest -= $0.weight; return rest < 0
      } ?? .letter
    return draw(kind, style: style, size: size, using: &generator)
  }

  /// Draws one of `kind`.
  public static func draw(
    _ kind: Kind, style: HandStyle, size: Int, using generator: inout SeededGenerator
  ) -> GrayImage {
    if kind == .junk { return InkJunk.draw(size: size, using: &generator) }
    var style = style
    // Scribbles with a thick pen are the blocks that thick sticks are.
    let thickestPen: Float = [.scribble, .crossedDigit].contains(kind) ? 0.09 : 0.16
    style.penWidth = min(style.penWidth, thickestPen)
    let strokes: [DigitForm.Stroke]
    switch kind {
    case .letter: strokes = proportioned(LetterForms.all, using: &generator)
    case .sign: strokes = proportioned(SignForms.all, using: &generator)
    case .scribble: strokes = [scribble(using: &generator)]
    case .crossedDigit: strokes = crossedDigit(style: style, using: &generator)
    case .severalDigits: strokes = severalDigits(style: style, using: &generator)
    case .dash:
      strokes = dashes(using: &generator)
      (style.slant, style.aspect) = (0, 1)
    case .dot, .junk:
      strokes = [blot(using: &generator)]
      style.penWidth = generator.uniform(0.4...0.7)
      (style.slant, style.aspect) = (0, 1)
    }
    return StrokeSynthesizer.draw(strokes, style: style, size: size, using: &generator)
  }

  private static func proportioned(
    _ forms: [[DigitForm.Stroke]], using generator: inout SeededGenerator
  ) -> [DigitForm.Stroke] {
    forms[Int(generator.unit() * Float(forms.count))].map { $0.jittered(by: 0.03, using: &generator) }
  }

  /// A line to and fro, in loops or in sharp turns.
  private static func scribble(using generator: inout SeededGenerator) -> DigitForm.Stroke {
    let count = 7 + Int(generator.unit() * 12)
    let width = generator.uniform(0.8...1.8)
    let isOrderly = generator.unit() < 0.5
    let points = (0..<count).map { index in
      let along = isOrderly ? (Float(index) + generator.unit()) / Float(count) : generator.unit()
      let across = isOrderly ? Float(index % 2) * 0.7 + 0.3 * generator.unit() : generator.unit()
      return Point(width * along, across)
    }
    return generator.unit() < 0.5
      ? DigitForm.Stroke(points) : DigitForm.Stroke(runs: [Array(points.prefix(2))] + points.dropFirst(2).map { [$0] })
  }

  /// A digit that its writer has struck out with two lines or more: one would be a 7's bar or a 0's slash.
  private static func crossedDigit(
    style: HandStyle, using generator: inout SeededGenerator
  ) -> [DigitForm.Stroke] {
    func line(_ from: Point, _ to: Point) -> DigitForm.Stroke {
      let over = generator.uniform(0...0.2)
      let reach = over * (to - from)
      return DigitForm.Stroke([from - reach, (from + to) / 2, to + reach]).jittered(by: 0.05, using: &generator)
    }
    let digit = Int(generator.unit() * 10)
    var strokes = style.strokes(of: digit)
    switch Int(generator.unit() * 4) {
    case 0: strokes += [line([0, 0.1], [0.6, 0.9]), line([0.6, 0.1], [0, 0.9])]
    case 1:
      strokes += [line([-0.1, 0.3], [0.7, 0.25]), line([-0.1, 0.65], [0.7, 0.6]), line([-0.1, 0.5], [0.7, 0.4])]
    case 2: strokes += (0..<3).map { line([-0.1 + 0.2 * Float($0), 0.95], [0.3 + 0.2 * Float($0), 0.05]) }
    default:
      let points = (0..<9).map { Point(Float($0 % 2) * 0.8 - 0.1, 0.1 * Float($0) + generator.uniform(0...0.15)) }
      strokes.append(DigitForm.Stroke(points))
    }
    return strokes
  }

  /// Two to four digits side by side, apart, touching or overlapping. The first is as likely as any other, but two
  /// narrow ones that make one digit are not drawn: a 1 stands apart from its neighbours.
  private static func severalDigits(
    style: HandStyle, using generator: inout SeededGenerator
  ) -> [DigitForm.Stroke] {
    let count = generator.unit() < 0.7 ? 2 : generator.unit() < 0.7 ? 3 : 4
    let gap = generator.uniform(0.0...0.35)
    var strokes: [DigitForm.Stroke] = []
    var edge: Float = 0
    for _ in 0..<count {
      let digit = Int(generator.unit() * 10)
      var written = style.strokes(of: digit)
      let xs = written.flatMap { $0.runs.joined().map(\.x) }
      let (low, high) = (xs.min() ?? 0, xs.max() ?? 0)
      let drop = generator.uniform(-0.08...0.08)
      for i in written.indices {
        for run in written[i].runs.indices {
          written[i].runs[run] = written[i].runs[run].map { $0 + Point(edge - low, drop) }
        }
      }
      strokes += written
      edge += high - low + gap + (digit == 1 ? 0.15 : 0)
    }
    return strokes
  }

  /// A line along the page, or two.
  private static func dashes(using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    let (rise, bow) = (generator.uniform(-0.25...0.25), generator.uniform(-0.1...0.1))
    let first = DigitForm.Stroke([[0, rise], [0.5, bow], [1, -rise]])
    guard generator.unit() < 0.2 else { return [first] }
    let apart = generator.uniform(0.2...0.6)
    return [first, DigitForm.Stroke([[0, rise + apart], [0.5, bow + apart], [1, -rise + apart]])]
  }

  /// A dot, a drop or a smear.
  private static func blot(using generator: inout SeededGenerator) -> DigitForm.Stroke {
    let (length, bow) = (generator.uniform(0.3...1), generator.uniform(-0.15...0.15))
    return DigitForm.Stroke([[0, 0.5], [0.6 * length, 0.5 + bow], [length, 0.5 + 0.2 * length]])
  }
}

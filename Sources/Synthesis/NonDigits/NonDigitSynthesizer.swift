import Imaging

/// Draws the marks that scans hold besides digits, so that a network learns to tell them from digits.
///
/// Nothing drawn here may be a digit in any hand: no upright stroke (1), no ring (0).
public enum NonDigitSynthesizer {
  /// The kinds of drawings.
  public enum Kind: CaseIterable, Sendable {
    case letter, word, sign, box, scribble, crossedDigit, dash, dot
    case severalDigits, cutNumber, column, digitsAndSigns
    /// Remnants of paper, shadow or ruling after a bad threshold.
    case junk

    /// How often it comes, relative to the others.
    var weight: Float {
      switch self {
      case .letter: 8
      case .severalDigits: 6
      case .sign, .box, .junk: 3
      case .crossedDigit: 2
      case .word, .scribble, .cutNumber, .digitsAndSigns: 1.5
      case .column, .dash, .dot: 1
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
    let style = adapted(style, to: kind, using: &generator)
    var seen: Float = 1
    let strokes: [DigitForm.Stroke]
    switch kind {
    case .letter: strokes = LetterForms.draw(using: &generator).map { $0.jittered(by: 0.03, using: &generator) }
    case .word: strokes = Inscriptions.word(using: &generator).map { $0.jittered(by: 0.03, using: &generator) }
    case .sign: strokes = SignForms.draw(using: &generator).map { $0.jittered(by: 0.03, using: &generator) }
    case .box: strokes = BoxForms.draw(penWidth: style.penWidth, using: &generator)
    case .scribble: strokes = [scribble(using: &generator)]
    case .crossedDigit: strokes = crossedDigit(style: style, using: &generator)
    case .dash: strokes = dashes(using: &generator)
    case .dot, .junk: strokes = [blot(using: &generator)]
    case .severalDigits: strokes = Inscriptions.number(style: style, using: &generator)
    case .cutNumber: (strokes, seen) = Inscriptions.cutNumber(style: style, using: &generator)
    case .column: strokes = Inscriptions.column(style: style, using: &generator)
    case .digitsAndSigns: strokes = Inscriptions.digitsAndSigns(style: style, using: &generator)
    }
    var image = StrokeSynthesizer.draw(strokes, style: style, size: size, using: &generator)
    if seen < 1 { image.cut(toShare: seen) }
    return image
  }

  /// The hand as far as a drawing of `kind` can be told from a digit.
  private static func adapted(
    _ style: HandStyle, to kind: Kind, using generator: inout SeededGenerator
  ) -> HandStyle {
    var style = style
    switch kind {
    case .scribble, .crossedDigit:
      // With a thick pen they are the blocks that thick sticks are.
      style.penWidth = min(style.penWidth, 0.09)
    case .dash, .dot:
      style.slant = 0
      style.aspect = 1
      style.nibContrast = 0
      if kind == .dot { style.penWidth = generator.uniform(0.4...0.7) }
    case .box:
      // Printed: even, upright, with sharp corners.
      style.penWidth = min(style.penWidth, generator.uniform(0.04...0.12))
      style.slant = 0
      style.aspect = 1
      style.nibContrast = 0
      style.variation = 0.004
      style.roundness = 0
      style.tremor = 0.001
      style.taper = 0
    case .column:
      // Two blobs in a column are a thick stick.
      (style.penWidth, style.aspect) = (min(style.penWidth, 0.09), max(style.aspect, 0.8))
    case .severalDigits, .cutNumber, .digitsAndSigns:
      style.penWidth = min(style.penWidth, 0.14)
    case .letter, .word, .sign, .junk:
      // What is too narrow is a stick.
      (style.penWidth, style.aspect) = (min(style.penWidth, 0.16), max(style.aspect, 0.65))
    }
    return style
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

extension GrayImage {
  /// Clears what lies to the right of `share` of the inked width.
  fileprivate mutating func cut(toShare share: Float) {
    let columns = inkedColumns
    let end = columns.lowerBound + Int(share * Float(columns.count))
    for y in 0..<height {
      for x in end..<width { self[x, y] = 0 }
    }
  }
}

import Imaging

/// One way of writing a digit: the path of the pen's middle, before any hand has made it its own.
///
/// Of each digit there are the forms that the world's schools and habits give; many of them (the 1 with a long flag,
/// the barred 7, the open 4) are rare or absent in MNIST.
public struct DigitForm: Sendable {
  /// 0 … 9.
  public let digit: Int
  /// The feature that tells this form from the digit's other forms, for example "barred".
  public let name: String
  /// How often hands write the digit so, relative to its other forms; above 0.
  public let weight: Float
  /// The widest line, as a share of the height, with which it is still read.
  let thickestPen: Float
  /// The relative widths at which it is still read.
  let aspects: ClosedRange<Float>
  private let shape: @Sendable (inout SeededGenerator) -> [Stroke]

  /// The line that the pen draws between touching the paper and leaving it. Each run is a smooth curve that begins
  /// where the run before it ended; the pen turns sharply between runs.
  package struct Stroke: Sendable {
    /// The points of each run, in units of the digit's height.
    package var runs: [[Point]]
    /// The pen's width relative to that of the hand's pen.
    package var width: Float = 1

    init(_ runs: [Point]...) { self.runs = runs }

    /// A stroke of the given runs.
    package init(runs: [[Point]]) { self.runs = runs }
  }

  /// A form whose proportions differ from hand to hand by more than jitter: `shape` samples them.
  init(
    _ digit: Int, _ name: String, weight: Float, thickestPen: Float? = nil, aspects: ClosedRange<Float>? = nil,
    shape: @escaping @Sendable (inout SeededGenerator) -> [Stroke]
  ) {
    self.digit = digit
    self.name = name
    self.weight = weight
    self.shape = shape
    let isStick = digit == 1 || digit == 7
    // A loop fills with ink where the two sides of a stick do not meet, and a 1's flag that is stretched is a 7's top.
    self.thickestPen = thickestPen ?? (isStick ? 0.25 : 0.17)
    self.aspects = aspects ?? (isStick ? 0.75...1.15 : 0.55...1.6)
  }

  init(_ digit: Int, _ name: String, weight: Float, _ strokes: Stroke...) {
    self.init(digit, name, weight: weight) { _ in strokes }
  }

  /// The strokes in the proportions of one hand.
  func strokes(using generator: inout SeededGenerator) -> [Stroke] { shape(&generator) }

  /// The forms of `digit` (0 … 9).
  public static func forms(of digit: Int) -> [DigitForm] { byDigit[digit] }

  /// The index of one of the forms of `digit`, as often as its weight says.
  package static func randomIndex(of digit: Int, using generator: inout SeededGenerator) -> Int {
    randomIndex(among: byDigit[digit], using: &generator)
  }

  /// The forms of `digit` (0 … 9) in numbers: those of `forms(of:)`, then those that are drawn in numbers alone.
  package static func numberForms(of digit: Int) -> [DigitForm] { inNumbers[digit] }

  /// The index of one of `forms`, as often as its weight says.
  static func randomIndex(among forms: [DigitForm], using generator: inout SeededGenerator) -> Int {
    var rest = generator.unit() * forms.reduce(0) { $0 + $1.weight }
    for index in forms.indices.dropLast() {
      rest -= forms[index].weight
      if rest < 0 { return index }
    }
    return forms.count - 1
  }

  private static let byDigit: [[DigitForm]] = {
    let all = roundForms + stickForms + bowlForms + squareForms + looseForms + joinedForms
    return (0...9).map { digit in all.filter { $0.digit == digit } }
  }()

  private static let inNumbers: [[DigitForm]] = byDigit.enumerated().map { digit, forms in
    forms + hastyForms.filter { $0.digit == digit }
  }

  /// Points on an ellipse, 30° apart, from the hour `start` of a clock face; counter-clockwise, as most hands draw.
  static func ring(around center: Point, _ radii: Point, from start: Int, hours: Int) -> [Point] {
    (0...hours).map { center + radii * clock[((start - $0) % 12 + 12) % 12] }
  }

  /// The hours of a clock face, from 12; constants, so that no platform's sine makes another drawing.
  private static let clock: [Point] = {
    let half: Float = 0.5
    let most: Float = 0.866_025_4
    return [
      [0, -1], [half, -most], [most, -half], [1, 0], [most, half], [half, most],
      [0, 1], [-half, most], [-most, half], [-1, 0], [-most, -half], [-half, -most],
    ]
  }()
}

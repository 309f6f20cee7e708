import Imaging

/// A hand: the traits that all digits of one writer share. Sample one, then draw any number of digits with it.
public struct HandStyle: Sendable {
  /// The pen that the hand holds.
  public var pen: Pen
  /// Mean width of the line, as a share of the digit's height.
  public var penWidth: Float
  /// How far the top leans to the right of the foot, as a share of the height.
  public var slant: Float
  /// Turn of the whole digit in radians, clockwise; small.
  public var turn: Float
  /// Width relative to the form's own.
  public var aspect: Float
  /// Length along the line, as a share of the height, over which corners are rounded.
  public var roundness: Float
  /// Deviation of the trembling line, as a share of the height.
  public var tremor: Float
  /// Deviation from one drawing of a digit to the next, as a share of the height.
  public var variation: Float
  /// How much the width follows the changing pressure, 0 (not) … 1.
  public var pressureVariation: Float
  /// How thin the ends are, 0 (as thick as the rest) … 1 (a point).
  public var taper: Float
  /// How much thinner than downstrokes the upstrokes and level strokes are, 0 (not) … 1: a dip pen's nib opens when it
  /// is pulled towards the writer.
  public var nibContrast: Float
  /// Makes this hand's own deviations from the forms, the same each time it writes.
  private var seed: UInt64
  private var chosenForms: [Int]

  /// The range from which `penWidth` is sampled.
  public static let penWidths: ClosedRange<Float> = 0.03...0.25
  private static let ownDeviation: Float = 0.028
  /// The share of hands that write with a dip pen.
  private static let nibShare: Float = 0.15

  /// A random hand.
  public init(using generator: inout SeededGenerator) {
    // Chalk needs a board, so it is chosen with the page.
    pen = [.ballpoint, .felt, .pencil][Int(generator.unit() * 3)]
    // Most pens draw a tenth of the height; fine liners on large digits and felt pens on small ones are the ends.
    penWidth = generator.unit() < 0.75 ? generator.uniform(0.05...0.15) : generator.uniform(Self.penWidths)
    slant = min(max(0.1 + 0.18 * generator.bell(), -0.35), 0.7)
    turn = 0.04 * generator.bell()
    aspect = generator.unit() < 0.7 ? generator.uniform(0.8...1.25) : generator.uniform(0.5...1.6)
    roundness = generator.uniform(0.02...0.12)
    tremor = generator.uniform(0.001...0.006)
    variation = generator.uniform(0.008...0.02)
    pressureVariation = generator.uniform(0.1...0.45)
    taper = generator.uniform(0...0.5)
    seed = generator.next()
    chosenForms = (0...9).map { DigitForm.randomIndex(of: $0, using: &generator) }
    var nib = SeededGenerator(seed: seed, epoch: 10, index: 0)
    nibContrast = nib.happens(Self.nibShare) ? nib.uniform(0.35...0.85) : 0
    // Dip pens were held for a copybook's slope.
    if nibContrast > 0 { slant = max(slant, nib.uniform(0.05...0.7)) }
  }

  /// The form in which this hand writes `digit`.
  public func form(of digit: Int) -> DigitForm {
    DigitForm.numberForms(of: digit)[chosenForms[digit]]
  }

  /// Chooses the form of each digit anew among those of numbers that this hand's pen is fine enough for.
  package mutating func chooseNumberForms(using generator: inout SeededGenerator) {
    for digit in 0...9 { chooseNumberForm(of: digit, using: &generator) }
  }

  /// Chooses the form of `digit` anew, as `chooseNumberForms` does.
  package mutating func chooseNumberForm(of digit: Int, using generator: inout SeededGenerator) {
    let forms = DigitForm.numberForms(of: digit)
    for _ in 0..<6 {
      chosenForms[digit] = DigitForm.randomIndex(among: forms, using: &generator)
      if forms[chosenForms[digit]].thickestPen >= penWidth { return }
    }
  }

  /// The relative width at which this hand writes `digit`, as far as the digit's form allows.
  package func aspect(of digit: Int) -> Float {
    let allowed = form(of: digit).aspects
    return min(max(aspect, allowed.lowerBound), allowed.upperBound)
  }

  /// Makes this hand write `digit` in the form at `index` of `DigitForm.forms(of:)` or `DigitForm.numberForms(of:)`.
  public mutating func write(_ digit: Int, inForm index: Int) {
    precondition(DigitForm.numberForms(of: digit).indices.contains(index))
    chosenForms[digit] = index
  }

  /// This hand as far as `form` allows: what is too thick or too wide could not be read.
  func adapted(to form: DigitForm) -> HandStyle {
    var style = self
    style.aspect = min(max(aspect, form.aspects.lowerBound), form.aspects.upperBound)
    style.penWidth = min(penWidth, form.thickestPen * min(1, style.aspect))
    return style
  }

  /// The strokes of `digit` as this hand has come to write them.
  package func strokes(of digit: Int) -> [DigitForm.Stroke] {
    var habit = SeededGenerator(seed: seed, epoch: digit, index: chosenForms[digit])
    return form(of: digit).strokes(using: &habit).map { $0.jittered(by: Self.ownDeviation, using: &habit) }
  }
}

extension DigitForm.Stroke {
  /// Moves every point by a random distance with standard deviation of about `deviation` on each axis. Neighbours
  /// move alike, so that round shapes are bent, not broken.
  package func jittered(by deviation: Float, using generator: inout SeededGenerator) -> Self {
    var moved = self
    for run in moved.runs.indices {
      let count = runs[run].count
      let offsets = (0..<count + 2).map { _ in 1.5 * deviation * Point(generator.bell(), generator.bell()) }
      for i in 0..<count { moved.runs[run][i] += (offsets[i] + offsets[i + 1] + offsets[i + 2]) / 3 }
    }
    return moved
  }
}
